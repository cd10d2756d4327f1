//! What is said of a file as a whole: nothing of it is left out without a word.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use domain::imports::{Choices, Column, FileProblem, RawCell, RawRow, SheetState};
use zip::ZipArchive;

use crate::common::{GOOD, TestFiles, header, inline_row, survey, texts};

pub fn good(number: u32, name: &str) -> String {
    let mut row = GOOD;
    row[0] = name;
    inline_row(number, &row)
}

pub fn names(rows: &[RawRow]) -> Vec<&str> {
    rows.iter().map(|row| row.cell(Column::LegalName).text()).collect()
}

pub fn chosen(sheets: &[&str], hidden_rows: Option<bool>) -> Choices {
    let sheets = sheets.iter().map(|name| (*name).to_owned()).collect();
    Choices { sheets, hidden_rows, ..Choices::default() }
}

/// A workbook of these rows with this behind them: filters, merged cells, tables.
fn behind(files: &TestFiles, rows: &str, rest: &str) -> PathBuf {
    changed(files, rows, |_, text| text.replacen("</sheetData>", &format!("</sheetData>{rest}"), 1))
}

/// A workbook of these rows, each of its parts changed on the way.
fn changed(files: &TestFiles, rows: &str, change: impl Fn(&str, String) -> String) -> PathBuf {
    let table = "<table><autoFilter ref=\"A1:V4\"><filterColumn colId=\"1\"/></autoFilter></table>";
    let parts = [("xl/tables/table1.xml", table)];
    let mut zip = ZipArchive::new(File::open(files.workbook(rows, &parts)).expect("open")).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        parts.push((name.clone(), change(&name, text)));
    }
    files.parts(&parts)
}

#[test]
fn the_sheet_that_is_read_and_the_others_are_named() {
    let files = TestFiles::new();
    let first = header(1) + &good(2, "28a");
    let second = header(2) + &good(3, "28b") + &good(4, "28c");
    let note = inline_row(1, &["Vul het tweede tabblad in"]) + &inline_row(2, &["Naam: geen rechtsvorm"]);
    let lacking = inline_row(1, &["Naam", "Land", "Straat"]) + &inline_row(2, &["Peeters", "BE", "Dorp"]);
    let path = files.sheets(
        &[
            ("Uitleg", "", &note),
            ("Vennootschappen", "", &first),
            ("Eenmanszaken", "", &second),
            ("Oud", "state=\"hidden\"", &second),
            ("Half", "", &lacking),
            ("Leeg", "", ""),
        ],
        &[],
    );
    let (rows, report) = survey(&path, &Choices::default()).expect("a good file");
    assert_eq!(names(&rows), ["28a"]);
    let told: Vec<_> = report.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows, sheet.hidden)).collect();
    assert_eq!(
        told,
        [
            ("Uitleg", 2, false),
            ("Vennootschappen", 1, false),
            ("Eenmanszaken", 2, false),
            ("Oud", 2, true),
            ("Half", 1, false),
            ("Leeg", 0, false)
        ]
    );
    let states: Vec<_> = report.sheets.iter().map(|sheet| &sheet.state).collect();
    let required = [Column::ContactEmail, Column::ContactFirstName, Column::ContactLastName, Column::ContactLocale];
    assert_eq!(
        states,
        [
            &SheetState::Headless,
            &SheetState::Read,
            &SheetState::Readable,
            &SheetState::Readable,
            &SheetState::Lacking { columns: required.to_vec() },
            &SheetState::Headless
        ]
    );
    assert_eq!(report.left().count(), 4, "an empty sheet leaves nothing out");

    let (rows, _) = survey(&path, &chosen(&["Eenmanszaken"], None)).expect("another sheet");
    assert_eq!(names(&rows), ["28b", "28c"]);
    let (rows, report) = survey(&path, &chosen(&["Eenmanszaken", "Vennootschappen"], None)).expect("both");
    assert_eq!(names(&rows), ["28a", "28b", "28c"], "in the order of the file");
    assert!(rows.is_sorted_by_key(RawRow::position), "each has its place");
    assert_eq!(rows.iter().map(|row| (row.sheet, row.number)).collect::<Vec<_>>(), [(0, 2), (1, 3), (1, 4)]);
    assert_eq!(report.read().count(), 2);
    let gone = survey(&path, &chosen(&["Weg"], None)).expect_err("it is not there");
    assert_eq!(gone, FileProblem::NoSheet { sheet: "Weg".to_owned() });
    assert!(matches!(survey(&path, &chosen(&["Half"], None)), Err(FileProblem::MissingColumns { .. })));
}

