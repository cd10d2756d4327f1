//! What is to be said of a file as a whole: what was read of it, and what was not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Column, NewColumn};

/// How many columns, rows or areas of a kind are named; the rest is counted.
pub const NAMED: usize = 50;
/// How many characters of a cell or title are shown.
pub const SAMPLE: usize = 80;

/// What a person decided about a file: which sheets, and whether rows come in that they do not see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Names of the sheets to read, in the order of the file; none stands for the first that has customers.
    pub sheets: Vec<String>,
    /// Whether hidden rows are read; none until it was asked and answered. Until then they are not.
    pub hidden_rows: Option<bool>,
    /// The fields of the firm's own that were made of columns when the import began, by title.
    pub made: BTreeMap<String, Uuid>,
}

impl Choices {
    /// Whether hidden rows are read.
    pub fn with_hidden_rows(&self) -> bool {
        self.hidden_rows == Some(true)
    }
}

/// What was found in a file, sheet by sheet in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileReport {
    /// Every sheet, in the order of the file.
    pub sheets: Vec<SheetReport>,
    /// Comments beside cells, which are not read.
    pub comments: u32,
    /// Text boxes on the sheets, which are not read either.
    pub text_boxes: u32,
    /// Pictures and charts on the sheets, which are not read either.
    pub pictures: u32,
    /// Whether there are drawings that could not be searched for these, or not to their end.
    pub drawings_unread: bool,
    /// The columns that could become fields of the firm's own. What was not read is told of them too.
    pub new_columns: Vec<NewColumn>,
}

impl FileReport {
    /// The sheets whose rows were read.
    pub fn read(&self) -> impl Iterator<Item = &SheetReport> {
        self.sheets.iter().filter(|sheet| sheet.state == SheetState::Read)
    }

    /// The sheets that were not read and have something in them.
    pub fn left(&self) -> impl Iterator<Item = &SheetReport> {
        self.sheets.iter().filter(|sheet| sheet.state != SheetState::Read && sheet.rows > 0)
    }

    /// The sheets that a person can choose from.
    pub fn choosable(&self) -> impl Iterator<Item = &SheetReport> {
        self.sheets.iter().filter(|sheet| matches!(sheet.state, SheetState::Read | SheetState::Readable))
    }

    /// Rows of the sheets that were read that nobody sees.
    pub fn hidden_rows(&self) -> u32 {
        self.read().map(|sheet| sheet.hidden_rows).sum()
    }

    /// Those of them that a filter hides.
    pub fn filtered_rows(&self) -> u32 {
        self.read().map(|sheet| sheet.filtered_rows).sum()
    }

    /// Whether a person has yet to say what becomes of hidden rows.
    pub fn asks(&self, choices: &Choices) -> bool {
        choices.hidden_rows.is_none() && self.hidden_rows() > 0
    }
}

/// What was found in one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetReport {
    /// Its name.
    pub name: String,
    /// Whether the sheet itself is hidden.
    pub hidden: bool,
    /// Whether it was read, or could be.
    pub state: SheetState,
    /// Rows with something in them: those below the header of a sheet that has one, hidden ones included; else all.
    pub rows: u32,
    /// The number of the header's row; 0 where there is none.
    pub header_row: u32,
    /// Those of the rows that are hidden, whatever hides them.
    pub hidden_rows: u32,
    /// Those of the hidden ones that a filter hides.
    pub filtered_rows: u32,
    /// What stands above the header.
    pub above: Above,
    /// Columns with something in them that were not read.
    pub unplaced: Vec<UnplacedColumn>,
    /// How many more there are than are named.
    pub unplaced_more: u32,
    /// Columns that were read though nobody sees them: letters and title.
    pub hidden_columns: Vec<(String, Column)>,
    /// Merged cells below the header: a person sees their value in each, and it stands in the first.
    pub merged: Merged,
    /// Formulas without a value in the columns that were read.
    pub uncalculated: u32,
    /// Rows that have the titles once more; they are no customers.
    pub titles_again: u32,
}

/// Whether a sheet was read, or could be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SheetState {
    /// Its rows were read.
    Read,
    /// It has the titles of a bulk file too.
    Readable,
    /// It has some of the titles.
    Lacking {
        /// The required columns that it lacks.
        columns: Vec<Column>,
    },
    /// One column stands in it more than once.
    #[serde(alias = "doubled")]
    Duplicated {
        /// Which one.
        column: Column,
    },
    /// It has no header.
    #[default]
    Headless,
}

/// Rows above a header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Above {
    /// How many have something in them.
    pub rows: u32,
    /// The first text in them.
    pub sample: String,
}

/// A column that was not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnplacedColumn {
    /// As the spreadsheet shows them above the column.
    pub letters: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// How many of its cells have something in them.
    pub filled: u32,
    /// The first of them.
    pub sample: String,
    /// The letters of the column that was taken in its place, where its title means a known one.
    pub instead: String,
}

/// Merged cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// How many areas there are.
    pub count: u32,
    /// The first of them, as `B3:B7`.
    pub first: Vec<String>,
}

/// The beginning of a text, as long as it is shown.
pub fn sample(text: &str) -> String {
    match text.char_indices().nth(SAMPLE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(state: SheetState, rows: u32, hidden_rows: u32) -> SheetReport {
        SheetReport { state, rows, hidden_rows, ..SheetReport::default() }
    }

    #[test]
    fn hidden_rows_of_what_is_read_are_asked_about_until_answered() {
        let read = sheet(SheetState::Read, 3, 1);
        let other = sheet(SheetState::Readable, 9, 4);
        let report =
            FileReport { sheets: vec![read, other, sheet(SheetState::Headless, 0, 0)], ..FileReport::default() };
        assert_eq!((report.hidden_rows(), report.left().count(), report.choosable().count()), (1, 1, 2));
        let answered = |hidden_rows| Choices { hidden_rows, ..Choices::default() };
        assert!(report.asks(&answered(None)));
        assert!(!report.asks(&answered(Some(false))) && !report.asks(&answered(Some(true))));
        assert!(
            !FileReport { sheets: vec![sheet(SheetState::Read, 3, 0)], ..FileReport::default() }.asks(&answered(None))
        );
    }

    #[test]
    fn a_report_reads_back() {
        let lacking = sheet(SheetState::Lacking { columns: vec![Column::Country] }, 1, 0);
        let report = FileReport {
            sheets: vec![sheet(SheetState::Read, 3, 1), lacking],
            comments: 2,
            text_boxes: 1,
            pictures: 3,
            drawings_unread: true,
            new_columns: Vec::new(),
        };
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<FileReport>(&json).unwrap(), report);
        assert_eq!(serde_json::from_str::<Choices>("{}").unwrap(), Choices::default());
        let older = r#"{"sheets": [], "comments": 2}"#;
        assert_eq!(
            serde_json::from_str::<FileReport>(older).unwrap(),
            FileReport { comments: 2, ..FileReport::default() }
        );
    }
}
