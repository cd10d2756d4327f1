//! A small honest workbook, part by part, to be made hostile.

use domain::{
    Language,
    imports::{Column, column_letters},
};

use super::zips;
use crate::imports::import_client::PEETERS;

const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub const SHEET: &str = "xl/worksheets/sheet1.xml";
pub const RELS: &str = "xl/_rels/workbook.xml.rels";
pub const WORKBOOK: &str = "xl/workbook.xml";
pub const SHARED: &str = "xl/sharedStrings.xml";
pub const STYLES: &str = "xl/styles.xml";

/// Parts by name.
pub type Parts = Vec<(String, Vec<u8>)>;

/// One customer under the Dutch header.
pub fn honest() -> Parts {
    let sheet = sheet(&(header() + &row(2, &PEETERS)));
    vec![
        part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        part("_rels/.rels", rels(&[("rId1", "officeDocument", WORKBOOK)])),
        part(WORKBOOK, book(&[("Klanten", "")])),
        part(RELS, rels(&[("rId1", "worksheet", "worksheets/sheet1.xml")])),
        part(SHEET, sheet),
    ]
}

/// As many customers as a large firm has.
pub fn long_list() -> Vec<u8> {
    with_rows(&(2..40_002).map(|number| row(number, &PEETERS)).collect::<String>())
}

/// The honest workbook with some parts put in place of its own, or added.
pub fn with(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut all = honest();
    all.retain(|(other, _)| parts.iter().all(|(name, _)| other != name));
    all.extend(parts.iter().map(|(name, content)| part(name, *content)));
    zips::packed(&all)
}

/// The honest workbook without this part.
pub fn without(name: &str) -> Vec<u8> {
    zips::packed(&honest().into_iter().filter(|(other, _)| other != name).collect::<Parts>())
}

/// The honest workbook with other bytes for its sheet.
pub fn with_sheet_bytes(sheet: Vec<u8>) -> Vec<u8> {
    let mut all = honest();
    all.retain(|(name, _)| name != SHEET);
    all.push((SHEET.to_owned(), sheet));
    zips::packed(&all)
}

/// The honest workbook with these rows below its header.
pub fn with_rows(rows: &str) -> Vec<u8> {
    with(&[(SHEET, &sheet(&(header() + rows)))])
}

/// The honest workbook with shared texts, and these rows below its header.
pub fn with_shared(texts: &str, rows: &str) -> Vec<u8> {
    let relations =
        rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")]);
    with(&[(SHEET, &sheet(&(header() + rows))), (RELS, &relations), (SHARED, texts)])
}

/// The honest workbook with these styles.
pub fn with_styles(styles: &str) -> Vec<u8> {
    let relations = rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")]);
    with(&[(RELS, &relations), (STYLES, styles)])
}

/// A workbook of sheets with the same rows: names and attributes.
pub fn with_sheets(sheets: &[(&str, &str)]) -> Vec<u8> {
    let numbers = 1..=sheets.len();
    let ids: Vec<(String, String)> =
        numbers.clone().map(|n| (format!("rId{n}"), format!("worksheets/sheet{n}.xml"))).collect();
    let relations: Vec<_> = ids.iter().map(|(id, target)| (id.as_str(), "worksheet", target.as_str())).collect();
    let rows = sheet(&(header() + &row(2, &PEETERS)));
    let mut parts = vec![(WORKBOOK.to_owned(), book(sheets)), (RELS.to_owned(), rels(&relations))];
    parts.extend(numbers.map(|n| (format!("xl/worksheets/sheet{n}.xml"), rows.clone())));
    with(&parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

/// A workbook of two sheets that lie in one part.
pub fn with_sheets_in_one_part() -> Vec<u8> {
    let both = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/SHEET1.xml")];
    with(&[(WORKBOOK, &book(&[("Een", ""), ("Twee", "")])), (RELS, &rels(&both))])
}

pub fn part(name: &str, content: impl Into<String>) -> (String, Vec<u8>) {
    (name.to_owned(), content.into().into_bytes())
}

pub fn sheet(rows: &str) -> String {
    format!("<?xml version=\"1.0\"?><worksheet><sheetData>{rows}</sheetData></worksheet>")
}

pub fn header() -> String {
    let titles = Column::ALL.map(|column| column.header(Language::Nl));
    row(1, &titles.each_ref().map(String::as_str))
}

/// A row of inline texts.
pub fn row(number: u32, texts: &[&str]) -> String {
    let cells: String =
        (0..).zip(texts).map(|(place, text)| cell(&format!("{}{number}", column_letters(place)), text)).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

pub fn cell(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub fn book(sheets: &[(&str, &str)]) -> String {
    let sheets: String = (1..)
        .zip(sheets)
        .map(|(id, (name, more))| format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\" {more}/>"))
        .collect();
    format!("<workbook xmlns:r=\"{REL}\"><sheets>{sheets}</sheets></workbook>")
}

/// Relations: id, kind, target.
pub fn rels(targets: &[(&str, &str, &str)]) -> String {
    let list: String = targets
        .iter()
        .map(|(id, kind, target)| format!("<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>"))
        .collect();
    format!("<Relationships>{list}</Relationships>")
}
