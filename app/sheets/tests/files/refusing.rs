//! Files that are no workbook, or that would harm the server, are refused with little memory.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::common::{GOOD, TestFiles, check, header, inline_row, read, rels};
use domain::imports::{FileKind, FileProblem};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn is_bomb(path: &Path) -> bool {
    matches!(check(path), Err(FileProblem::ZipBomb { .. }))
}

#[test]
fn what_is_no_workbook_is_named() {
    let files = TestFiles::new();
    assert_eq!(check(&files.file("empty", b"")), Err(FileProblem::Empty));
    let other = |file| Err(FileProblem::OtherKind { file });
    for (name, bytes, kind) in [
        ("list.csv", &b"naam;land\nPeeters;BE\n"[..], FileKind::Csv),
        ("list.xlsx", b"naam\tland\nPeeters\tBE\n", FileKind::Csv),
        ("report.xls", b"<html><body><table></table></body></html>", FileKind::Html),
        ("invoice.xlsx", b"%PDF-1.7\n%", FileKind::Pdf),
        ("logo.xlsx", b"\x89PNG\r\n\x1a\n\0\0", FileKind::Picture),
        ("letter.xlsx", b"{\\rtf1\\ansi}", FileKind::Rtf),
        ("packed.xlsx", b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
        ("empty.zip", b"PK\x05\x06\0\0", FileKind::Zip),
    ] {
        assert_eq!(check(&files.file(name, bytes)), other(kind), "{name}");
    }
    assert_eq!(check(&files.file("oldest.xls", b"\x09\x04\x06\0\0\0\x10\0")), Err(FileProblem::OldXls));
    assert_eq!(check(&files.file("words", b"Geachte heer, mevrouw")), Err(FileProblem::NotASpreadsheet));
    let noise: Vec<u8> = (0..5_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(check(&files.file("noise", &noise)), Err(FileProblem::NotASpreadsheet));

    let mut ole = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    ole.resize(70_000, 0);
    assert_eq!(check(&files.file("old", &ole)), Err(FileProblem::OldXls));
    let mut letter = ole.clone();
    letter.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(check(&files.file("letter.xls", &letter)), other(FileKind::Doc));
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(check(&files.file("locked", &ole)), Err(FileProblem::Encrypted));
}

#[test]
fn a_zip_of_something_else_or_cut_off_is_refused() {
    let files = TestFiles::new();
    let path = files.path("photos.zip");
    let mut zip = ZipWriter::new(File::create(&path).expect("create"));
    zip.start_file("photo.jpg", SimpleFileOptions::default()).expect("start");
    zip.finish().expect("finish");
    assert_eq!(check(&path), Err(FileProblem::OtherKind { file: FileKind::Zip }));

    let types = ("[Content_Types].xml", "<Types/>");
    let ods = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    let odt = ("mimetype", "application/vnd.oasis.opendocument.text");
    for (parts, kind) in [
        (vec![types, ("word/document.xml", "<a/>")], FileKind::Docx),
        (vec![types, ("word/document2.xml", "<a/>")], FileKind::Docx),
        (vec![types, ("ppt/presentation.xml", "<a/>")], FileKind::Pptx),
        (vec![types, ("xl/workbook.bin", "\u{1}")], FileKind::Xlsb),
        (vec![ods, ("content.xml", "<a/>")], FileKind::Ods),
        (vec![odt, ("content.xml", "<a/>")], FileKind::Odt),
        (vec![("Index/Document.iwa", "a")], FileKind::Numbers),
    ] {
        assert_eq!(check(&files.parts(&parts)), Err(FileProblem::OtherKind { file: kind }), "{kind:?}");
    }

    let whole = std::fs::read(files.workbook(&header(1), &[])).expect("read");
    let cut = files.file("cut.xlsx", &whole[..whole.len() / 2]);
    assert!(matches!(check(&cut), Err(FileProblem::Damaged { .. })));
    let mut spoilt = whole;
    let middle = spoilt.len() / 3;
    spoilt[middle..middle + 40].fill(0xff);
    assert!(read(&files.file("spoilt.xlsx", &spoilt)).is_err());
}

#[test]
fn a_file_above_the_limit_is_refused_unread() {
    let files = TestFiles::new();
    let path = files.path("large.xlsx");
    File::create(&path).expect("create").set_len(51 * 1024 * 1024).expect("grow");
    assert!(matches!(check(&path), Err(FileProblem::TooLarge { .. })));
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let files = TestFiles::new();
    let rows = header(1) + &"<row/>".repeat(300_000);
    let mut bytes = std::fs::read(files.workbook(&rows, &[])).expect("read");
    let told = (rows.len() as u32 + 46).to_le_bytes();
    let mut lies = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == told {
            bytes[at..at + 4].copy_from_slice(&1_000u32.to_le_bytes());
            lies += 1;
        }
    }
    assert_eq!(lies, 2, "in the part's own header and in the directory");
    let refusal = check(&files.file("liar.xlsx", &bytes));
    assert!(matches!(refusal, Err(FileProblem::ZipBomb { .. } | FileProblem::Damaged { .. })), "{refusal:?}");
}

#[test]
fn endless_parts_and_told_counts_are_refused() {
    let files = TestFiles::new();
    let parts: Vec<String> = (0..5_000).map(|n| format!("xl/media/{n}.png")).collect();
    let parts: Vec<(&str, &str)> = parts.iter().map(|name| (name.as_str(), "")).collect();
    assert!(is_bomb(&files.workbook(&header(1), &parts)));

    let shared = "<sst uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>";
    assert!(is_bomb(&files.workbook(&header(1), &[("xl/sharedStrings.xml", shared)])));
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1_100_000));
    assert!(is_bomb(&files.workbook(&header(1), &[("xl/styles.xml", &formats)])));
}

