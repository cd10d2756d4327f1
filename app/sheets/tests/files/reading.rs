//! Files of every origin read the same.

use std::ops::ControlFlow;

use crate::common::{GOOD, TestFiles, header, inline_row, opened, read, texts};
use domain::imports::{Column, FileProblem, RawCell};

#[test]
fn inline_texts_as_openpyxl_and_google_write_them() {
    let files = TestFiles::new();
    let path = files.workbook(&(header(1) + &inline_row(2, &GOOD)), &[]);
    let rows = read(&path).expect("a good file");
    assert_eq!((rows.len(), rows[0].number, texts(&rows[0])), (1, 2, GOOD));
}

#[test]
fn shared_texts_as_excel_writes_them_with_escapes_and_formatted_parts() {
    let titles = Column::ALL.map(|column| format!("<si><t>{}</t></si>", column.title(domain::Language::Nl)));
    let values = "<si><t>Peeters &amp; Zonen</t></si><si><r><t>B</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">E </t></r></si>";
    let shared = format!("<sst count=\"24\" uniqueCount=\"24\">{}{values}</sst>", titles.concat());
    let row = |number: u32, first: usize, count: usize| {
        let cells: String = (0..count as u32)
            .map(|at| {
                let letters = domain::imports::column_letters(at);
                format!("<c r=\"{letters}{number}\" t=\"s\"><v>{}</v></c>", first + at as usize)
            })
            .collect();
        format!("<row r=\"{number}\" spans=\"1:22\">{cells}</row>")
    };
    let files = TestFiles::new();
    let path =
        files.workbook(&(row(1, 0, Column::COUNT) + &row(2, Column::COUNT, 2)), &[("xl/sharedStrings.xml", &shared)]);
    let rows = read(&path).expect("a good file");
    assert_eq!(&texts(&rows[0])[..3], ["Peeters & Zonen", "BE", ""]);
}

#[test]
fn numbers_dates_formulas_and_errors_are_read_as_a_person_sees_them() {
    // Styles: 0 general, 1 a date, 2 zeros in front.
    let styles = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0000000000\"/></numFmts>\
                  <cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/>\
                  <xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
    let cells = "<row r=\"2\">\
        <c r=\"A2\" t=\"str\"><f>UPPER(\"peeters\")</f><v>PEETERS</v></c>\
        <c r=\"B2\" t=\"e\"><f>NA()</f><v>#N/A</v></c>\
        <c r=\"G2\"><v>4.77472701E8</v></c>\
        <c r=\"H2\" s=\"2\"><v>477472701</v></c>\
        <c r=\"I2\"><v>1.2345678901234567E+19</v></c>\
        <c r=\"J2\" t=\"b\"><v>1</v></c>\
        <c r=\"L2\"><v>12</v></c>\
        <c r=\"M2\" s=\"1\"><v>46348</v></c>\
        <c r=\"N2\"><f>9*1000</f><v>9000</v></c>\
        <c r=\"O2\"/>\
        <c r=\"P2\" t=\"str\"><f>IF(1,\"\",\"\")</f><v></v></c>\
        </row>";
    let files = TestFiles::new();
    let path = files.workbook(&(header(1) + cells), &[("xl/styles.xml", styles)]);
    let rows = read(&path).expect("a good file");
    let cell = |column: Column| rows[0].cell(column);
    let text = |text: &str| RawCell::Text(text.to_owned());
    assert_eq!(*cell(Column::LegalName), text("PEETERS"));
    assert_eq!(*cell(Column::Country), RawCell::Failed("#N/A".to_owned()));
    let number = |shown: &str, plain: &str| RawCell::Number { shown: shown.to_owned(), plain: plain.to_owned() };
    assert_eq!(*cell(Column::CompanyNumber), number("477472701", "477472701"));
    assert_eq!(*cell(Column::Vat), number("0477472701", "477472701"));
    assert!(matches!(cell(Column::ExternalReference), RawCell::LostDigits(_)));
    assert_eq!(*cell(Column::Iban), RawCell::YesNo(true));
    assert_eq!(*cell(Column::HouseNumber), number("12", "12"));
    assert_eq!(*cell(Column::Box), RawCell::Date("22/11/2026".to_owned()));
    assert_eq!(*cell(Column::Postcode), number("9000", "9000"));
    assert_eq!((cell(Column::City), cell(Column::Mandate)), (&RawCell::Empty, &RawCell::Empty));
}

