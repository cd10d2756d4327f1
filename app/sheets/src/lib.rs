//! Bulk files: checking, reading and writing .xlsx workbooks. Every function here blocks; call it from a blocking thread.
//!
//! What a cell *means* is decided in `domain::imports`; this crate only turns a workbook into rows and rows into a workbook.

#![warn(missing_docs)]

pub mod errors;
pub mod frames;
pub mod generate;
pub mod process;
pub mod read;
pub mod table;
pub mod template;

mod format;
mod guard;
mod kind;
mod layout;
mod lexer;
mod package;
mod shown;
mod survey;
mod xlsx;

use domain::imports::MAX_CELL;

/// Whether a file was looked at for harm before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Nobody looked at it yet: it is judged before it is read.
    Unknown,
    /// It was judged before, and found harmless.
    Checked,
}

/// Number format 49 of every .xlsx: text. What is typed into such a cell stays as it is typed.
const TEXT: u8 = 49;
/// The text, cut where a cell ends.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_CELL
    });
    end.map_or(text, |(at, _)| &text[..at])
}
