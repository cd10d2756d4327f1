//! A workbook as a stream of judged rows. Reading and judging block, so they have a thread of their own; a short channel keeps
//! the memory flat however large the file is.

use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

use domain::imports::{Checker, FileProblem, Layout, Problem, Row, TemplateNames};
use sheets::read;
use tokio::sync::mpsc;

/// How many rows come at a time.
pub const BATCH: usize = 500;
/// Batches that may wait: one is read while another is worked on.
const WAITING: usize = 2;

/// What became of one row.
#[derive(Debug)]
pub struct Judged {
    /// As the spreadsheet shows it, from 1.
    pub number: u32,
    /// None where a problem is an error.
    pub row: Option<Row>,
    pub problems: Vec<Problem>,
}

/// The next rows, and where their columns stand.
#[derive(Debug)]
pub struct Batch {
    pub layout: Arc<Layout>,
    pub rows: Vec<Judged>,
    /// Rows below the header, as far as the sheet says.
    declared: Option<u32>,
}

impl Batch {
    /// How many rows of the sheet have passed with this batch, and of how many: 0 where the sheet does not say, or has more than it
    /// says.
    pub fn progress(&self) -> (u64, u64) {
        let last = self.rows.last().map_or(0, |judged| judged.number);
        let passed = last.saturating_sub(self.layout.header_row);
        let total = self.declared.filter(|declared| passed <= *declared).unwrap_or_default();
        (passed.into(), total.into())
    }
}

/// Whether the file was looked at for harm before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    Unknown,
    Checked,
}

/// Reads and judges a workbook from top to bottom. Reading stops when the receiver is dropped.
pub fn stream(path: PathBuf, trust: Trust, templates: TemplateNames) -> mpsc::Receiver<Result<Batch, FileProblem>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        if let Err(problem) = send(&path, trust, templates, &sender) {
            // Nobody listens any more: then nobody wants to know.
            let _ = sender.blocking_send(Err(problem));
        }
    });
    receiver
}

fn send(
    path: &std::path::Path,
    trust: Trust,
    templates: TemplateNames,
    sender: &mpsc::Sender<Result<Batch, FileProblem>>,
) -> Result<(), FileProblem> {
    let mut book = match trust {
        Trust::Unknown => read::open(path)?,
        Trust::Checked => read::reopen(path)?,
    };
    let (layout, declared) = (Arc::new(book.layout().clone()), book.declared_rows());
    let mut checker = Checker::new((*layout).clone(), templates);
    let mut rows = Vec::with_capacity(BATCH);
    let pass_on = |rows: Vec<Judged>| sender.blocking_send(Ok(Batch { layout: layout.clone(), rows, declared }));
    book.rows(|raw| {
        let checked = checker.check(raw);
        rows.push(Judged { number: raw.number, row: checked.row, problems: checked.problems });
        if rows.len() == BATCH && pass_on(std::mem::replace(&mut rows, Vec::with_capacity(BATCH))).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    if !rows.is_empty() {
        // As above.
        let _ = pass_on(rows);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(last: u32, declared: Option<u32>) -> Batch {
        let layout = Arc::new(Layout { header_row: 3, ..Layout::default() });
        Batch { layout, rows: vec![Judged { number: last, row: None, problems: Vec::new() }], declared }
    }

    #[test]
    fn progress_is_of_the_rows_that_the_sheet_says_it_has() {
        assert_eq!(batch(503, Some(2_000)).progress(), (500, 2_000));
        assert_eq!(batch(2_003, Some(2_000)).progress(), (2_000, 2_000));
        assert_eq!(batch(2_004, Some(2_000)).progress(), (2_001, 0), "it says too few");
        assert_eq!(batch(503, None).progress(), (500, 0));
    }
}
