//! Files as other programs wrote them, and parts as they are known to write them.

use std::path::PathBuf;

use crate::common::{GOOD, TestFiles, header, inline_row, opened, read, rels, texts};
use domain::Language;
use domain::imports::{Column, RawCell, RawRow};

/// A file that LibreOffice 7.4 wrote.
fn libreoffice(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn text(row: &RawRow, column: Column) -> &str {
    row.cell(column).text()
}

/// Our own template, filled in and saved: texts as typed, then numbers, a date and a yes in cells that are not text, then formulas, a
/// text in two styles and one of two lines. A blank row stands in between, and a thousand that only have a style below.
#[test]
fn the_template_as_libreoffice_saves_it() {
    use Column::{
        Box, City, CompanyNumber, ContactFirstName, ExternalReference, HouseNumber, Iban, LegalName, Mandate, Postcode,
        Street, Template, Vat,
    };
    let path = libreoffice("libreoffice-template.xlsx");
    let book = opened(&path).expect("a header");
    assert_eq!(
        book.layouts()[0].places,
        Column::ALL.map(|column| (column <= Template).then_some(column.index() as u32))
    );
    assert_eq!(book.declared_rows(), Some(1_004), "it counts the rows that only have a style");

    let rows = read(&path).expect("a good file");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3, 5]);
    let mut typed = GOOD;
    typed[Iban.index()] = "BE68539007547034";
    assert_eq!(texts(&rows[0])[..=Template.index()], typed[..=Template.index()]);
    let numbers = [CompanyNumber, Vat, ExternalReference, Iban, HouseNumber, Box, Postcode, Mandate];
    assert_eq!(
        numbers.map(|column| text(&rows[1], column)),
        ["244142664", "0244142664", "007", "BE68 5390 0754 7034", "12", "22/11/2026", "9000", "TRUE"]
    );
    let others = [LegalName, ContactFirstName, CompanyNumber, ExternalReference, Street, Postcode, City];
    assert_eq!(
        others.map(|column| text(&rows[2], column)),
        ["Dubois SPRL", "Luc", "1000.341.796", "40", "Rue de la Loi\n2", "1000", "Bruxelles"]
    );
}

/// A CSV that LibreOffice opened and saved, by way of .ods: what looks like a number or a date has become one.
#[test]
fn a_csv_as_libreoffice_saves_it() {
    use Column::{Box, CompanyNumber, ExternalReference, HouseNumber, Postcode};
    let rows = read(&libreoffice("libreoffice-csv.xlsx")).expect("a good file");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3, 5]);
    let shown = |row: &RawRow| -> Vec<String> {
        [CompanyNumber, ExternalReference, HouseNumber, Box, Postcode].map(|column| text(row, column).to_owned()).into()
    };
    assert_eq!(shown(&rows[0]), ["477472701", "K-17", "12", "3", "9000"]);
    assert_eq!(shown(&rows[1]), ["244142664", "7", "12", "22/11/2026", "9000"]);
    assert_eq!(
        shown(&rows[2]),
        ["1000.341.796", "40", "2", "02/01/2026", "1000"],
        "1/2 was taken for a day in January"
    );
    assert_eq!(*rows[1].cell(Column::Vat), RawCell::Empty);
}

/// Power BI writes every element with a prefix, no address on a cell, and no shared texts.
#[test]
fn elements_with_a_prefix_are_read() {
    let row = |texts: &[String]| -> String {
        let cells = texts.iter().map(|text| format!("<x:c t=\"inlineStr\"><x:is><x:t>{text}</x:t></x:is></x:c>"));
        format!("<x:row>{}</x:row>", cells.collect::<String>())
    };
    let rows = row(&Column::ALL.map(|column| column.header(Language::Nl))) + &row(&GOOD.map(str::to_owned));
    let main = "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relations = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let sheet = "<x:sheets><x:sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></x:sheets>";
    let files = TestFiles::new();
    let path = files.parts(&[
        ("_rels/.rels", rels(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", format!("<x:workbook {main} {relations}>{sheet}</x:workbook>")),
        ("xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", "worksheets/sheet1.xml")])),
        ("xl/worksheets/sheet1.xml", format!("<x:worksheet {main}><x:sheetData>{rows}</x:sheetData></x:worksheet>")),
    ]);
    let rows = read(&path).expect("a good file");
    assert_eq!((rows.len(), texts(&rows[0])), (1, GOOD));
}

/// openpyxl names parts from the root of the file, with a slash in front.
#[test]
fn parts_named_from_the_root_are_found() {
    let files = TestFiles::new();
    let rows = header(1) + &inline_row(2, &GOOD);
    let relations = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let sheet = "<sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets>";
    let path = files.parts(&[
        ("_rels/.rels", rels(&[("rId1", "officeDocument", "/xl/workbook.xml")])),
        ("xl/workbook.xml", format!("<workbook {relations}>{sheet}</workbook>")),
        ("xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", "/xl/worksheets/sheet1.xml")])),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ]);
    let rows = read(&path).expect("a good file");
    assert_eq!((rows.len(), texts(&rows[0])), (1, GOOD));
}
