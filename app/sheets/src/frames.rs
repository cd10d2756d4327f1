//! A workbook on its way from the process that reads it to the one that asked: frames of JSON, each with its length before it.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use domain::imports::{Choices, FileProblem, FileReport, Layout, MAX_CELL, MAX_OWN_CELL, MAX_TEXT, RawCell, RawRow};
use serde::{Deserialize, Serialize};

use crate::{Trust, read};

/// The longest frame, in bytes: a row whose cells are all full takes half of it.
pub const MAX_FRAME: usize = 20 * 1024 * 1024;

/// One thing that is told of a workbook. First comes `Opened` or `Refused`; nothing comes after `Refused` or `End`.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and nearly always a row")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame<'a> {
    /// The file can be read; its rows follow.
    Opened(Opened),
    /// The next row of the file.
    Row(Cow<'a, RawRow>),
    /// The file cannot be read, or not any further.
    Refused(FileProblem),
    /// All rows have been told. What is to be said of the file as a whole, where it is looked at for the first time.
    End(Option<FileReport>),
}

/// What is known of a workbook before its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Where header and columns stand in each sheet that is read.
    pub layouts: Vec<Layout>,
    /// How many rows the sheets say there are below their headers; they may be wrong.
    pub declared_rows: Option<u32>,
}

enum Stop {
    Refused(FileProblem),
    /// Nobody listens any more.
    Unheard(io::Error),
}

/// Reads what somebody chose of a workbook from top to bottom and tells of it.
///
/// # Errors
/// Nobody takes what is written. What is wrong with the workbook is told in a frame.
pub fn tell(path: &Path, trust: Trust, choices: &Choices, to: &mut impl Write) -> io::Result<()> {
    let last = match rows(path, trust, choices, to) {
        Ok(report) => Frame::End(report),
        Err(Stop::Refused(problem)) => Frame::Refused(problem),
        Err(Stop::Unheard(error)) => return Err(error),
    };
    write(&last, to)?;
    to.flush()
}

fn rows(path: &Path, trust: Trust, choices: &Choices, to: &mut impl Write) -> Result<Option<FileReport>, Stop> {
    let mut book = read::open(path, trust, choices)?;
    let opened = Opened { layouts: book.layouts().to_vec(), declared_rows: book.declared_rows() };
    write(&Frame::Opened(opened), to)?;
    let (mut told, mut text) = (Ok(()), 0);
    book.rows(|row| {
        told = tell_row(row, &mut text, to);
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    told?;
    // Who read it before has said the rest.
    Ok(if trust == Trust::Unknown { Some(book.report()?) } else { None })
}

/// Tells a row, and counts its text: one text that many cells share is told for each of them.
fn tell_row(row: &RawRow, text: &mut u64, to: &mut impl Write) -> Result<(), Stop> {
    let mut row = Cow::Borrowed(row);
    if row.cells.iter().any(|cell| cell.text().len() > MAX_CELL) {
        row.to_mut().cells.iter_mut().for_each(RawCell::bound);
    }
    if row.others.iter().any(|cell| cell.text().len() > MAX_OWN_CELL) {
        row.to_mut().others.iter_mut().for_each(RawCell::bound_own);
    }
    *text += row.cells.iter().chain(&row.others).map(|cell| cell.text().len() as u64).sum::<u64>();
    if *text > MAX_TEXT {
        return Err(Stop::Refused(FileProblem::TooMuchText { max: MAX_TEXT }));
    }
    Ok(write(&Frame::Row(row), to)?)
}

fn write(frame: &Frame<'_>, to: &mut impl Write) -> io::Result<()> {
    let bytes = serde_json::to_vec(frame)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&bytes)
}

impl From<FileProblem> for Stop {
    fn from(problem: FileProblem) -> Self {
        Self::Refused(problem)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Unheard(error)
    }
}
