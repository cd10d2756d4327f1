//! What a reader hands over: cells as a person sees them in the spreadsheet, before any of them is judged.

use serde::{Deserialize, Serialize};

use super::Column;

/// One cell of a known column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RawCell {
    #[default]
    Empty,
    /// The text a person sees; never empty and without spaces around it.
    Text(String),
    /// A number too long for a spreadsheet: the digits after the fifteenth are gone.
    LostDigits(String),
    /// A formula that failed, by the spreadsheet's own word for it, such as `#N/A`.
    Failed(String),
}

impl RawCell {
    /// The text of the cell, whatever its kind; empty for an empty cell.
    pub fn text(&self) -> &str {
        match self {
            RawCell::Empty => "",
            RawCell::Text(text) | RawCell::LostDigits(text) | RawCell::Failed(text) => text,
        }
    }
}

/// One row that is not blank. A reader may hand out the same value again and again, filled anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// The row's number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// One cell for each of [`Column::ALL`]; a column the file does not have stays empty.
    pub cells: [RawCell; Column::COUNT],
}

impl RawRow {
    /// The cell in this column.
    pub fn cell(&self, column: Column) -> &RawCell {
        &self.cells[column.index()]
    }

    /// Whether no known column has anything in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| *cell == RawCell::Empty)
    }
}

/// Where the columns of one file stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The sheet's name.
    pub sheet: String,
    /// The header's row number, from 1.
    pub header_row: u32,
    /// For each of [`Column::ALL`] its place in the sheet, counted from 0.
    pub places: [Option<u32>; Column::COUNT],
    /// Titles that name no known column; their cells are not read.
    pub ignored: Vec<String>,
}

impl Layout {
    /// The letters above a column in this file; empty where the file has no such column.
    pub fn letters(&self, column: Column) -> String {
        self.places[column.index()].map(super::column::letters).unwrap_or_default()
    }
}
