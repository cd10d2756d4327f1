//! A cell that would fill the memory is refused with hardly any. One test, alone in its process: the peak is the process's.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use domain::imports::{Choices, FileProblem};
use sheets::Trust;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook whose sheet holds one cell of `megabytes`, of a text that packs as well or badly as told.
fn one_long_cell(path: &Path, megabytes: usize, noisy: bool) {
    let options = SimpleFileOptions::default().compression_level(Some(1));
    let mut zip = ZipWriter::new(File::create(path).expect("create"));
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!("<workbook xmlns:r=\"{REL}\"><sheets><sheet name=\"A\" r:id=\"rId1\"/></sheets></workbook>");
    let list = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    for (name, text) in [("xl/workbook.xml", &book), ("xl/_rels/workbook.xml.rels", &list)] {
        zip.start_file(name, options).expect("start");
        zip.write_all(text.as_bytes()).expect("write");
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).expect("start");
    zip.write_all(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>").expect("write");
    let mut seed = 1u64;
    for _ in 0..megabytes {
        let mut text = vec![b'a'; 1024 * 1024];
        if noisy {
            for byte in text.iter_mut().step_by(50) {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *byte = b'a' + (seed >> 60) as u8;
            }
        }
        zip.write_all(&text).expect("write");
    }
    zip.write_all(b"</t></is></c></row></sheetData></worksheet>").expect("write");
    zip.finish().expect("finish");
}

/// The most memory this process has held, in kB.
fn peak_kb() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[test]
fn one_long_cell_is_refused_with_flat_memory() {
    let files = tempfile::tempdir().expect("a temporary folder");
    let path = files.path().join("bomb.xlsx");
    for (megabytes, noisy) in [(600, false), (20, true)] {
        one_long_cell(&path, megabytes, noisy);
        let packed = std::fs::metadata(&path).expect("size").len();
        assert!(!noisy || megabytes as u64 * 1024 * 1024 / packed < 100, "the ratio alone must not tell");
        let before = peak_kb();
        let refusal = sheets::read::open(&path, Trust::Unknown, &Choices::default()).err();
        assert!(matches!(refusal, Some(FileProblem::ZipBomb { .. })), "{refusal:?}");
        assert!(peak_kb() - before < 8 * 1024, "{} kB more", peak_kb() - before);
    }
}
