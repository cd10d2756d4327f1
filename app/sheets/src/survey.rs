//! What is told of a sheet beside its rows: what was seen of it while it was read.

use std::collections::BTreeMap;

use domain::imports::{
    Column, Layout, Merged, NAMED, RawCell, SheetReport, SheetState, UnplacedColumn, column_letters, sample,
};

use crate::layout::Head;
use crate::xlsx::{Area, Notes};

/// Notes what comes by of one sheet.
pub struct Survey {
    report: SheetReport,
    unplaced: BTreeMap<u32, UnplacedColumn>,
    /// Runs of hidden rows with something in them.
    hidden: Vec<(u32, u32)>,
}

impl Survey {
    /// Begins with what the sheet's head tells.
    pub fn of(name: &str, hidden: bool, head: &Head) -> Self {
        let mut report = SheetReport { name: name.to_owned(), hidden, ..SheetReport::default() };
        let mut unplaced = BTreeMap::new();
        if let Some(found) = &head.found {
            report.state = found.state();
            report.header_row = found.layout.header_row;
            report.above = head.above.clone();
            for (place, title, instead) in &found.others {
                let (letters, title, instead) = (column_letters(*place), sample(title), instead.clone());
                unplaced.insert(*place, UnplacedColumn { letters, title, instead, ..UnplacedColumn::default() });
            }
        }
        Survey { report, unplaced, hidden: Vec::new() }
    }

    /// A row with something in it.
    pub fn row(&mut self, number: u32, hidden: bool) {
        self.report.rows += 1;
        if !hidden {
            return;
        }
        self.report.hidden_rows += 1;
        match self.hidden.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => self.hidden.push((number, number)),
        }
    }

    /// A row that has the titles once more.
    pub fn titles_again(&mut self) {
        self.report.titles_again += 1;
    }

    /// A cell below the header, in a column that is not read.
    pub fn unplaced(&mut self, place: u32, cell: &RawCell) {
        if *cell == RawCell::Empty {
            return;
        }
        let column = self
            .unplaced
            .entry(place)
            .or_insert_with(|| UnplacedColumn { letters: column_letters(place), ..UnplacedColumn::default() });
        if column.filled == 0 {
            column.sample = sample(cell.text());
        }
        column.filled += 1;
    }

    /// A cell in a column that is read.
    pub fn placed(&mut self, cell: &RawCell) {
        self.report.uncalculated += u32::from(matches!(cell, RawCell::Uncalculated(_)));
    }

    /// All of it, when the sheet has been read to its end.
    pub fn done(mut self, layout: &Layout, notes: &Notes, filters_a_table: bool) -> SheetReport {
        self.report.state = SheetState::Read;
        self.report.filtered_rows = if filters_a_table { self.report.hidden_rows } else { self.filtered(notes.filter) };
        let place = |column: &Column| layout.places[column.index()];
        let is_hidden = |place: u32| notes.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&place));
        let hidden = Column::ALL.into_iter().filter(|column| place(column).is_some_and(is_hidden));
        self.report.hidden_columns = hidden.map(|column| (layout.letters(column), column)).collect();
        self.report.merged = merged(layout, notes);
        self.report.unplaced_more = self.unplaced.len().saturating_sub(NAMED) as u32;
        self.report.unplaced = self.unplaced.into_values().take(NAMED).collect();
        self.report
    }

    /// What is told of a sheet that was not read.
    pub fn left(self) -> SheetReport {
        self.report
    }

    /// Hidden rows within the rows of a filter.
    fn filtered(&self, filter: Option<Area>) -> u32 {
        let Some(Area { first: (first, _), last: (last, _) }) = filter else { return 0 };
        let within = |(from, to): &(u32, u32)| (last.min(*to) + 1).saturating_sub(first.max(*from));
        self.hidden.iter().map(within).sum()
    }
}

/// Merged cells below the header that touch a column that is read.
fn merged(layout: &Layout, notes: &Notes) -> Merged {
    let mut merged = Merged::default();
    for area in &notes.merged {
        let Area { first: (top, left), last: (bottom, right) } = *area;
        let touches = layout.places.iter().flatten().any(|place| (left..=right).contains(place));
        if bottom <= layout.header_row || !touches || (top, left) == (bottom, right) {
            continue;
        }
        merged.count += 1;
        if merged.first.len() < NAMED {
            merged.first.push(format!("{}{top}:{}{bottom}", column_letters(left), column_letters(right)));
        }
    }
    merged
}
