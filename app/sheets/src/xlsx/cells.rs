//! The cells of a sheet as they stream by, with what a person does not see of them.

use std::borrow::Cow;

use domain::imports::FileProblem;
use quick_xml::events::{BytesStart, Event};

use super::parts::Settings;
use super::styles::Formats;
use super::xml::{Part, attributes, is_true, unescape};
use crate::format::NumberFormat;
use crate::guard::damaged;

/// Where a sheet ends in every program.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;
/// Merged areas that are looked at; a list of customers has some.
const MAX_MERGED: usize = 100_000;

/// A cell with its place.
#[derive(Debug)]
pub struct Cell<'a> {
    /// As the spreadsheet shows it, from 1.
    pub row: u32,
    /// Counted from 0.
    pub column: u32,
    /// Whether its row is hidden.
    pub hidden: bool,
    pub value: Value<'a>,
    pub format: Option<&'a NumberFormat>,
}

/// What stands in a cell, before its format.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    YesNo(bool),
    /// A moment in the form of ISO 8601.
    Moment(String),
    /// What a formula that failed says, such as `#N/A`.
    Failed(String),
    /// A formula whose value was never calculated, as it is written.
    Uncalculated(String),
}

/// The range of rows and columns that a reference such as `A1:Q4` stands for, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

/// What the sheet says beside its cells: columns before them, filters and merged cells behind them.
#[derive(Debug, Default)]
pub struct Notes {
    /// First and last of each run of hidden columns, counted from 0.
    pub hidden_columns: Vec<(u32, u32)>,
    /// The rows of a filter that lets only some through.
    pub filter: Option<Area>,
    pub merged: Vec<Area>,
    /// The last row, as the sheet says.
    pub last_row: Option<u32>,
    /// Whether the sheet has tables, which can have filters of their own.
    pub has_tables: bool,
}