#[test]
fn two_parts_with_one_name_are_refused() {
    let files = TestFiles::new();
    for name in ["XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"] {
        let part = (name, "<worksheet><sheetData/></worksheet>");
        assert!(matches!(read(&files.workbook(&header(1), &[part])), Err(FileProblem::Damaged { .. })), "{name}");
    }
}

#[test]
fn a_cell_in_front_of_the_first_row_is_refused() {
    let files = TestFiles::new();
    let rows = format!("<c><v>1</v></c>{}", header(1));
    assert!(matches!(read(&files.workbook(&rows, &[])), Err(FileProblem::Damaged { .. })));
}

#[test]
fn an_external_entity_is_not_followed() {
    let files = TestFiles::new();
    let secret = files.file("secret.txt", b"Geheim BV");
    let rows = header(1) + &inline_row(2, &GOOD).replacen(&legal_name(None), &legal_name(Some(0)), 1);
    let list = rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")]);
    let told = |types: &str, text: &str| {
        let shared = format!("{types}<sst><si><t>{text}</t></si></sst>");
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                    <sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
        let root = rels(&[("rId1", "officeDocument", "xl/workbook.xml")]);
        let parts: [(&str, &str); 6] = [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", &root),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", &list),
            ("xl/worksheets/sheet1.xml", &sheet),
            ("xl/sharedStrings.xml", &shared),
        ];
        read(&files.parts(&parts))
    };
    // The same workbook is read where its text stands in it: nothing else of it is refused.
    let honest = told("", "Geheim BV").expect("the control");
    assert_eq!(honest.len(), 1);
    assert!(format!("{honest:?}").contains("Geheim BV"), "{honest:?}");
    for (what, text) in [
        (format!("SYSTEM \"file://{}\"", secret.display()), "&e;"),
        ("\"Geheim BV\"".into(), "&e;"),
        ("\"Geheim BV\"".into(), "x"),
    ] {
        let refused = told(&format!("<!DOCTYPE a [<!ENTITY e {what}>]>"), text);
        assert!(matches!(refused, Err(FileProblem::Damaged { .. })), "{what} {text}: {refused:?}");
    }
}

/// The cell of the legal name in the row that is good, as an inline text or as a shared one.
fn legal_name(shared: Option<usize>) -> String {
    match shared {
        None => format!("<c r=\"A2\" t=\"inlineStr\"><is><t>{}</t></is></c>", GOOD[0]),
        Some(index) => format!("<c r=\"A2\" t=\"s\"><v>{index}</v></c>"),
    }
}

#[test]
fn a_workbook_with_a_large_picture_passes() {
    let files = TestFiles::new();
    let mut picture = String::new();
    std::io::repeat(b'p').take(5_000_000).read_to_string(&mut picture).expect("a picture");
    assert_eq!(check(&files.workbook(&header(1), &[("xl/media/logo.png", &picture)])), Ok(()));
}

