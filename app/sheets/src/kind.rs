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
    (b"RIFF", FileKind::Picture),
    (b"\0\0\0\x1cftyphei", FileKind::Picture),
    (b"\0\0\0\x18ftyphei", FileKind::Picture),
    (b"{\\rtf", FileKind::Rtf),
    (b"Rar!", FileKind::Archive),
    (b"7z\xbc\xaf", FileKind::Archive),
    (b"\x1f\x8b", FileKind::Archive),
    (b"BZh", FileKind::Archive),
];

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
    let kind = signed.or_else(|| of_text(&text_of(&beginning)?));
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
    if mimetype.contains("opendocument.spreadsheet") {
        Some(FileKind::Ods)
    } else if mimetype.contains("opendocument.text") {
        Some(FileKind::Odt)
    } else if mimetype.contains("opendocument") {
        Some(FileKind::Pptx)
    } else if has(&|name| name == "xl/workbook.bin") {
        Some(FileKind::Xlsb)
    } else if has(&|name| name == "word/document.xml") {
        Some(FileKind::Docx)
    } else if has(&|name| name == "ppt/presentation.xml") {
        Some(FileKind::Pptx)
    } else if has(&|name| name == "index/document.iwa" || name == "index.zip") {
        Some(FileKind::Numbers)
    } else if has(&|name| name.ends_with("workbook.xml") || name == "[content_types].xml") {
        None
    } else {
        Some(FileKind::Zip)
    }
}

/// The bytes as text, whatever the usual encoding; none where they are no text.
fn text_of(bytes: &[u8]) -> Option<String> {
    let utf16 = |from_bytes: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| from_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => Some(utf16(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Some(utf16(u16::from_be_bytes)),
        _ if bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=31) && *byte != 0x1b) => None,
        // Letters of Windows become signs that no program puts between values.
        _ => Some(String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned()),
    }
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

/// Whether the first lines each have the same mark between values.
fn has_values(text: &str) -> bool {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES + 1).collect();
    // The last may be cut.
    if lines.len() > LINES {
        lines.pop();
    }
    lines.len() > 1 && [';', '\t', ',', '|'].iter().any(|mark| lines.iter().all(|line| line.contains(*mark)))
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
    #[case("Geachte heer, mevrouw", None)]
    #[case("dit is geen werkmap, maar gewoon tekst", None)]
    #[case("Een brief\nmet regels, en komma's", None)]
    fn texts_are_told_apart(#[case] text: &str, #[case] kind: Option<FileKind>) {
        assert_eq!(of_text(text), kind);
    }

    #[test]
    fn text_is_text_in_every_encoding() {
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("a;b\nc;d".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text_of(&utf16).as_deref(), Some("a;b\nc;d"));
        assert!(text_of(b"caf\xe9;b").is_some());
        assert_eq!(text_of(&[0, 1, 2, 3]), None);
    }
}
