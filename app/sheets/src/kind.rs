//! What a file is, by what is in it: its name may say anything.

use std::fs::File;
use std::io::{Read, Seek};

use domain::imports::{Column, FileKind, FileProblem};

use crate::guard::{damaged, occurrences};
use crate::package;

/// How much of a file is looked at to tell what kind of text it is, in bytes.
const BEGINNING: usize = 64 * 1024;
/// How much of a text is searched for tags that say what it is, in bytes.
const TAGS: usize = 8 * 1024;
/// How many lines of a text with values between marks are compared.
const LINES: usize = 20;

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// An entry in the directory of an OLE file, in UTF-16 (little-endian).
const ENCRYPTED: &str = "EncryptedPackage";
const OLE_DOCUMENTS: [(&str, FileKind); 3] = [
    ("WordDocument", FileKind::Doc),
    ("PowerPoint Document", FileKind::Ppt),
    ("__properties_version1.0", FileKind::Mail),
];
/// The oldest workbooks of Excel, which lie in no container.
const OLDEST_XLS: [&[u8]; 3] = [&[0x09, 0x00, 0x04, 0x00], &[0x09, 0x02, 0x06, 0x00], &[0x09, 0x04, 0x06, 0x00]];

/// Files that say what they are in their first bytes.
const SIGNATURES: [(&[u8], FileKind); 14] = [
    (b"%PDF", FileKind::Pdf),
    (b"\x89PNG", FileKind::Picture),
    (b"\xff\xd8\xff", FileKind::Picture),
    (b"GIF8", FileKind::Picture),
    (b"II*\0", FileKind::Picture),
    (b"MM\0*", FileKind::Picture),
    (b"ID3", FileKind::Media),
    (b"OggS", FileKind::Media),
    (b"\x1a\x45\xdf\xa3", FileKind::Media),
    (b"{\\rtf", FileKind::Rtf),
    (b"Rar!", FileKind::Archive),
    (b"7z\xbc\xaf", FileKind::Archive),
    (b"\x1f\x8b", FileKind::Archive),
    (b"BZh", FileKind::Archive),
];

/// What stands at a place further on in containers of pictures, sound and film.
fn of_container(beginning: &[u8]) -> Option<FileKind> {
    let brand = beginning.get(8..12)?;
    match &beginning[..8] {
        [b'R', b'I', b'F', b'F', ..] if brand == b"WEBP" => Some(FileKind::Picture),
        [b'R', b'I', b'F', b'F', ..] => Some(FileKind::Media),
        // HEIF and AVIF are pictures in the container of films (ISO/IEC 14496-12).
        [.., b'f', b't', b'y', b'p'] if [b"he", b"mi", b"ms", b"av"].iter().any(|start| brand.starts_with(*start)) => {
            Some(FileKind::Picture)
        }
        [.., b'f', b't', b'y', b'p'] => Some(FileKind::Media),
        _ => None,
    }
}

/// Lets a zip pass, and says of anything else what it is.
pub fn check(file: &mut File) -> Result<(), FileProblem> {
    let mut beginning = Vec::with_capacity(BEGINNING);
    file.rewind().map_err(damaged)?;
    file.by_ref().take(BEGINNING as u64).read_to_end(&mut beginning).map_err(damaged)?;
    if beginning.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    // A zip without parts, or one whose beginning was cut off.
    if beginning.starts_with(b"PK\x05\x06") || beginning.starts_with(b"PK\x07\x08") {
        return Err(FileProblem::OtherKind { file: FileKind::Zip });
    }
    if beginning.starts_with(OLE) {
        return Err(of_ole(file)?);
    }
    if OLDEST_XLS.iter().any(|magic| beginning.starts_with(magic)) {
        return Err(FileProblem::OldXls);
    }
    // Two letters alone may begin a text.
    let is_bitmap = beginning.starts_with(b"BM") && beginning.get(6..10) == Some(&[0; 4]);
    if is_bitmap {
        return Err(FileProblem::OtherKind { file: FileKind::Picture });
    }
    if let Some(kind) = of_packed_text(&beginning) {
        return Err(FileProblem::OtherKind { file: kind });
    }
    let signed = SIGNATURES.iter().find(|(magic, _)| beginning.starts_with(magic)).map(|(_, kind)| *kind);
    let kind = signed.or_else(|| of_container(&beginning)).or_else(|| of_text(&text_of(&beginning)?));
    Err(kind.map_or(FileProblem::NotASpreadsheet, |file| FileProblem::OtherKind { file }))
}