#[test]
fn hidden_rows_are_counted_and_come_in_only_when_asked() {
    let files = TestFiles::new();
    let rows = header(1)
        + &good(2, "27a")
        + &good(3, "27b").replacen("<row ", "<row hidden=\"1\" ", 1)
        + &good(4, "27c")
        + "<row r=\"5\" hidden=\"1\"/>";
    let path = files.workbook(&rows, &[]);
    let (read, report) = survey(&path, &Choices::default()).expect("a good file");
    assert_eq!(names(&read), ["27a", "27c"]);
    assert_eq!((report.sheets[0].rows, report.hidden_rows(), report.filtered_rows()), (3, 1, 0));
    let (read, report) = survey(&path, &chosen(&[], Some(true))).expect("a good file");
    assert_eq!((names(&read), report.hidden_rows()), (vec!["27a", "27b", "27c"], 1));
    let (read, _) = survey(&path, &chosen(&[], Some(false))).expect("a good file");
    assert_eq!(names(&read), ["27a", "27c"]);

    let filter = "<autoFilter ref=\"A1:V4\"><filterColumn colId=\"0\"><filters/></filterColumn></autoFilter>";
    let (_, report) = survey(&behind(&files, &rows, filter), &Choices::default()).expect("a good file");
    assert_eq!(report.filtered_rows(), 1);
    let idle = "<autoFilter ref=\"A1:V4\"/>";
    let (_, report) = survey(&behind(&files, &rows, idle), &Choices::default()).expect("a good file");
    assert_eq!(report.filtered_rows(), 0, "a filter that lets everything through hides nothing");
    let in_table = behind(&files, &rows, "<tableParts><tablePart/></tableParts>");
    assert_eq!(survey(&in_table, &Choices::default()).expect("a good file").1.filtered_rows(), 1);
}

#[test]
fn columns_without_a_place_are_named_with_a_sample() {
    let files = TestFiles::new();
    let mut titles: Vec<String> = Column::ALL.iter().map(|column| column.header(domain::Language::Nl)).collect();
    titles.extend(["Kapitaal", "", "Omzet", "Btw nr."].map(str::to_owned));
    let mut cells: Vec<&str> = GOOD.to_vec();
    cells.extend(["BV", "zonder titel", "", "BE0"]);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let rows =
        inline_row(1, &["Onze klanten"]) + &inline_row(2, &titles) + &inline_row(3, &cells) + &inline_row(4, &cells);
    let (_, report) = survey(&files.workbook(&rows, &[]), &Choices::default()).expect("a good file");
    let sheet = &report.sheets[0];
    let told: Vec<_> = sheet
        .unplaced
        .iter()
        .map(|c| (c.letters.as_str(), c.title.as_str(), c.filled, c.sample.as_str(), c.instead.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("AM", "Kapitaal", 2, "BV", ""),
            ("AN", "", 2, "zonder titel", ""),
            ("AO", "Omzet", 0, "", ""),
            ("AP", "Btw nr.", 2, "BE0", "H")
        ]
    );
    assert_eq!((sheet.header_row, sheet.above.rows, sheet.above.sample.as_str()), (2, 1, "Onze klanten"));
}

#[test]
fn formulas_without_a_value_are_told_from_those_with_one() {
    let files = TestFiles::new();
    let row = "<row r=\"2\"><c r=\"A2\"><f>\"Vorm \"&amp;\"23c\"</f><v /></c><c r=\"B2\"><f>A1</f></c>\
        <c r=\"C2\" t=\"str\"><f>A1</f><v></v></c><c r=\"D2\" t=\"str\"><f>A1</f></c><c r=\"E2\"><f t=\"shared\" si=\"0\"/></c>\
        <c r=\"F2\"><f>1*0</f><v>0</v></c></row>";
    let path = files.workbook(&(header(1) + row), &[]);
    let (rows, report) = survey(&path, &Choices::default()).expect("a good file");
    let cell = |column: Column| rows[0].cell(column).clone();
    assert_eq!(cell(Column::LegalName), RawCell::Uncalculated("=\"Vorm \"&\"23c\"".to_owned()));
    assert_eq!(cell(Column::Country), RawCell::Uncalculated("=A1".to_owned()));
    assert_eq!(cell(Column::ContactEmail), RawCell::Empty, "its value is an empty text");
    assert!(matches!(cell(Column::ContactFirstName), RawCell::Uncalculated(_)));
    assert!(matches!(cell(Column::ContactLastName), RawCell::Uncalculated(_)));
    assert_eq!(cell(Column::ContactLocale).text(), "0");
    assert_eq!(report.sheets[0].uncalculated, 4);
}

