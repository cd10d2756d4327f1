//! Judges the rows of one file in turn, so that doubles within the file are seen.

use super::matching::Doubles;
use super::row::{problem, read_row};
use super::{Layout, Problem, ProblemReason, RawRow, Row, TemplateNames};

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
    layout: Layout,
    templates: TemplateNames,
    doubles: Doubles,
}

impl Checker {
    pub fn new(layout: Layout, templates: TemplateNames) -> Self {
        Checker { layout, templates, doubles: Doubles::default() }
    }

    /// Judges the next row. Of rows that repeat each other the first one counts.
    pub fn check(&mut self, raw: &RawRow) -> Checked {
        let (mut row, mut problems) = read_row(raw, &self.layout, &self.templates);
        if let Some((column, earlier)) = row.as_ref().and_then(|row| self.doubles.find(row)) {
            problems.push(problem(raw, &self.layout, column, ProblemReason::Double { row: earlier }, None));
            row = None;
        }
        Checked { row, problems }
    }
}
