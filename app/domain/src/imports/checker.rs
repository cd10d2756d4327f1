//! Judges the rows of one file in turn, so that duplicates within the file are seen.

use std::collections::HashSet;

use super::matching::Duplicates;
use super::row::{problem, read_row};
use super::{Column, Layout, Problem, ProblemReason, RawRow, Row, TemplateNames};

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The customer it describes; none where a problem is an error.
    pub row: Option<Row>,
    /// Errors, warnings and repairs, in the order of the columns.
    pub problems: Vec<Problem>,
}

/// Goes through one file from top to bottom.
#[derive(Debug)]
pub struct Checker {
    layouts: Vec<Layout>,
    templates: TemplateNames,
    duplicates: Duplicates,
    /// The columns in which a zero for nothing was told: a column of formulas has one in each row.
    zeros: HashSet<(u16, Column)>,
}

impl Checker {
    /// `layouts` are those of the sheets that are read, in their order.
    pub fn new(layouts: Vec<Layout>, templates: TemplateNames) -> Self {
        Checker { layouts, templates, duplicates: Duplicates::default(), zeros: HashSet::new() }
    }

    /// Judges the next row. Of rows that repeat each other the first one counts.
    ///
    /// # Panics
    /// The row is of a sheet that has no layout.
    pub fn check(&mut self, raw: &RawRow) -> Checked {
        let layout = &self.layouts[usize::from(raw.sheet)];
        let (mut row, mut problems) = read_row(raw, layout, &self.templates);
        problems.retain(|problem| {
            problem.reason != ProblemReason::ZeroForNothing || self.zeros.insert((raw.sheet, problem.column))
        });
        if let Some((column, (sheet, earlier))) = row.as_ref().and_then(|row| self.duplicates.find(row)) {
            let elsewhere = (sheet != raw.sheet).then(|| self.layouts[usize::from(sheet)].sheet.clone());
            let reason = ProblemReason::Duplicate { row: earlier, sheet: elsewhere };
            problems.push(problem(raw, layout, column, reason, None));
            row = None;
        }
        Checked { row, problems }
    }
}
