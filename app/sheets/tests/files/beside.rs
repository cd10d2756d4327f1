//! Sheets without cells, and what lies beside the cells of a sheet.

use domain::imports::{Choices, SheetState};

use crate::common::{TestFiles, header, rels, survey};
use crate::surveying::{chosen, good, names};

#[test]
fn every_sheet_of_the_workbook_is_listed() {
    let files = TestFiles::new();
    let data = format!("<sheetData>{}{}</sheetData>", header(1), good(2, "bij de macro"));
    let macros = format!("<xm:macrosheet>{data}</xm:macrosheet>");
    let list = ["Blad1", "Macro", "Grafiek", "Venster"]
        .iter()
        .zip(1..)
        .map(|(name, id)| format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>"))
        .collect::<String>();
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", rels(&[("r", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", format!("<workbook><sheets>{list}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            rels(&[
                ("rId1", "worksheet", "blad"),
                ("rId2", "xlMacrosheet", "macro"),
                ("rId3", "chartsheet", "grafiek"),
                ("rId4", "dialogsheet", "venster"),
            ]),
        ),
        ("xl/blad", format!("<worksheet><sheetData>{}{}</sheetData></worksheet>", header(1), good(2, "gewoon"))),
        ("xl/macro", macros),
        ("xl/grafiek", "<chartsheet/>".to_owned()),
        ("xl/venster", "<dialogsheet/>".to_owned()),
    ];
    let path = files.parts(&parts);
    let (_, report) = survey(&path, &Choices::default()).expect("a workbook");
    let told: Vec<_> = report.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows, &sheet.state)).collect();
    let (read, readable, without) = (&SheetState::Read, &SheetState::Readable, &SheetState::Headless);
    assert_eq!(told, [("Blad1", 1, read), ("Macro", 1, readable), ("Grafiek", 0, without), ("Venster", 0, without)]);
    let (rows, _) = survey(&path, &chosen(&["Macro"], None)).expect("the macros' sheet");
    assert_eq!(names(&rows), ["bij de macro"]);
}

#[test]
fn what_stands_beside_cells_is_found_by_the_relations_of_its_sheet() {
    let files = TestFiles::new();
    let list = rels(&[("a", "comments", "../x/een"), ("b", "table", "/xl/x/twee"), ("c", "drawing", "../x/drie.vml")]);
    let parts = [
        ("xl/x/een", "<comments><comment ref=\"A2\"/><comment ref=\"B2\"/></comments>"),
        ("xl/x/twee", "<table><autoFilter ref=\"A1:V4\"><filterColumn colId=\"1\"/></autoFilter></table>"),
        (
            "xl/x/drie.vml",
            "<xdr:wsDr><xdr:txBody><a:t>een</a:t></xdr:txBody><xdr:txBody><a:t>twee</a:t></xdr:txBody></xdr:wsDr>",
        ),
        ("xl/worksheets/_rels/sheet1.xml.rels", list.as_str()),
    ];
    let hidden = good(3, "gefilterd").replacen("<row ", "<row hidden=\"1\" ", 1);
    let rows =
        header(1) + &good(2, "zichtbaar") + &hidden + "</sheetData><tableParts><tablePart/></tableParts><sheetData>";
    let (_, report) = survey(&files.workbook(&rows, &parts), &Choices::default()).expect("a workbook");
    assert_eq!((report.comments, report.text_boxes, report.filtered_rows()), (2, 2, 1));
}
