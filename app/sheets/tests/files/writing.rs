//! What this crate writes can be read back.

use std::{fs::File, io::Read};

use crate::common::{GOOD, TestFiles, header, inline_row, opened, read, texts};
use domain::Language;
use domain::imports::{Checked, Checker, Column, FileProblem, KnownNames, MAX_ROWS, Problem, RawCell};
use domain::own_fields::OwnKind;
use sheets::table::{self, Sheet};
use sheets::template::OwnField;

/// Checks a file from beginning to end: how many rows are good, and every problem.
fn check(path: &std::path::Path) -> (usize, Vec<Problem>) {
    let book = opened(path).expect("a header");
    let names = KnownNames::new(["Standaard".to_owned(), "=Groot, nieuw".to_owned()]);
    let mut checker = Checker::new(book.layouts().to_vec(), names);
    let (mut good, mut all) = (0, Vec::new());
    for raw in read(path).expect("rows") {
        let Checked { row, problems } = checker.check(&raw);
        good += usize::from(row.is_some());
        all.extend(problems);
    }
    (good, all)
}

#[test]
fn generated_rows_are_all_valid_and_different() {
    let files = TestFiles::new();
    let path = files.path("many.xlsx");
    sheets::generate::write(&path, 3_000, &["Standaard"]).expect("written");
    assert_eq!(check(&path), (3_000, Vec::new()));
}

/// Fields of the firm's own, as the template offers them.
fn own() -> Vec<OwnField> {
    let field = |title: &str, kind, options: &[&str]| OwnField {
        title: title.to_owned(),
        kind,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
    };
    vec![
        field("Grootte", OwnKind::Choice, &["Klein", "Groot, zeer groot"]),
        field("Wagens", OwnKind::Number, &[]),
        field("SAP, code", OwnKind::Text, &[]),
    ]
}

#[test]
fn the_template_is_recognised_in_every_language_and_has_no_rows() {
    let files = TestFiles::new();
    for lang in Language::written() {
        let names = ["Standaard".to_owned(), "=Groot, nieuw".to_owned()];
        let path = files.path("template.xlsx");
        sheets::template::write(lang, &names, &own(), File::create(&path).expect("a file")).expect("written");
        let book = opened(&path).expect("a header");
        assert_eq!(book.layouts()[0].places, Column::ALL.map(|column| Some(column.index() as u32)));
        let others: Vec<&str> = book.layouts()[0].others.iter().map(|other| other.title.as_str()).collect();
        assert_eq!(others, ["Grootte", "Wagens", "SAP, code"]);
        assert_eq!(read(&path), Ok(Vec::new()));
    }
}

fn part(path: &std::path::Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(File::open(path).expect("open")).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn the_template_offers_choices_and_keeps_texts() {
    let files = TestFiles::new();
    let names = ["Standaard".to_owned(), "=Groot, nieuw".to_owned()];
    let path = files.path("template.xlsx");
    sheets::template::write(Language::Nl, &names, &own(), File::create(&path).expect("a file")).expect("written");
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("type=\"list\"").count(), 10);
    assert!(sheet.contains("Choices!$D$1:$D$2") && sheet.contains("Choices!$F$1:$F$2"));
    assert!(sheet.contains("state=\"frozen\""));
    assert!(part(&path, "xl/styles.xml").contains("numFmtId=\"49\""), "cells are of kind text");
    assert!(part(&path, "xl/workbook.xml").contains("state=\"hidden\""));
    assert!(!part(&path, "xl/worksheets/sheet3.xml").contains("<f>"));
}

#[test]
fn the_error_file_holds_the_rows_with_problems_and_can_be_mended() {
    let files = TestFiles::new();
    let mut wrong = GOOD;
    wrong[Column::CompanyNumber.index()] = "0123456789";
    wrong[Column::Vat.index()] = "";
    wrong[Column::Street.index()] = "=HYPERLINK(\"http://a.b\")";
    wrong[Column::LegalName.index()] = "";
    let rows = inline_row(2, &["Onze klanten"]) + &header(3) + &inline_row(4, &GOOD) + &inline_row(6, &wrong);
    let source = files.workbook(&rows, &[]);
    let (good, problems) = check(&source);
    assert_eq!((good, problems.len()), (1, 2));

    let to = files.path("errors.xlsx");
    let file = File::create(&to).expect("a file");
    let layouts = opened(&source).expect("a header").layouts().to_vec();
    let rows = read(&source).expect("rows").into_iter().map(Ok);
    assert_eq!(sheets::errors::write(&layouts, rows, problems, Language::Nl, file).expect("written"), 1);
    let written = read(&to).expect("it can be read");
    assert_eq!(texts(&written[0]), wrong);
    let book = opened(&to).expect("a header");
    let mut book = book;
    book.rows(|_| std::ops::ControlFlow::Continue(())).expect("rows");
    let report = book.report().expect("a report");
    let others: Vec<&str> = report.sheets[0].unplaced.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(others, ["Wat er schort", "Rij in uw bestand"]);

    let sheet = part(&to, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("Bedrijfsnummer 0123456789 klopt niet: het controlegetal zou 49 moeten zijn."));
    assert!(sheet.contains("Bedoelt u 0123.452.789 of 0123.456.749?"));
    assert!(!sheet.contains("<f>"), "nothing becomes a formula");
    assert_eq!(check(&to).1.len(), 2, "the same problems, in the new place");
}