#[test]
fn a_zero_is_no_value_where_everything_is_yet_to_be_calculated() {
    let files = TestFiles::new();
    let row = "<row r=\"2\"><c r=\"A2\"><f>B1</f><v>0</v></c><c r=\"B2\"><v>0</v></c><c r=\"C2\"><f>2*3</f><v>6</v></c></row>";
    let anew = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>";
    let path = changed(
        &files,
        &(header(1) + row),
        |name, text| if name == "xl/workbook.xml" { anew.to_owned() } else { text },
    );
    let (rows, _) = survey(&path, &Choices::default()).expect("a good file");
    assert!(matches!(rows[0].cell(Column::LegalName), RawCell::Uncalculated(_)));
    assert_eq!(rows[0].cell(Column::Country).text(), "0", "typed");
    assert_eq!(rows[0].cell(Column::ContactEmail).text(), "6");
}

#[test]
fn hidden_columns_and_merged_cells_are_told() {
    let files = TestFiles::new();
    let rows = header(1) + &good(2, "a") + &good(3, "b");
    let merged =
        "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"AN2:AN3\"/></mergeCells>";
    let hidden = "<cols><col min=\"7\" max=\"8\" hidden=\"1\"/><col min=\"1\" max=\"1\"/></cols>";
    let path = changed(&files, &rows, |_, text| {
        let text = text.replacen("<sheetData>", &format!("{hidden}<sheetData>"), 1);
        text.replacen("</sheetData>", &format!("</sheetData>{merged}"), 1)
    });
    let (_, report) = survey(&path, &Choices::default()).expect("a good file");
    let sheet = &report.sheets[0];
    assert_eq!(sheet.hidden_columns, [("G".to_owned(), Column::CompanyNumber), ("H".to_owned(), Column::Vat)]);
    assert_eq!((sheet.merged.count, sheet.merged.first.as_slice()), (1, ["B2:B3".to_owned()].as_slice()));
}

#[test]
fn a_dimension_is_a_hint() {
    let files = TestFiles::new();
    for dimension in ["A0:Q2", "", "nonsense", "Q2:A1", "A1:A1:A1", "A1:XFD99999999999"] {
        let said = format!("<dimension ref=\"{dimension}\"/><sheetData>");
        let path = changed(&files, &(header(1) + &good(2, "34a")), |_, text| text.replacen("<sheetData>", &said, 1));
        let (rows, _) = survey(&path, &Choices::default()).expect(dimension);
        assert_eq!(names(&rows), ["34a"], "{dimension}");
    }
}

#[test]
fn what_another_program_exports_is_read_by_its_own_titles() {
    let files = TestFiles::new();
    let titles = [
        "Status",
        "Type",
        "Naam",
        "Voornaam",
        "Achternaam",
        "Klantcode",
        "Rechtsvorm",
        "Ondernemingsnummer",
        "BTW-nummer",
        "E-mail",
        "E-mail factuur",
        "Taal",
        "Straat",
        "Huisnr.",
        "Bus",
        "Postcode",
        "Gemeente",
        "Land",
        "Gsm",
    ];
    let cells = [
        "Klant",
        "Bedrijf",
        "Andere 88",
        "Els",
        "Claes",
        "K12",
        "BV",
        "'0812373812",
        "BE0812373812",
        "els@andere88.example",
        "fact@andere88.example",
        "nl-BE",
        "Dorp",
        "3",
        "A",
        "9000",
        "Gent",
        "BE",
        "+32 478 12 34 56",
    ];
    let (rows, report) =
        survey(&files.workbook(&(inline_row(1, &titles) + &inline_row(2, &cells)), &[]), &Choices::default())
            .expect("a good file");
    let row = texts(&rows[0]);
    for (column, text) in [
        (Column::LegalName, "Andere 88"),
        (Column::ExternalReference, "K12"),
        (Column::HouseNumber, "3"),
        (Column::Box, "A"),
        (Column::LegalForm, "BV"),
        (Column::Mobile, "+32 478 12 34 56"),
        (Column::Vat, "BE0812373812"),
    ] {
        assert_eq!(row[column.index()], text);
    }
    let others: Vec<_> = report.sheets[0].unplaced.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(others, ["Status", "Type", "E-mail factuur"]);
}

#[test]
fn errors_that_nobody_knows_refuse_their_cell_and_not_the_file() {
    let files = TestFiles::new();
    let row = "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#GETTING_DATA</v></c><c r=\"B2\" t=\"b\"><v>banana</v></c><c r=\"C2\" t=\"weird\"><v>1</v></c></row>";
    let (rows, _) = survey(&files.workbook(&(header(1) + row), &[]), &Choices::default()).expect("a good file");
    assert_eq!(*rows[0].cell(Column::LegalName), RawCell::Failed("#GETTING_DATA".to_owned()));
}

