//! What a file is, by what is in it: its name may say anything.

use std::fs::File;
use std::io::{Read, Seek};

use domain::imports::{FileKind, FileProblem};

use crate::guard::{damaged, occurrences};

/// How much of a file is looked at to tell what kind of text it is, in bytes.
const BEGINNING: usize = 64 * 1024;
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
    let signed = SIGNATURES.iter().find(|(magic, _)| beginning.starts_with(magic)).map(|(_, kind)| *kind);
    let kind = signed.or_else(|| of_container(&beginning)).or_else(|| of_text(&text_of(&beginning)?));
    Err(kind.map_or(FileProblem::NotASpreadsheet, |file| FileProblem::OtherKind { file }))
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

/// What a zip holds instead of a workbook, by the names of its parts and what it says of itself.
pub fn of_zip<'a>(names: impl Iterator<Item = &'a str> + Clone, mimetype: &str) -> Option<FileKind> {
    let has = |wanted: &dyn Fn(&str) -> bool| names.clone().any(|name| wanted(&name.to_ascii_lowercase()));
    // What each part is, or what leads to the first, as every package has it (ECMA-376, part 2).
    let is_office = has(&|name| ["[content_types].xml", "_rels/.rels"].contains(&name));
    if mimetype.contains("opendocument.spreadsheet") {
        Some(FileKind::Ods)
    } else if mimetype.contains("opendocument.text") {
        Some(FileKind::Odt)
    } else if mimetype.contains("opendocument.graphics") || mimetype.contains("opendocument.image") {
        Some(FileKind::Picture)
    } else if mimetype.contains("opendocument.presentation") {
        Some(FileKind::Pptx)
    } else if has(&|name| name == "xl/workbook.bin") {
        Some(FileKind::Xlsb)
    } else if is_office && has(&|name| name.starts_with("word/")) {
        Some(FileKind::Docx)
    } else if is_office && has(&|name| name.starts_with("ppt/")) {
        Some(FileKind::Pptx)
    } else if has(&|name| name == "index/document.iwa" || name == "index.zip") {
        Some(FileKind::Numbers)
    } else if is_office || has(&|name| name.ends_with("workbook.xml")) {
        None
    } else {
        Some(FileKind::Zip)
    }
}

/// The bytes as text, whatever the usual encoding; none where they are no text.
fn text_of(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Some(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(utf16(rest, u16::from_be_bytes)),
        // Programs leave the mark of UTF-16 out too; every other byte of Latin letters is zero then.
        [_, 0, _, 0, ..] => Some(utf16(bytes, u16::from_le_bytes)),
        [0, _, 0, _, ..] => Some(utf16(bytes, u16::from_be_bytes)),
        _ if bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=31) && *byte != 0x1b) => None,
        // Letters of Windows become signs that no program puts between values.
        _ => Some(String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

fn of_text(text: &str) -> Option<FileKind> {
    let start = text.trim_start().get(..2_000.min(text.trim_start().len())).unwrap_or(text).to_ascii_lowercase();
    if start.starts_with("<?xml") && start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some(FileKind::Xml2003);
    }
    let is_page =
        ["<!doctype html", "<html", "<table", "<meta", "mime-version:"].iter().any(|tag| start.starts_with(tag));
    if is_page || (start.starts_with('<') && (start.contains("<html") || start.contains("<table"))) {
        return Some(FileKind::Html);
    }
    has_values(text).then_some(FileKind::Csv)
}

/// Whether values stand in the first lines: the same mark is in nearly all of them, or often enough in the only one. A comma that a
/// sentence has, with a space behind it, is no mark.
fn has_values(text: &str) -> bool {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES + 1).collect();
    // The last may be cut.
    if lines.len() > LINES {
        lines.pop();
    }
    if lines.first().is_some_and(|line| line.starts_with("sep=")) {
        return true;
    }
    let marks = |line: &str, mark: char| {
        let spoken = if mark == ',' { line.matches(", ").count() } else { 0 };
        line.matches(mark).count() - spoken
    };
    let is_apart = |mark: char| match lines.as_slice() {
        [] => false,
        [only] => marks(only, mark) >= 2,
        // A title above the table has none, and neither has the second line of a value in quotes.
        several => {
            let with = several.iter().filter(|line| marks(line, mark) > 0).count();
            with >= 2 && 3 * with >= 2 * several.len()
        }
    };
    [';', '\t', ',', '|'].into_iter().any(is_apart)
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