#[test]
fn cells_of_the_error_file_stay_what_they_were() {
    let files = TestFiles::new();
    let source = files.workbook(&(header(1) + &inline_row(2, &GOOD)), &[]);
    let layouts = opened(&source).expect("a header").layouts().to_vec();
    let mut row = read(&source).expect("rows").remove(0);
    let number = |shown: &str, plain: &str| RawCell::Number { shown: shown.to_owned(), plain: plain.to_owned() };
    let same = |cell: RawCell| (cell.clone(), cell);
    let failed = || RawCell::Failed("#N/A".to_owned());
    let cells = [
        (Column::CompanyNumber, (number("5.520.176", "5520176"), number("5520176", "5520176"))),
        (Column::Vat, same(RawCell::LostDigits("12345678901234567168".to_owned()))),
        (Column::ExternalReference, (number("KL-0012", "12"), RawCell::Text("KL-0012".to_owned()))),
        (Column::HouseNumber, same(RawCell::Date("05/03/2026".to_owned()))),
        (Column::Box, same(RawCell::YesNo(true))),
        (Column::Postcode, (RawCell::Uncalculated("=A1".to_owned()), failed())),
        (Column::City, (RawCell::Failed("#REF!".to_owned()), failed())),
        (Column::Street, same(RawCell::Text("=1+1".to_owned()))),
    ];
    for (column, (before, _)) in &cells {
        row.cells[column.index()] = before.clone();
    }
    let (sheet, letters) = (layouts[0].sheet.clone(), layouts[0].letters(Column::Country));
    let reason = domain::imports::ProblemReason::Missing;
    let problem = Problem {
        sheet,
        row: 2,
        column: Column::Country.into(),
        letters,
        value: String::new(),
        reason,
        repairs: Vec::new(),
    };
    let to = files.path("errors.xlsx");
    let file = File::create(&to).expect("a file");
    sheets::errors::write(&layouts, [Ok(row)], [problem], Language::Nl, file).expect("written");
    let written = read(&to).expect("it can be read").remove(0);
    for (column, (_, after)) in &cells {
        assert_eq!(written.cell(*column), after, "{column:?}");
    }
}

#[test]
fn a_table_of_texts_keeps_every_text_and_can_be_brought_in_again() {
    let files = TestFiles::new();
    let path = files.path("klanten.xlsx");
    let titles: Vec<String> = Column::ALL.map(|column| column.title(Language::Nl).to_owned()).to_vec();
    let mut odd = GOOD.map(str::to_owned).to_vec();
    odd[Column::LegalName.index()] = "=1+1".to_owned();
    odd[Column::Street.index()] = "é".repeat(40_000);
    let beside = Sheet { name: "Adressen".to_owned(), titles: vec!["Straat".to_owned()] };
    let sheets = vec![Sheet { name: "Klanten".to_owned(), titles }, beside];
    let rows = [(0, GOOD.map(str::to_owned).to_vec()), (1, vec!["Kerkstraat".to_owned()]), (0, odd)];
    table::write(sheets, rows, File::create(&path).expect("a file")).expect("written");
    let written = read(&path).expect("it can be read");
    assert_eq!(texts(&written[0]), GOOD);
    assert_eq!(texts(&written[1])[Column::LegalName.index()], "=1+1");
    assert_eq!(texts(&written[1])[Column::Street.index()].chars().count(), 32_767, "cut where a cell ends");
    assert!(!part(&path, "xl/worksheets/sheet1.xml").contains("<f>"), "nothing becomes a formula");
    assert!(part(&path, "xl/worksheets/sheet2.xml").contains("Kerkstraat"), "each row on its sheet");
}

#[test]
fn more_rows_than_the_limit_are_refused() {
    let files = TestFiles::new();
    let path = files.path("endless.xlsx");
    let rows: String =
        (2..MAX_ROWS + 3).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c></row>")).collect();
    std::fs::rename(files.workbook(&(header(1) + &rows), &[]), &path).expect("renamed");
    let mut handed = 0;
    let outcome = opened(&path).expect("a header").rows(|_| {
        handed += 1;
        std::ops::ControlFlow::Continue(())
    });
    assert_eq!((outcome, handed), (Err(FileProblem::TooManyRows { max: MAX_ROWS }), MAX_ROWS));
}
