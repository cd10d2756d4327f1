//! What is told of a workbook, frame by frame.

use std::io::{self, Write};
use std::path::Path;

use crate::common::{GOOD, TestFiles, header, inline_row};
use domain::imports::{Choices, Column, FileProblem, MAX_TEXT, RawCell};
use sheets::Trust;
use sheets::frames::{Frame, tell};

/// All that is told of a file.
fn told(path: &Path) -> Vec<Frame<'static>> {
    let mut bytes = Vec::new();
    tell(path, Trust::Unknown, &Choices::default(), &mut bytes).expect("told");
    let (mut frames, mut rest) = (Vec::new(), bytes.as_slice());
    while let Some((length, more)) = rest.split_first_chunk() {
        let (frame, after) = more.split_at(u32::from_be_bytes(*length) as usize);
        frames.push(serde_json::from_slice(frame).expect("a frame"));
        rest = after;
    }
    frames
}

#[test]
fn a_workbook_is_told_from_its_header_to_its_end() {
    let files = TestFiles::new();
    let frames = told(&files.workbook(&(header(1) + &inline_row(2, &GOOD)), &[]));
    let [Frame::Opened(opened), Frame::Row(row), Frame::End(Some(report))] = frames.as_slice() else {
        panic!("{frames:?}")
    };
    let [layout] = opened.layouts.as_slice() else { panic!("{opened:?}") };
    assert_eq!((layout.sheet.as_str(), layout.header_row), ("Blad1", 1));
    assert_eq!((report.sheets.len(), report.sheets[0].rows), (1, 1));
    assert_eq!(crate::common::texts(row), GOOD);
    let empty = told(&files.file("empty.xlsx", b""));
    assert_eq!(empty, [Frame::Refused(FileProblem::Empty)]);
}

#[test]
fn what_no_cell_can_hold_is_told_by_its_beginning() {
    let files = TestFiles::new();
    // Signs of two units each: a cell holds half as many.
    for (text, fits) in [("x".repeat(32_767), true), ("x".repeat(32_768), false), ("\u{1f600}".repeat(16_384), false)] {
        let mut row = GOOD;
        row[Column::Street.index()] = &text;
        let frames = told(&files.workbook(&(header(1) + &inline_row(2, &row)), &[]));
        let Some(Frame::Row(told)) = frames.get(1) else { panic!("{frames:?}") };
        let beginning = text.chars().take(250).collect();
        let expected = if fits { RawCell::Text(text) } else { RawCell::BeyondCell(beginning) };
        assert_eq!(*told.cell(Column::Street), expected);
    }
}

#[test]
fn one_text_of_many_cells_counts_for_each() {
    let files = TestFiles::new();
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(32_000));
    let rows: String = (2..=600)
        .map(|number| {
            let cells = (0..Column::COUNT as u32).map(|place| {
                format!("<c r=\"{}{number}\" t=\"s\"><v>0</v></c>", domain::imports::column_letters(place))
            });
            format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
        })
        .collect();
    let path = files.workbook(&(header(1) + &rows), &[("xl/sharedStrings.xml", &shared)]);
    let mut end = End::default();
    tell(&path, Trust::Unknown, &Choices::default(), &mut end).expect("told");
    let last = serde_json::to_vec(&Frame::Refused(FileProblem::TooMuchText { max: MAX_TEXT })).expect("JSON");
    assert!(end.last.ends_with(&last), "{}", String::from_utf8_lossy(&end.last));
    assert!(end.bytes <= MAX_TEXT + MAX_TEXT / 4, "what fits is told before, and no more: {}", end.bytes);
}

/// Counts what is written, and keeps the last of it.
#[derive(Default)]
struct End {
    bytes: u64,
    last: Vec<u8>,
}

impl Write for End {
    fn write(&mut self, some: &[u8]) -> io::Result<usize> {
        self.bytes += some.len() as u64;
        self.last = some[some.len().saturating_sub(200)..].to_vec();
        Ok(some.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