/// A package whose root leads to this part, of this type.
fn package(relation: &str, part: &str, kind: &str) -> [(String, String); 4] {
    let types = format!("<Types><Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>");
    let root =
        format!("<Relationships><Relationship Id=\"r\" Type=\"{relation}\" Target=\"/{part}\"/></Relationships>");
    let parts = [("[Content_Types].xml", types), ("_rels/.rels", root), (part, "<a/>".to_owned())];
    let [types, root, main] = parts.map(|(name, text)| (name.to_owned(), text));
    // A folder that says something else.
    [types, root, main, ("word/x.xml".to_owned(), "<a/>".to_owned())]
}

#[test]
fn a_package_is_what_its_root_leads_to() {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    const VISIO: &str = "http://schemas.microsoft.com/visio/2010/relationships/document";
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    let files = TestFiles::new();
    for (relation, part, types, kind) in [
        (OFFICE, "document.xml", WORD, FileKind::Docx),
        (STRICT, "a/brief", WORD, FileKind::Docx),
        (OFFICE, "document.xml", "application/xml", FileKind::Docx),
        (OFFICE, "a/b", "application/vnd.ms-word.document.macroEnabled.main+xml", FileKind::Docx),
        (OFFICE, "a/b", SLIDES, FileKind::Pptx),
        (OFFICE, "data/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main", FileKind::Xlsb),
        (OFFICE, "data/workbook.bin", "", FileKind::Xlsb),
        (VISIO, "visio/document.xml", "application/vnd.ms-visio.drawing.main+xml", FileKind::Picture),
    ] {
        let refusal = check(&files.parts(&package(relation, part, types)));
        assert_eq!(refusal, Err(FileProblem::OtherKind { file: kind }), "{part} {types}");
    }
}

#[test]
fn a_workbook_stays_one_whatever_else_is_in_it() {
    let files = TestFiles::new();
    let rows = header(1) + &inline_row(2, &GOOD);
    let root =
        "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let types = "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    let mut parts = vec![("word/document.xml", "<a/>"), ("ppt/presentation.xml", "<a/>")];
    let whole = files.workbook(&rows, &[]);
    let mut zip = zip::ZipArchive::new(File::open(whole).expect("open")).expect("a zip");
    let mut texts = Vec::new();
    for name in ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"] {
        let mut text = String::new();
        zip.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        texts.push((name, text));
    }
    parts.extend(texts.iter().map(|(name, text)| (*name, text.as_str())));
    parts.extend([("[Content_Types].xml", types), ("_rels/.rels", root)]);
    assert_eq!(check(&files.parts(&parts)), Ok(()));
}

#[test]
fn documents_of_other_programs_are_told_by_what_they_hold() {
    let files = TestFiles::new();
    let manifest = |kind: &str| {
        format!(
            "<manifest:manifest><manifest:file-entry manifest:full-path=\"Object 1/\" manifest:media-type=\"x\"/>\
             <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.{kind}\"/>\
             </manifest:manifest>"
        )
    };
    let (ods, odt) = (manifest("spreadsheet"), manifest("text"));
    let pages = "\u{0}\u{1}\u{1}\u{1}\u{8}\u{1}\u{12}\u{8}";
    for (parts, kind) in [
        (vec![("content.xml", "<a/>"), ("META-INF/manifest.xml", ods.as_str())], FileKind::Ods),
        (vec![("content.xml", "<a/>"), ("META-INF/manifest.xml", &odt)], FileKind::Odt),
        (vec![("content.xml", "<office:document-content><office:body><office:spreadsheet>")], FileKind::Ods),
        (vec![("Index/Document.iwa", pages), ("Index/Tables/DataList.iwa", "a")], FileKind::Numbers),
        (vec![("Index/Document.iwa", pages), ("Index/DocumentStylesheet.iwa", "a")], FileKind::Iwork),
        (
            vec![("Index/Document.iwa", pages), ("Index/Slide-1.iwa", "a"), ("Index/Tables/Tile.iwa", "a")],
            FileKind::Iwork,
        ),
    ] {
        assert_eq!(check(&files.parts(&parts)), Err(FileProblem::OtherKind { file: kind }), "{kind:?}");
    }
}

/// The honest workbook somewhere else than where workbooks lie, its sheet under this name, and these further parts.
fn elsewhere(files: &TestFiles, sheet: (&str, &str), parts: &[(&str, &str)]) -> std::path::PathBuf {
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                <sheets><sheet name=\"Klanten\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let (root, list) = (rels(&[("rId1", "officeDocument", "customxml/boek")]), rels(&[("rId1", "worksheet", sheet.0)]));
    let place = format!("customxml/{}", sheet.0);
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", root.as_str()),
        ("customxml/boek", book),
        ("customxml/_rels/boek.rels", list.as_str()),
        (place.as_str(), sheet.1),
    ];
    all.retain(|(name, _)| parts.iter().all(|(part, _)| part != name));
    all.extend(parts);
    files.parts(&all)
}

