//! Bulk files: checking, reading and writing .xlsx workbooks. Every function here blocks; call it from a blocking thread.
//!
//! What a cell *means* is decided in `domain::imports`; this crate only turns a workbook into rows and rows into a workbook.

pub mod errors;
pub mod generate;
pub mod guard;
pub mod read;
pub mod template;

mod lexer;
mod shown;

/// Number format 49 of every .xlsx: text. What is typed into such a cell stays as it is typed.
const TEXT: u8 = 49;