#[test]
fn titles_above_the_header_other_columns_and_blank_rows_do_no_harm() {
    let rows = inline_row(1, &["Onze klanten", "", "Nummer"])
        + &inline_row(4, &["Kapitaal", "NAAM", "pays", "E-mail *", "Prénom", "Last name", "taal"])
        + &inline_row(5, &["let op", "Peeters", "BE", "an@peeters.be", "An", "Peeters", "nl-BE"])
        + &inline_row(6, &["alleen een kapitaal"])
        + "<row r=\"7\"><c r=\"A7\" s=\"3\"/><c r=\"B7\" t=\"inlineStr\"><is><t>  </t></is></c></row>"
        + &inline_row(9, &["", "Maes", "BE", "jan@maes.be", "Jan", "Maes", "nl-BE"]);
    let files = TestFiles::new();
    let path = files.workbook(&rows.replacen("Nummer", "Lijst 2026", 1), &[]);
    let book = opened(&path).expect("a header");
    assert_eq!(book.layouts()[0].header_row, 4);
    assert_eq!(book.layouts()[0].letters(Column::LegalName), "B");
    let rows = read(&path).expect("a good file");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [5, 9]);
    assert_eq!(texts(&rows[1])[0], "Maes");
}

#[test]
fn cells_without_addresses_are_counted() {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |texts: &[String]| format!("<row>{}</row>", texts.iter().map(|text| cell(text)).collect::<String>());
    let titles = Column::ALL.map(|column| column.header(domain::Language::Fr));
    let files = TestFiles::new();
    let path = files.workbook(&(row(&titles) + &row(&GOOD.map(str::to_owned))), &[]);
    let rows = read(&path).expect("a good file");
    assert_eq!((rows[0].number, texts(&rows[0])), (2, GOOD));
}

#[test]
fn the_first_visible_sheet_with_a_header_is_taken() {
    let note = inline_row(1, &["Lees mij eerst"]);
    let data = header(1) + &inline_row(2, &GOOD);
    let files = TestFiles::new();
    let path =
        files.sheets(&[("Verborgen", "state=\"hidden\"", &data), ("Nota", "", &note), ("Klanten", "", &data)], &[]);
    assert_eq!(opened(&path).expect("a header").layouts()[0].sheet, "Klanten");
}

#[test]
fn headers_that_cannot_serve_are_told_apart() {
    let files = TestFiles::new();
    assert_eq!(read(&files.workbook("", &[])), Err(FileProblem::Empty));
    assert_eq!(read(&files.workbook(&inline_row(1, &GOOD), &[])), Err(FileProblem::NoHeader));

    let mut titles: Vec<String> = Column::ALL.iter().map(|c| c.header(domain::Language::En)).collect();
    titles.push("btw".to_owned());
    let row = inline_row(2, &titles.iter().map(String::as_str).collect::<Vec<_>>());
    let Err(FileProblem::DuplicateColumn { row, name, letters, .. }) = read(&files.workbook(&row, &[])) else {
        panic!("the duplicate column was not seen")
    };
    assert_eq!((row, name.as_str(), letters.join(" ")), (2, "btw", "H AM".to_owned()));

    let path = files.workbook(&inline_row(1, &["Naam", "Land", "Voornaam", "Achternaam", "Straat"]), &[]);
    let Err(FileProblem::MissingColumns { columns, .. }) = read(&path) else { panic!("nothing was missed") };
    assert_eq!(columns, [Column::ContactEmail, Column::ContactLocale]);
}

#[test]
fn reading_stops_when_asked() {
    let files = TestFiles::new();
    let path = files.path("many.xlsx");
    sheets::generate::write(&path, 50, &[]).expect("written");
    let mut seen = 0;
    let handed = opened(&path).expect("a header").rows(|row| {
        seen = row.number;
        if row.number == 11 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((handed, seen), (Ok(10), 11));
}

#[test]
fn a_sheet_may_say_how_long_it_is() {
    let files = TestFiles::new();
    let declared = |path| opened(path).expect("a header").declared_rows();
    let path = files.path("many.xlsx");
    sheets::generate::write(&path, 50, &[]).expect("written");
    assert_eq!(declared(&path), Some(50));
    assert_eq!(declared(&files.workbook(&(header(1) + &inline_row(2, &GOOD)), &[])), None, "it says nothing");
}
