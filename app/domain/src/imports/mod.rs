//! What a bulk file means: its columns, what a row says, what is wrong with it, and what becomes of it.
//!
//! A reader (crate `sheets`) turns a workbook into a [`Layout`] and [`RawRow`]s; a [`Checker`] turns each of those into a
//! [`Row`] or [`Problem`]s; [`plan`] decides between creating a customer and leaving the existing one alone.

mod answers;
mod cell;
mod checker;
mod column;
mod days;
mod file_kind;
mod file_problem;
mod garbled;
mod guess;
mod language;
mod matching;
mod own;
mod problem;
mod raw;
mod report;
mod row;
mod rules;
mod state;
#[cfg(test)]
mod tests;

pub use answers::KnownNames;
pub(crate) use answers::yes_or_no;
pub use checker::{Checked, Checker};
pub use column::{Column, Target, Title, is_same_title, letters as column_letters};
pub use file_kind::FileKind;
pub use file_problem::{DAYS_KEPT, FileProblem, MAX_FILE_BYTES, MAX_ROWS, MAX_SHEETS, MAX_TEXT};
pub use guess::NewColumn;
pub use matching::{Decision, Existing, LegalKeys, MatchedBy, Matches, NewNames, plan};
pub use own::{OwnCell, OwnColumn, OwnColumns, OwnLack};
pub use problem::{Heading, Problem, ProblemReason, Severity};
pub use raw::{Layout, MAX_CELL, MAX_OTHERS, MAX_OWN_CELL, OtherColumn, RawCell, RawRow};
pub use report::{Above, Choices, FileReport, Merged, NAMED, SheetReport, SheetState, UnplacedColumn, sample};
pub use row::{Row, name_and_email_key, read_row};
pub use state::State;