/// Gnumeric packs its workbooks, each a text.
fn of_packed_text(beginning: &[u8]) -> Option<FileKind> {
    let mut unpacked = Vec::new();
    if beginning.starts_with(b"\x1f\x8b") {
        // Of a packed file that was cut off here, the beginning is enough.
        let _ = flate2::read::GzDecoder::new(beginning).take(TAGS as u64).read_to_end(&mut unpacked);
    }
    of_text(&text_of(&unpacked)?).filter(|kind| *kind == FileKind::OtherWorkbook)
}

fn of_ole(file: &mut File) -> Result<FileProblem, FileProblem> {
    let mut has = |name: &str| {
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        occurrences(file, &utf16, 1).map(|found| found > 0)
    };
    if has(ENCRYPTED)? {
        return Ok(FileProblem::Encrypted);
    }
    for (name, kind) in OLE_DOCUMENTS {
        if has(name)? {
            return Ok(FileProblem::OtherKind { file: kind });
        }
    }
    Ok(FileProblem::OldXls)
}

/// What a zip says of itself, in parts of which it may have some.
#[derive(Debug, Default)]
pub struct Sayings {
    /// The type of a document of LibreOffice.
    pub mimetype: String,
    pub manifest: String,
    pub content: String,
    /// The first part of a document of Apple's programs.
    pub apple: String,
    pub root: String,
    pub types: String,
}

/// What a zip holds instead of a workbook, by what it says of itself and by the names of its parts.
pub fn of_zip(names: &[String], said: &Sayings) -> Option<FileKind> {
    if let Some(kind) = of_open_document(said) {
        return Some(kind);
    }
    if let Some(judged) = package::kind(&said.root, &said.types) {
        return judged;
    }
    let names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    // What each part is, or what leads to the first, as every package has it (ECMA-376, part 2).
    let is_office = has(&|name| ["[content_types].xml", "_rels/.rels"].contains(&name));
    if has(&|name| name == "xl/workbook.bin") {
        Some(FileKind::Xlsb)
    } else if is_office && has(&|name| name.starts_with("word/")) {
        Some(FileKind::Docx)
    } else if is_office && has(&|name| name.starts_with("ppt/")) {
        Some(FileKind::Pptx)
    } else if has(&|name| name == "index/document.iwa" || name == "index.zip") {
        Some(of_apple(&names, &said.apple))
    } else if is_office || has(&|name| name.ends_with("workbook.xml")) {
        None
    } else {
        Some(FileKind::Zip)
    }
}

/// By its type, by that in its manifest, or else by what its content begins with.
fn of_open_document(said: &Sayings) -> Option<FileKind> {
    let manifest = package::document_type(&said.manifest).unwrap_or_default();
    if let Some(kind) = of_document_type(&said.mimetype).or_else(|| of_document_type(manifest)) {
        return Some(kind);
    }
    let bodies = [("<office:spreadsheet", FileKind::Ods), ("<office:text", FileKind::Odt)];
    bodies.into_iter().find(|(body, _)| said.content.contains(body)).map(|(_, kind)| kind)
}

/// By a type as LibreOffice writes it.
fn of_document_type(told: &str) -> Option<FileKind> {
    const DOCUMENTS: [(&str, FileKind); 5] = [
        ("opendocument.spreadsheet", FileKind::Ods),
        ("opendocument.text", FileKind::Odt),
        ("opendocument.graphics", FileKind::Picture),
        ("opendocument.image", FileKind::Picture),
        ("opendocument.presentation", FileKind::Pptx),
    ];
    DOCUMENTS.into_iter().find(|(name, _)| told.contains(name)).map(|(_, kind)| kind)
}

/// Numbers always has tables, Keynote has slides, and Pages says a number of its own at the beginning.
fn of_apple(names: &[String], first: &str) -> FileKind {
    const PAGES: &str = "\u{8}\u{fffd}N";
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    let others = names.iter().any(|name| name.starts_with("index/") && name != "index/document.iwa");
    let is_other = first.contains(PAGES) || has("index/slide") || (others && !has("index/tables/"));
    if is_other { FileKind::Iwork } else { FileKind::Numbers }
}

