//! What a reader hands over: cells as a person sees them in the spreadsheet, before any of them is judged.

use serde::{Deserialize, Serialize};

use super::{Column, problem::kept};

/// One cell of a known column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RawCell {
    /// Nothing stands in it.
    #[default]
    Empty,
    /// The text a person sees; never empty and without spaces around it.
    Text(String),
    /// A number: as its format shows it, such as `KL-0012`, and its digits alone.
    Number {
        /// As its format shows it.
        shown: String,
        /// Its digits alone, with a point before the decimals.
        plain: String,
    },
    /// Yes or no, as a spreadsheet knows them: what it makes of a typed *TRUE* or *WAAR*.
    YesNo(bool),
    /// A day or a time, as a person in Belgium writes it.
    Date(String),
    /// A formula whose value was never calculated, as it is written.
    Uncalculated(String),
    /// A number too long for a spreadsheet: the digits after the fifteenth are gone.
    LostDigits(String),
    /// The beginning of a text that is longer than [`MAX_CELL`].
    BeyondCell(String),
    /// A formula that failed, by the spreadsheet's own word for it, such as `#N/A`.
    Failed(String),
}

/// What a cell of a spreadsheet holds at most, in UTF-16 units.
pub const MAX_CELL: usize = 32_767;
/// What is read of a cell at most, in UTF-16 units, where no column of the bulk file has it.
pub const MAX_OWN_CELL: usize = 10_000;
/// How many columns with titles that the bulk file does not know are read: a firm's own fields are looked for among them.
pub const MAX_OTHERS: usize = 200;

impl RawCell {
    /// Cuts what is longer than a cell can be: only files that no spreadsheet wrote have it.
    pub fn bound(&mut self) {
        self.bound_to(MAX_CELL);
    }

    /// The same for a cell of a column that only a field of the firm's own can be read from: none of them takes half as much.
    pub fn bound_own(&mut self) {
        self.bound_to(MAX_OWN_CELL);
    }

    fn bound_to(&mut self, most: usize) {
        let text = self.text();
        // Most texts are seen to be short without counting.
        if text.len() > most && text.encode_utf16().count() > most {
            *self = RawCell::BeyondCell(kept(text));
        }
    }

    /// Whether it is a number whose format only sets the digits apart: points or spaces between its thousands, zeros behind the comma.
    pub fn is_only_grouped(&self) -> bool {
        let RawCell::Number { shown, plain } = self else { return false };
        let bare: String = shown.chars().filter(|c| !matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}')).collect();
        let bare = match bare.split_once(',') {
            Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole,
            _ => &bare,
        };
        bare == plain
    }

    /// The text of the cell, whatever its kind; empty for an empty cell.
    pub fn text(&self) -> &str {
        match self {
            RawCell::Empty => "",
            RawCell::YesNo(yes) => {
                if *yes {
                    "TRUE"
                } else {
                    "FALSE"
                }
            }
            RawCell::Text(text)
            | RawCell::Number { shown: text, .. }
            | RawCell::Date(text)
            | RawCell::Uncalculated(text)
            | RawCell::BeyondCell(text)
            | RawCell::LostDigits(text)
            | RawCell::Failed(text) => text,
        }
    }
}

/// One row that is not blank. A reader may hand out the same value again and again, filled anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// The place of its sheet among those that are read, from 0.
    pub sheet: u16,
    /// The row's number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// One cell for each of [`Column::ALL`]; a column the file does not have stays empty.
    #[serde(with = "each_column")]
    pub cells: [RawCell; Column::COUNT],
    /// One cell for each of [`Layout::others`].
    #[serde(default)]
    pub others: Vec<RawCell>,
}

impl Default for RawRow {
    fn default() -> Self {
        Self { sheet: 0, number: 0, cells: [const { RawCell::Empty }; Column::COUNT], others: Vec::new() }
    }
}

impl RawRow {
    /// The cell in this column.
    pub fn cell(&self, column: Column) -> &RawCell {
        &self.cells[column.index()]
    }

    /// Its place among all rows of the file: those of a later sheet come after those of an earlier one. In the first sheet it is the
    /// row's number.
    pub fn position(&self) -> i64 {
        (i64::from(self.sheet) << 32) | i64::from(self.number)
    }

    /// Whether no known column has anything in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| *cell == RawCell::Empty)
    }

    /// Empties every cell.
    pub fn clear(&mut self) {
        self.cells.fill(RawCell::Empty);
        self.others.fill(RawCell::Empty);
    }
}

/// Where the columns of one sheet stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The sheet's name.
    pub sheet: String,
    /// The header's row number, from 1.
    pub header_row: u32,
    /// For each of [`Column::ALL`] its place in the sheet, counted from 0; none where the sheet does not have it.
    #[serde(with = "each_column")]
    pub places: [Option<u32>; Column::COUNT],
    /// The columns with other titles, at most [`MAX_OTHERS`], in the order of the sheet.
    #[serde(default)]
    pub others: Vec<OtherColumn>,
}

/// A column with a title that the bulk file does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherColumn {
    /// Its place in the sheet, counted from 0.
    pub place: u32,
    /// What stands in the header.
    pub title: String,
}

impl OtherColumn {
    /// The letters above it.
    pub fn letters(&self) -> String {
        super::column::letters(self.place)
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self { sheet: String::new(), header_row: 0, places: [None; Column::COUNT], others: Vec::new() }
    }
}

impl Layout {
    /// The letters above a column in this file; empty where the file has no such column.
    pub fn letters(&self, column: Column) -> String {
        self.places[column.index()].map(super::column::letters).unwrap_or_default()
    }
}

/// A value for each column. serde knows arrays of up to 32 only.
mod each_column {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::Column;

    pub fn serialize<T: Serialize, S: Serializer>(values: &[T; Column::COUNT], to: S) -> Result<S::Ok, S::Error> {
        values.as_slice().serialize(to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<[T; Column::COUNT], D::Error> {
        let values = Vec::deserialize(from)?;
        values.try_into().map_err(|values: Vec<T>| D::Error::invalid_length(values.len(), &"a value for each column"))
    }
}
