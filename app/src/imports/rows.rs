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
    let layout = Arc::new(book.layout().clone());
    let mut checker = Checker::new((*layout).clone(), templates);
    let mut rows = Vec::with_capacity(BATCH);
    let pass_on = |rows: Vec<Judged>| sender.blocking_send(Ok(Batch { layout: layout.clone(), rows }));
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