#[test]
fn comments_beside_cells_are_told() {
    let files = TestFiles::new();
    let comments = "<comments><commentList><comment ref=\"A2\"><text><t>Belt liever</t></text></comment>\
                    <comment ref=\"B2\"/></commentList></comments>";
    // A thread is written a second time as plain comments, for older programs.
    let thread = "<ThreadedComments><threadedComment ref=\"A2\"/></ThreadedComments>";
    let drawing = "<xdr:wsDr><xdr:sp><xdr:txBody><a:t>Niet importeren</a:t></xdr:txBody></xdr:sp><xdr:pic/></xdr:wsDr>";
    let parts = [
        ("xl/comments1.xml", comments),
        ("xl/threadedComments/threadedComment1.xml", thread),
        ("xl/drawings/drawing1.xml", drawing),
        ("xl/drawings/drawing2.xml", "<!DOCTYPE a><a"),
    ];
    let path = files.workbook(&(header(1) + &good(2, "met opmerkingen")), &parts);
    let (_, report) = survey(&path, &Choices::default()).expect("a workbook");
    assert_eq!((report.comments, report.text_boxes, report.pictures, report.drawings_unread), (2, 1, 1, true));
}

#[test]
fn a_hidden_sheet_is_read_where_no_other_has_titles() {
    let files = TestFiles::new();
    let customers = header(1) + &good(2, "verborgen");
    let note = inline_row(1, &["Zie het andere blad"]);
    let hidden = ("Klanten", "state=\"hidden\"", customers.as_str());
    let (rows, report) =
        survey(&files.sheets(&[("Uitleg", "", &note), hidden], &[]), &Choices::default()).expect("a workbook");
    assert_eq!(names(&rows), ["verborgen"]);
    let read: Vec<_> = report.read().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(read, [("Klanten", true)]);

    let lacking = inline_row(1, &["Naam", "Land"]);
    let refused = survey(&files.sheets(&[("Half", "", &lacking), hidden], &[]), &Choices::default());
    assert!(matches!(refused, Err(FileProblem::MissingColumns { .. })), "somebody meant the sheet that they see");
}

#[test]
fn titles_may_stand_far_down() {
    let files = TestFiles::new();
    let above: String = (1..=40).map(|number| inline_row(number, &["Regel van de brief"])).collect();
    let (rows, report) =
        survey(&files.workbook(&(above + &header(41) + &good(42, "onderaan")), &[]), &Choices::default())
            .expect("a workbook");
    assert_eq!((names(&rows), report.sheets[0].above.rows), (vec!["onderaan"], 40));
}

#[test]
fn titles_that_stand_again_are_no_customer() {
    let files = TestFiles::new();
    let printed = header(1) + &good(2, "pagina 1") + &header(3) + &good(4, "pagina 2");
    let (rows, report) = survey(&files.workbook(&printed, &[]), &Choices::default()).expect("a workbook");
    assert_eq!((names(&rows), report.sheets[0].titles_again), (vec!["pagina 1", "pagina 2"], 1));

    let mut titles = Column::ALL.map(|column| column.header(domain::Language::Nl));
    titles.swap(Column::ContactFirstName.index(), Column::ContactLastName.index());
    let swapped =
        header(1) + &good(2, "eerst") + &inline_row(3, &titles.each_ref().map(String::as_str)) + &good(4, "dan");
    let refused = survey(&files.workbook(&swapped, &[]), &Choices::default());
    assert!(matches!(refused, Err(FileProblem::OtherTitles { row: 3, .. })), "{refused:?}");
}

#[test]
fn two_rows_of_titles_are_read_by_the_fuller_one() {
    let files = TestFiles::new();
    let french: Vec<String> = Column::ALL.iter().map(|column| column.title(domain::Language::Fr).to_owned()).collect();
    let french: Vec<&str> = french.iter().take(6).map(String::as_str).collect();
    let (rows, report) =
        survey(&files.workbook(&(inline_row(1, &french) + &header(2) + &good(3, "tweede")), &[]), &Choices::default())
            .expect("a workbook");
    assert_eq!((names(&rows), report.sheets[0].header_row), (vec!["tweede"], 2));
    assert_eq!(rows[0].cell(Column::City).text(), "Gent");
}

#[test]
fn what_has_no_height_is_hidden() {
    let files = TestFiles::new();
    let flat = good(3, "plat").replacen("<row ", "<row ht=\"0\" customHeight=\"1\" ", 1);
    let (_, report) = survey(&files.workbook(&(header(1) + &good(2, "zichtbaar") + &flat), &[]), &Choices::default())
        .expect("a workbook");
    assert_eq!((report.sheets[0].rows, report.hidden_rows()), (2, 1));
}