/// The bytes as text, whatever the usual encoding; none where they are no text.
fn text_of(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Some(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(utf16(rest, u16::from_be_bytes)),
        // Programs leave the mark of UTF-16 out too; every other byte of Latin letters is zero then.
        [_, 0, _, 0, ..] => Some(utf16(bytes, u16::from_le_bytes)),
        [0, _, 0, _, ..] => Some(utf16(bytes, u16::from_be_bytes)),
        _ => plain(bytes),
    }
}

/// Text of one byte a sign, or of UTF-8. Programs of old end it with Ctrl-Z, and others fill it up to a whole block.
fn plain(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().rposition(|byte| !matches!(byte, 0 | 0x1a)).map_or(0, |last| last + 1);
    let bytes = &bytes[..end];
    if bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=31) && *byte != 0x1b) {
        return None;
    }
    // Letters of Windows become signs that no program puts between values.
    Some(String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

fn of_text(text: &str) -> Option<FileKind> {
    let text = text.trim_start();
    let start = text[..text.floor_char_boundary(TAGS)].to_ascii_lowercase();
    let near = &start[..start.floor_char_boundary(2_000)];
    if near.starts_with("<?xml") && near.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some(FileKind::Xml2003);
    }
    if start.starts_with('<') && start.contains("<office:document") {
        return of_document_type(&start);
    }
    if start.starts_with('<') && start.contains("<gnm:workbook") {
        return Some(FileKind::OtherWorkbook);
    }
    let is_page =
        ["<!doctype html", "<html", "<table", "<meta", "mime-version:"].iter().any(|tag| near.starts_with(tag));
    if is_page || (near.starts_with('<') && (near.contains("<html") || near.contains("<table"))) {
        return Some(FileKind::Html);
    }
    has_values(text).then_some(FileKind::Csv)
}

/// Whether values stand in the first lines: the same mark is in nearly all of them, or often enough in the only one. A comma that a
/// sentence has, with a space behind it, is a mark only where each line has as many.
fn has_values(text: &str) -> bool {
    let (lines, cut) = records(text);
    if lines.first().is_some_and(|line| line.starts_with("sep=")) {
        return true;
    }
    let spoken = |line: &str| line.matches(", ").count();
    let marks = |line: &str, mark: char| line.matches(mark).count() - if mark == ',' { spoken(line) } else { 0 };
    let is_apart = |mark: char| match lines.as_slice() {
        [] => false,
        [only] => marks(only, mark) >= 2,
        // A title above the table has none, and neither has the second line of a value in quotes.
        several => {
            let (last, whole) = (several.len() - 1, several.iter().enumerate());
            let with = whole.filter(|(place, line)| marks(line, mark) > 0 || (cut && *place == last)).count();
            with >= 2 && 3 * with >= 2 * several.len()
        }
    };
    [';', '\t', ',', '|', '^'].into_iter().any(is_apart) || is_even(&lines, spoken) || is_column(&lines)
}

/// Whether each line has the mark as often.
fn is_even(lines: &[String], marks: impl Fn(&str) -> usize) -> bool {
    let [first, others @ ..] = lines else { return false };
    marks(first) > 0 && !others.is_empty() && others.iter().all(|line| marks(line) == marks(first))
}

/// Whether the lines are one column: below its title, or a word each.
fn is_column(lines: &[String]) -> bool {
    let [first, _, ..] = lines else { return false };
    Column::named(first.trim().trim_matches('"')).is_some() || lines.iter().all(|line| !line.trim().contains(' '))
}

