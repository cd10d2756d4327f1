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
    /// Nothing stands in the file, or in any of its sheets.
    #[error("the file or each of its sheets is empty")]
    Empty,
    /// It is no workbook, and of no kind that [`FileKind`] knows.
    #[error("not an .xlsx workbook")]
    NotASpreadsheet,
    /// It is a workbook in the binary form of Excel 97 to 2003.
    #[error("an .xls file from before 2007")]
    OldXls,
    /// Something else that people take for a workbook.
    #[error("a file of kind {file:?}")]
    OtherKind {
        /// What it is.
        file: FileKind,
    },
    /// It cannot be read without a password.
    #[error("protected by a password")]
    Encrypted,
    /// It is an .xlsx by its outside, but cannot be read to its end.
    #[error("damaged: {detail}")]
    Damaged {
        /// What the reader says of it, in English; for the log.
        detail: String,
    },
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("larger than {max} bytes")]
    TooLarge {
        /// The most bytes.
        max: u64,
    },
    /// The file has more rows than [`MAX_ROWS`].
    #[error("more than {max} rows")]
    TooManyRows {
        /// The most rows.
        max: u32,
    },
    /// Unpacking it would take far more room than a list of customers can need.
    #[error("unpacks beyond all measure: {detail}")]
    ZipBomb {
        /// Which measure it exceeds, in English; for the log.
        detail: String,
    },
    /// The workbook has more sheets than [`MAX_SHEETS`].
    #[error("more than {max} sheets")]
    TooManySheets {
        /// The most sheets.
        max: u32,
    },
    /// Texts that many cells share count for each of them.
    #[error("more than {max} bytes of text")]
    TooMuchText {
        /// The most bytes.
        max: u64,
    },
    /// More is wrong in its rows than an import keeps.
    #[error("more than {max} problems")]
    TooManyProblems {
        /// The most problems.
        max: u64,
    },
    /// Reading it took more memory or time than any list of customers needs.
    #[error("takes too much memory or time to read")]
    TooHeavy,
    /// The reader broke down over it. The log tells more by this reference.
    #[error("the reader failed, reference {reference}")]
    ReaderFault {
        /// Stands in the log beside what happened.
        reference: String,
    },
    /// No sheet has the titles of a bulk file.
    #[error("no header among the first rows of any sheet")]
    NoHeader,
    /// A sheet that was chosen before is not in the file.
    #[error("no sheet {sheet:?}")]
    NoSheet {
        /// Its name.
        sheet: String,
    },
    /// One column stands more than once in the header.
    #[error("column {name:?} appears at {letters:?}")]
    DuplicateColumn {
        /// The name of the sheet.
        sheet: String,
        /// The number of the header's row, from 1.
        row: u32,
        /// What the column is called.
        name: String,
        /// The letters above each of them.
        letters: Vec<String>,
    },
    /// Below the titles stand others: a second table, in another order.
    #[error("other titles in row {row} of sheet {sheet}")]
    OtherTitles {
        /// The name of the sheet.
        sheet: String,
        /// The number of the row with the other titles, from 1.
        row: u32,
    },
    /// The header lacks columns that every row must fill.
    #[error("required columns are missing: {columns:?}")]
    MissingColumns {
        /// The name of the sheet.
        sheet: String,
        /// The number of the header's row, from 1.
        row: u32,
        /// Those that are missing.
        columns: Vec<Column>,
    },
}