#[test]
fn every_part_that_is_opened_is_looked_at_whatever_its_name() {
    let files = TestFiles::new();
    let good = format!("<worksheet><sheetData>{}</sheetData></worksheet>", header(1) + &inline_row(2, &GOOD));
    assert_eq!(check(&elsewhere(&files, ("media/logo.png", &good), &[])), Ok(()));
    let long = good.replace("Kerkstraat", &"x".repeat(2_000_000));
    assert!(is_bomb(&elsewhere(&files, ("media/logo.png", &long), &[])));
    let told = "<sst uniqueCount=\"1000000000000\"></sst>";
    assert!(is_bomb(&elsewhere(&files, ("sheet", &good), &[("customxml/SharedStrings.xml", told)])));
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1_100_000));
    assert!(is_bomb(&elsewhere(&files, ("sheet", &good), &[("customxml\\styles.xml", &formats)])));
}

#[test]
fn a_part_is_looked_at_as_what_it_is_opened_as() {
    let files = TestFiles::new();
    let good = format!("<worksheet><sheetData>{}</sheetData></worksheet>", header(1) + &inline_row(2, &GOOD));
    // What a relation names is written in other ways than the part itself.
    let long = good.replace("Kerkstraat", &"x".repeat(2_000_000));
    for target in
        ["media/log&#x6F;.png", "media/log_x006F_.png", "./media//x/../logo.png", "/customxml/MEDIA\\logo.png"]
    {
        let list = rels(&[("rId1", "worksheet", target)]);
        let named = |sheet| elsewhere(&files, ("media/logo.png", sheet), &[("customxml/_rels/boek.rels", &list)]);
        assert_eq!(check(&named(&good)), Ok(()), "{target}");
        assert!(is_bomb(&named(&long)), "{target}");
    }
    // A list of sheets, however the folder is called that it lies in.
    let book: String = (0..101).map(|n| format!("<sheet name=\"{n}\" r:id=\"rId{n}\"/>")).collect();
    let parts = [
        ("_rels/.rels", rels(&[("rId1", "officeDocument", "worksheets/boek.xml")])),
        ("worksheets/boek.xml", format!("<workbook><sheets>{book}</sheets></workbook>")),
    ];
    assert_eq!(check(&files.parts(&parts)), Err(FileProblem::TooManySheets { max: 100 }));
    // One part that is both sheet and styles is measured as both.
    let formats = format!("<styleSheet>{}{good}</styleSheet>", "<xf/>".repeat(1_100_000));
    let list = rels(&[("rId1", "worksheet", "blad"), ("rId2", "styles", "blad")]);
    assert!(is_bomb(&elsewhere(&files, ("blad", &formats), &[("customxml/_rels/boek.rels", &list)])));
}

#[test]
fn what_no_reader_opens_costs_nothing() {
    let files = TestFiles::new();
    let cells: String = (0..416_000).map(|n| format!("<c r=\"A{n}\" i=\"1\"/>")).collect();
    let chain = format!("<calcChain>{cells}</calcChain>");
    let data = format!("<a>{}</a>", "x".repeat(3_000_000));
    let chart = "<!DOCTYPE a [<!ENTITY e \"e\">]><a></b>";
    let parts = [("xl/calcChain.xml", chain.as_str()), ("customXml/item1.xml", &data), ("xl/charts/chart1.xml", chart)];
    assert_eq!(read(&files.workbook(&(header(1) + &inline_row(2, &GOOD)), &parts)).expect("read").len(), 1);
}

#[test]
fn more_sheets_than_a_hundred_are_refused() {
    let files = TestFiles::new();
    let names: Vec<String> = (0..101).map(|n| format!("Blad {n}")).collect();
    let data = header(1) + &inline_row(2, &GOOD);
    let book = |count: usize| {
        let sheets: Vec<_> = names[..count].iter().map(|name| (name.as_str(), "", data.as_str())).collect();
        files.sheets(&sheets, &[])
    };
    assert_eq!(check(&book(100)), Ok(()));
    assert_eq!(check(&book(101)), Err(FileProblem::TooManySheets { max: 100 }));
}
