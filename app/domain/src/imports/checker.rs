//! Judges the rows of one file in turn, so that duplicates within the file are seen.

use std::collections::HashSet;

use super::guess::Guess;
use super::matching::Duplicates;
use super::row::{own_cells, problem, read_row};
use super::{
    Column, FileReport, Heading, KnownNames, Layout, OwnColumns, Problem, ProblemReason, RawRow, Row, Severity,
    SheetReport, SheetState,
};
use crate::Line;
use crate::reference::entry_key;
use crate::texts::workbook;

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The customer it describes; none where a problem is an error.
    pub row: Option<Row>,
    /// Errors, warnings and repairs, in the order of the columns; those of fields of the firm's own behind them.
    pub problems: Vec<Problem>,
}

/// Goes through one file from top to bottom.
#[derive(Debug)]
pub struct Checker {
    layouts: Vec<Layout>,
    templates: KnownNames,
    own: OwnColumns,
    /// For each sheet, what becomes of its other columns.
    others: Vec<Others>,
    guesses: Vec<Guess>,
    duplicates: Duplicates,
    /// The columns in which a zero for nothing was told: a column of formulas has one in each row.
    zeros: HashSet<(u16, Column)>,
}

/// What becomes of the columns of a sheet that the bulk file does not know.
#[derive(Debug, Default)]
struct Others {
    /// Which field of the firm's own each is read into.
    placed: Vec<Option<usize>>,
    /// Which guess looks at each.
    guessed: Vec<Option<usize>>,
}

impl Checker {
    /// `layouts` are those of the sheets that are read, in their order.
    pub fn new(layouts: Vec<Layout>, templates: KnownNames) -> Self {
        let others = layouts.iter().map(|_| Others::default()).collect();
        let (own, guesses) = (OwnColumns::default(), Vec::new());
        Checker { layouts, templates, own, others, guesses, duplicates: Duplicates::default(), zeros: HashSet::new() }
    }

    /// The same, reading fields of the firm's own too, and guessing what the columns could become that nobody knows.
    #[must_use]
    pub fn with_own(mut self, own: OwnColumns) -> Self {
        let mut keys: Vec<String> = Vec::new();
        for (layout, others) in self.layouts.iter().zip(&mut self.others) {
            others.placed = own.placed(layout);
            others.guessed = vec![None; layout.others.len()];
            for (at, other) in layout.others.iter().enumerate() {
                let known = others.placed[at].is_some() || own.is_taken(&other.title) || is_of_product(&other.title);
                let Some(title) = other.title.parse::<Line>().ok().map(String::from).filter(|_| !known) else {
                    continue;
                };
                let key = entry_key(&title);
                let place = keys.iter().position(|one| *one == key).unwrap_or_else(|| {
                    keys.push(key);
                    self.guesses.push(Guess::new(other.letters(), title));
                    self.guesses.len() - 1
                });
                // A title that stands there twice is that of its first column.
                if !others.guessed.contains(&Some(place)) {
                    others.guessed[at] = Some(place);
                }
            }
        }
        Checker { own, ..self }
    }

    /// Judges the next row. Of rows that repeat each other the first one counts.
    ///
    /// # Panics
    /// The row is of a sheet that has no layout.
    pub fn check(&mut self, raw: &RawRow) -> Checked {
        let layout = &self.layouts[usize::from(raw.sheet)];
        let others = &self.others[usize::from(raw.sheet)];
        let (mut row, mut problems) = read_row(raw, layout, &self.templates);
        problems.retain(|problem| match &problem.column {
            Heading::Known(column) if problem.reason == ProblemReason::ZeroForNothing => {
                self.zeros.insert((raw.sheet, *column))
            }
            _ => true,
        });
        let (own, wrong) = own_cells(raw, layout, &self.own, &others.placed);
        row = row.filter(|_| wrong.iter().all(|problem| problem.severity() != Severity::Error));
        problems.extend(wrong);
        for (cell, guess) in raw.others.iter().zip(&others.guessed) {
            if let Some(guess) = guess {
                self.guesses[*guess].add(cell);
            }
        }
        if let Some((column, (sheet, earlier))) = row.as_ref().and_then(|row| self.duplicates.find(row)) {
            let elsewhere = (sheet != raw.sheet).then(|| self.layouts[usize::from(sheet)].sheet.clone());
            let reason = ProblemReason::Duplicate { row: earlier, sheet: elsewhere };
            problems.push(problem(raw, layout, column, reason, None));
            row = None;
        }
        let lacks = if row.is_some() { self.own.lacking(layout, &others.placed, &own) } else { Vec::new() };
        Checked { row: row.map(|row| Row { own, lacks, ..row }), problems }
    }

    /// What is to be said of the file once all of its rows were judged: without the columns that were read after all, and with those
    /// that could become fields.
    #[must_use]
    pub fn told(self, mut report: FileReport) -> FileReport {
        for (layout, others) in self.layouts.iter().zip(&self.others) {
            let read = layout.others.iter().zip(&others.placed).filter(|(_, placed)| placed.is_some());
            let read: HashSet<String> = read.map(|(other, _)| other.letters()).collect();
            let of_layout = |sheet: &&mut SheetReport| sheet.state == SheetState::Read && sheet.name == layout.sheet;
            let Some(sheet) = report.sheets.iter_mut().find(of_layout) else { continue };
            let before = sheet.unplaced.len();
            sheet.unplaced.retain(|column| !read.contains(&column.letters));
            let unnamed = read.len() - (before - sheet.unplaced.len());
            sheet.unplaced_more = sheet.unplaced_more.saturating_sub(unnamed as u32);
        }
        report.new_columns = self.guesses.into_iter().filter_map(Guess::done).collect();
        report
    }
}

/// Whether the product itself writes a title above a column that it does not read, or knows it by another name.
fn is_of_product(title: &str) -> bool {
    let beside = [workbook::REASONS, workbook::ROW];
    Column::named(title).is_some() || beside.iter().any(|text| text.is_in_any(title))
}