/// The cells of one sheet in the order of the file.
pub struct Cells<'a> {
    part: Part<'a>,
    texts: &'a [Box<str>],
    formats: &'a Formats,
    pub settings: Settings,
    pub notes: Notes,
    row: u32,
    column: u32,
    hidden: bool,
    /// The place of the last cell: the next one stands behind it.
    last: (u32, u32),
    /// The row of which no more is read, if there is one.
    left: Option<u32>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(
        part: Part<'a>,
        texts: &'a [Box<str>],
        formats: &'a Formats,
        settings: Settings,
    ) -> Result<Self, FileProblem> {
        let notes = Notes::default();
        let (row, column, hidden, last, left) = (0, 0, false, (0, 0), None);
        let mut cells = Cells { part, texts, formats, settings, notes, row, column, hidden, last, left };
        cells.find_data()?;
        Ok(cells)
    }

    /// Goes to the first row, past what stands before it.
    fn find_data(&mut self) -> Result<(), FileProblem> {
        loop {
            match self.part.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "sheetData" => return Ok(()),
                    "dimension" => {
                        let notes = &mut self.notes;
                        attributes(&tag, |name, value| {
                            if name == "ref" {
                                notes.last_row = area(&value).map(|area| area.last.0);
                            }
                        })?;
                    }
                    "col" => hidden_column(&tag, &mut self.notes)?,
                    _ => {}
                },
                Event::Eof => return Err(damaged("a sheet without cells")),
                _ => {}
            }
        }
    }

    /// The next cell; none at the end, when the notes are complete as well.
    pub fn next(&mut self) -> Result<Option<Cell<'a>>, FileProblem> {
        loop {
            match self.part.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "c" => {
                        let head = head(&tag)?;
                        if self.left != Some(head.place.map_or(self.row, |(row, _)| row)) {
                            return self.cell(head).map(Some);
                        }
                    }
                    "row" => {
                        let (mut number, mut hidden) = (None, false);
                        attributes(&tag, |name, value| match name {
                            "r" => number = value.parse().ok(),
                            "hidden" => hidden |= is_true(&value),
                            "ht" => hidden |= is_zero(&value),
                            _ => {}
                        })?;
                        self.row = number.unwrap_or(self.row.saturating_add(1));
                        self.hidden = hidden;
                        self.column = 0;
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.read_rest()?;
                    return Ok(None);
                }
                Event::Eof => return Err(damaged("a sheet ends too early")),
                _ => {}
            }
        }
    }

    /// Passes over what else stands in the row of the last cell.
    pub fn leave_row(&mut self) {
        self.left = Some(self.last.0);
    }

    fn cell(&mut self, head: Head) -> Result<Cell<'a>, FileProblem> {
        let (row, column) = head.place.unwrap_or((self.row, self.column));
        if !(1..=MAX_ROWS).contains(&row) || column >= MAX_COLUMNS {
            return Err(damaged("a cell beyond the end of a sheet"));
        }
        // From 1, so that the first cell stands behind the beginning. Of two cells in one place one would be lost.
        let place = (row, column + 1);
        if place <= self.last {
            return Err(damaged("cells out of order"));
        }
        self.last = place;
        self.column = column + 1;
        let value = self.value(&head)?;
        Ok(Cell { row, column, hidden: self.hidden, value, format: self.formats.of(head.style) })
    }

    /// Reads what stands in the cell, to its end.
    fn value(&mut self, head: &Head) -> Result<Value<'a>, FileProblem> {
        let (mut formula, mut stored, mut inline): (Option<String>, Option<String>, Option<String>) =
            (None, None, None);
        loop {
            match self.part.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "f" => self.part.text(formula.get_or_insert_default())?,
                    "v" => self.part.text(stored.get_or_insert_default())?,
                    "is" => self.part.runs(inline.get_or_insert_default())?,
                    _ => self.part.text(&mut String::new())?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(damaged("a cell ends too early")),
                _ => {}
            }
        }
        if let Some(formula) = formula
            && !self.is_calculated(head, stored.as_deref())
        {
            return Ok(Value::Uncalculated(format!("={formula}")));
        }
        match (inline, stored) {
            (Some(text), _) => Ok(Value::Text(text.into())),
            (None, Some(stored)) => self.stored(head, stored),
            (None, None) => Ok(Value::Empty),
        }
    }

    /// Whether a formula's value is stored beside it. An empty text is a value where the cell says that it is a text; a zero is a
    /// filler where the workbook says that everything is yet to be calculated.
    fn is_calculated(&self, head: &Head, stored: Option<&str>) -> bool {
        match stored.map(str::trim) {
            None => false,
            Some("") => head.kind == Kind::Text,
            Some(stored) => {
                let filler = head.kind == Kind::Number && stored.parse() == Ok(0.0);
                !(filler && self.settings.calculates_anew)
            }
        }
    }

    fn stored(&self, head: &Head, mut stored: String) -> Result<Value<'a>, FileProblem> {
        let trimmed = stored.trim();
        if trimmed.is_empty() {
            return Ok(Value::Empty);
        }
        Ok(match head.kind {
            Kind::Shared => {
                let text = trimmed.parse().ok().and_then(|place: usize| self.texts.get(place));
                Value::Text(Cow::Borrowed(text.ok_or_else(|| damaged("a text that is not there"))?))
            }
            Kind::YesNo => Value::YesNo(is_true(&trimmed.to_ascii_lowercase())),
            Kind::Failed => Value::Failed(trimmed.to_owned()),
            Kind::Moment => Value::Moment(trimmed.to_owned()),
            Kind::Number => trimmed.parse().map_or_else(|_| Value::Text(trimmed.to_owned().into()), Value::Number),
            Kind::Text => {
                unescape(&mut stored);
                Value::Text(stored.into())
            }
        })
    }

    /// Reads what stands behind the cells.
    fn read_rest(&mut self) -> Result<(), FileProblem> {
        let mut filter = None;
        loop {
            match self.part.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "autoFilter" => filter = reference(&tag)?,
                    "filterColumn" => self.notes.filter = filter,
                    "mergeCell" => {
                        let area = reference(&tag)?;
                        let room = MAX_MERGED - self.notes.merged.len();
                        self.notes.merged.extend(area.filter(|_| room > 0));
                    }
                    "tablePart" => self.notes.has_tables = true,
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// What the tag of a cell says.
struct Head {
    /// Where it stands; a cell that does not say so follows the one before it.
    place: Option<(u32, u32)>,
    style: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    Shared,
    YesNo,
    Failed,
    Moment,
}

fn head(tag: &BytesStart<'_>) -> Result<Head, FileProblem> {
    let mut head = Head { place: None, style: 0, kind: Kind::Number };
    let mut nowhere = false;
    attributes(tag, |name, value| match name {
        "r" => {
            head.place = address(&value);
            nowhere = head.place.is_none();
        }
        "s" => head.style = value.parse().unwrap_or_default(),
        "t" => {
            head.kind = match value.as_ref() {
                "n" => Kind::Number,
                "s" => Kind::Shared,
                "b" => Kind::YesNo,
                "e" => Kind::Failed,
                "d" => Kind::Moment,
                _ => Kind::Text,
            }
        }
        _ => {}
    })?;
    if nowhere { Err(damaged("a cell without a place")) } else { Ok(head) }
}

/// Whether a height or width leaves nothing to see.
fn is_zero(value: &str) -> bool {
    value.parse() == Ok(0.0)
}

fn hidden_column(tag: &BytesStart<'_>, notes: &mut Notes) -> Result<(), FileProblem> {
    let (mut first, mut last, mut hidden) = (0, 0, false);
    attributes(tag, |name, value| match name {
        "min" => first = value.parse().unwrap_or_default(),
        "max" => last = value.parse().unwrap_or_default(),
        "hidden" => hidden |= is_true(&value),
        "width" => hidden |= is_zero(&value),
        _ => {}
    })?;
    if hidden && first >= 1 && last >= first && notes.hidden_columns.len() < MAX_COLUMNS as usize {
        notes.hidden_columns.push((first - 1, last - 1));
    }
    Ok(())
}

fn reference(tag: &BytesStart<'_>) -> Result<Option<Area>, FileProblem> {
    let mut found = None;
    attributes(tag, |name, value| {
        if name == "ref" {
            found = area(&value);
        }
    })?;
    Ok(found)
}

/// Reads `A1:Q4`, or one cell.
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    // A first row that does not exist is a slip that programs make.
    let first = address(first).unwrap_or((1, 0));
    Some(Area { first, last: address(last)? })
}

/// Row from 1 and column from 0 of `AB12`.
fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.trim_start_matches('$');
    let digits = text.find(|c: char| c.is_ascii_digit() || c == '$')?;
    let (letters, row) = text.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        column = column * 26 + u32::from(letter.is_ascii_uppercase().then(|| letter - b'A' + 1)?);
    }
    let row: u32 = row.trim_start_matches('$').parse().ok()?;
    (row > 0).then_some((row, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_a_spreadsheet_writes_them() {
        for (text, place) in [
            ("A1", Some((1, 0))),
            ("$Q$4", Some((4, 16))),
            ("AA1048576", Some((1_048_576, 26))),
            ("A0", None),
            ("12", None),
            ("AAAA1", None),
            ("é1", None),
            ("", None),
        ] {
            assert_eq!(address(text), place, "{text}");
        }
        assert_eq!(area("A0:Q2"), Some(Area { first: (1, 0), last: (2, 16) }));
        assert_eq!(area("B2"), Some(Area { first: (2, 1), last: (2, 1) }));
        assert_eq!(area("A:Q"), None);
    }
}
