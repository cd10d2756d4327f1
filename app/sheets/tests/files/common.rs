//! Workbooks written part by part, as the programs that people use write them.

#[path = "../../../domain/src/imports/fixture.rs"]
mod fixture;

use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::Language;
use domain::imports::{Choices, Column, FileProblem, FileReport, RawCell, RawRow};
use sheets::Trust;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub use fixture::GOOD;

/// A folder for the files of one test.
pub struct TestFiles(TempDir);

impl TestFiles {
    pub fn new() -> Self {
        TestFiles(TempDir::new().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file of these bytes.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("write");
        path
    }

    /// A workbook with one sheet of this `<sheetData>` content, and these further parts.
    pub fn workbook(&self, rows: &str, parts: &[(&str, &str)]) -> PathBuf {
        self.sheets(&[("Blad1", "", rows)], parts)
    }

    /// A workbook of sheets: name, attributes such as `state="hidden"`, content of `<sheetData>`.
    pub fn sheets(&self, sheets: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> PathBuf {
        let mut all = vec![
            (
                "[Content_Types].xml".to_owned(),
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
            ),
            ("_rels/.rels".to_owned(), rels(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ];
        let mut put = |name: &str, text: &str| all.push((name.to_owned(), text.to_owned()));
        let list: String = (1..)
            .zip(sheets)
            .map(|(id, (name, attributes, _))| {
                format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\" {attributes}/>")
            })
            .collect();
        put("xl/workbook.xml", &format!("<workbook xmlns:r=\"{REL}\"><sheets>{list}</sheets></workbook>"));
        let targets: Vec<(String, String)> =
            (1..=sheets.len()).map(|id| (format!("rId{id}"), format!("worksheets/sheet{id}.xml"))).collect();
        let targets: Vec<_> = targets.iter().map(|(id, target)| (id.as_str(), "worksheet", target.as_str())).collect();
        put("xl/_rels/workbook.xml.rels", &rels(&targets));
        for (id, (_, _, rows)) in (1..).zip(sheets) {
            let name = format!("xl/worksheets/sheet{id}.xml");
            put(&name, &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
        }
        for (name, text) in parts {
            put(name, text);
        }
        self.parts(&all)
    }

    /// A workbook of these parts and no others.
    pub fn parts(&self, parts: &[(impl AsRef<str>, impl AsRef<str>)]) -> PathBuf {
        let path = self.path("workbook.xlsx");
        let mut zip = ZipWriter::new(File::create(&path).expect("create"));
        for (name, text) in parts {
            zip.start_file(name.as_ref(), SimpleFileOptions::default()).expect("start");
            zip.write_all(text.as_ref().as_bytes()).expect("write");
        }
        zip.finish().expect("finish");
        path
    }
}

const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relations of a part: id, kind, target.
pub fn rels(targets: &[(&str, &str, &str)]) -> String {
    let list: String = targets
        .iter()
        .map(|(id, kind, target)| format!("<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>"))
        .collect();
    format!("<Relationships>{list}</Relationships>")
}

/// A row of inline texts, as openpyxl and Google Sheets can write them; an empty text leaves its cell out.
pub fn inline_row(number: u32, texts: &[&str]) -> String {
    let cells: String = (0..)
        .zip(texts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(place, text)| {
            let letters = domain::imports::column_letters(place);
            format!("<c r=\"{letters}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        })
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// The Dutch titles with stars, as a row of inline texts.
pub fn header(number: u32) -> String {
    let titles = Column::ALL.map(|column| column.header(Language::Nl));
    inline_row(number, &titles.each_ref().map(String::as_str))
}

/// All rows of a file.
pub fn read(path: &Path) -> Result<Vec<RawRow>, FileProblem> {
    survey(path, &Choices::default()).map(|(rows, _)| rows)
}

/// Whether a file is read to its end.
pub fn check(path: &Path) -> Result<(), FileProblem> {
    read(path).map(drop)
}

/// A workbook, to be read as nobody chose anything.
pub fn opened(path: &Path) -> Result<sheets::read::Book, FileProblem> {
    sheets::read::open(path, Trust::Unknown, &Choices::default())
}

/// The rows that somebody chose, and what is to be said of the file.
pub fn survey(path: &Path, choices: &Choices) -> Result<(Vec<RawRow>, FileReport), FileProblem> {
    let mut rows = Vec::new();
    let mut book = sheets::read::open(path, Trust::Unknown, choices)?;
    book.rows(|row| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    })?;
    Ok((rows, book.report()?))
}

/// The texts of a row in the order of the template.
pub fn texts(row: &RawRow) -> [&str; Column::COUNT] {
    row.cells.each_ref().map(RawCell::text)
}
