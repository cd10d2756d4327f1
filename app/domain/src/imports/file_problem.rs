//! Why a whole file is refused, before any of its rows is judged.

use serde::{Deserialize, Serialize};

use super::{Column, FileKind};

/// The largest file taken, in bytes.
pub const MAX_FILE_BYTES: u64 = 50 * 1024 * 1024;

/// A file is kept this many days after the last work on it: it is full of other people's data.
pub const DAYS_KEPT: u32 = 30;

/// The most rows taken from one file, the header and blank rows not counted.
pub const MAX_ROWS: u32 = 200_000;

/// The most sheets that a workbook may have.
pub const MAX_SHEETS: u32 = 100;

/// The most text in the cells of one file, in bytes: the longest file with a thousand letters in each row stays below it.
pub const MAX_TEXT: u64 = 256 * 1024 * 1024;

/// Why a file cannot be read at all. The message is for the log; `words::file_problem` has the sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FileProblem {
    #[error("the file or each of its sheets is empty")]
    Empty,
    #[error("not an .xlsx workbook")]
    NotASpreadsheet,
    #[error("an .xls file from before 2007")]
    OldXls,
    /// Something else that people take for a workbook.
    #[error("a file of kind {file:?}")]
    OtherKind { file: FileKind },
    #[error("protected by a password")]
    Encrypted,
    /// It is an .xlsx by its outside, but cannot be read to its end.
    #[error("damaged: {detail}")]
    Damaged { detail: String },
    #[error("larger than {max} bytes")]
    TooLarge { max: u64 },
    #[error("more than {max} rows")]
    TooManyRows { max: u32 },
    /// Unpacking it would take far more room than a list of customers can need.
    #[error("unpacks beyond all measure: {detail}")]
    ZipBomb { detail: String },
    #[error("more than {max} sheets")]
    TooManySheets { max: u32 },
    /// Texts that many cells share count for each of them.
    #[error("more than {max} bytes of text")]
    TooMuchText { max: u64 },
    #[error("more than {max} problems")]
    TooManyProblems { max: u64 },
    /// Reading it took more memory or time than any list of customers needs.
    #[error("takes too much memory or time to read")]
    TooHeavy,
    /// The reader broke down over it. The log tells more by this reference.
    #[error("the reader failed, reference {reference}")]
    ReaderFault { reference: String },
    #[error("no header among the first rows of any sheet")]
    NoHeader,
    /// A sheet that was chosen before is not in the file.
    #[error("no sheet {sheet:?}")]
    NoSheet { sheet: String },
    #[error("column {name:?} appears at {letters:?}")]
    DuplicateColumn { sheet: String, row: u32, name: String, letters: Vec<String> },
    /// Below the titles stand others: a second table, in another order.
    #[error("other titles in row {row} of sheet {sheet}")]
    OtherTitles { sheet: String, row: u32 },
    #[error("required columns are missing: {columns:?}")]
    MissingColumns { sheet: String, row: u32, columns: Vec<Column> },
}