/// The first lines with something in them, those of one value in quotes as one; and whether the last of them was cut within quotes.
fn records(text: &str) -> (Vec<String>, bool) {
    let mut records: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if is_open && let Some(last) = records.last_mut() {
            *last += line;
        } else if records.len() > LINES {
            break;
        } else {
            records.push(line.to_owned());
        }
        is_open ^= line.matches('"').count() % 2 == 1;
    }
    // The last may be cut.
    if records.len() > LINES {
        records.pop();
        is_open = false;
    }
    (records, is_open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("naam;land\r\nPeeters;BE\r\n", Some(FileKind::Csv))]
    #[case("naam\tland\nPeeters\tBE\n", Some(FileKind::Csv))]
    #[case("<html><body><table><tr><td>Peeters</td></tr></table>", Some(FileKind::Html))]
    #[case("\n <!DOCTYPE html>\n<p>;</p>\n<p>;</p>", Some(FileKind::Html))]
    #[case("<div>\n<table>", Some(FileKind::Html))]
    #[case(
        "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        Some(FileKind::Xml2003)
    )]
    #[case("Onze klanten\nnaam;land\nPeeters;BE\n", Some(FileKind::Csv))]
    #[case("naam;land;btw\n", Some(FileKind::Csv))]
    #[case("sep=;\nnaam\nPeeters\n", Some(FileKind::Csv))]
    #[case("naam,land\nPeeters,BE\n", Some(FileKind::Csv))]
    #[case("naam;straat\n\"Peeters\nen zoon\";Kerkstraat\nJanssens;Dorp\nMaes;Veld\n", Some(FileKind::Csv))]
    #[case("email\nan@peeters.be\nbo@maes.be\n", Some(FileKind::Csv))]
    #[case("Naam\nBakkerij De Korenaar\nMaes en zonen\n", Some(FileKind::Csv))]
    #[case("\"naam\"\n\"Bakkerij De Korenaar\"\n", Some(FileKind::Csv))]
    #[case("naam, land\nPeeters, BE\nMaes, NL\n", Some(FileKind::Csv))]
    #[case("naam^land\nPeeters^BE\n", Some(FileKind::Csv))]
    #[case("<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">", Some(FileKind::Ods))]
    #[case("<office:document office:mimetype=\"application/vnd.oasis.opendocument.text\">", Some(FileKind::Odt))]
    #[case("<gnm:Workbook xmlns:gnm=\"http://www.gnumeric.org/v10.dtd\">", Some(FileKind::OtherWorkbook))]
    #[case("Beste klant,\nDank u, zoals gezegd,\nMet vriendelijke groet,\nAn Peeters\nKerkstraat 1\n", None)]
    #[case("Geachte heer, mevrouw", None)]
    #[case("dit is geen werkmap, maar gewoon tekst", None)]
    #[case("Een brief\nmet regels, en komma's", None)]
    fn texts_are_told_apart(#[case] text: &str, #[case] kind: Option<FileKind>) {
        assert_eq!(of_text(text), kind);
    }

    #[rstest]
    #[case(b"\0\0\0\x24ftypheic\0\0", Some(FileKind::Picture))]
    #[case(b"\0\0\0\x20ftypavif\0\0", Some(FileKind::Picture))]
    #[case(b"\0\0\0\x20ftypisom\0\0", Some(FileKind::Media))]
    #[case(b"RIFF\x24\0\0\0WAVEfmt", Some(FileKind::Media))]
    #[case(b"RIFF\x24\0\0\0WEBPVP8", Some(FileKind::Picture))]
    #[case(b"RIFF", None)]
    fn pictures_and_films_are_told_apart(#[case] bytes: &[u8], #[case] kind: Option<FileKind>) {
        assert_eq!(of_container(bytes), kind);
    }

    #[test]
    fn a_long_value_in_quotes_is_one_value() {
        let lines = "een regel van de opmerking\n".repeat(40);
        assert_eq!(of_text(&format!("naam;nota\nPeeters;\"{lines}\"\nMaes;x\n")), Some(FileKind::Csv));
        assert_eq!(of_text(&format!("nota;naam\n\"{lines}")), Some(FileKind::Csv), "its end was not looked at");
        assert_eq!(of_text(&format!("Een brief\n{lines}")), None);
    }

    #[test]
    fn a_text_may_end_as_old_programs_end_it() {
        for end in [&b"\x1a"[..], b"\0\0\0", b"\x1a\0\0"] {
            assert_eq!(text_of(&[b"a;b\nc;d\n", end].concat()).as_deref(), Some("a;b\nc;d\n"));
        }
        assert_eq!(text_of(b"a;b\0c;d"), None);
    }

    #[test]
    fn text_is_text_in_every_encoding() {
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("a;b\nc;d".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text_of(&utf16).as_deref(), Some("a;b\nc;d"));
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let unmarked: Vec<u8> = "a;b\nc;d".encode_utf16().flat_map(unit).collect();
            assert_eq!(text_of(&unmarked).as_deref(), Some("a;b\nc;d"));
        }
        assert!(text_of(b"caf\xe9;b").is_some());
        assert_eq!(text_of(&[0, 1, 2, 3]), None);
    }
}
