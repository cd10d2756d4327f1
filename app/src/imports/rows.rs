//! A workbook as a stream of judged rows: while some are judged, the process that reads is at the next. A short channel keeps the
//! memory flat however large the file is.

use std::{path::PathBuf, sync::Arc};

use domain::imports::{Checker, FileProblem, Layout, Problem, RawRow, Row, TemplateNames};
use sheets::{Trust, frames::Opened};
use tokio::sync::mpsc;

use super::reader::{Reader, Reading};
use crate::context::logged;

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

/// Reads and judges a workbook from top to bottom. Reading stops when the receiver is dropped.
pub fn stream(
    reader: Reader,
    path: PathBuf,
    trust: Trust,
    templates: TemplateNames,
) -> mpsc::Receiver<Result<Batch, FileProblem>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let sent = async {
            let (opened, reading) = reader.open(&path, trust).await?;
            send(opened, reading, templates, &sender).await
        };
        let sent = tokio::select! {
            sent = sent => sent,
            () = sender.closed() => return,
        };
        if let Err(problem) = sent {
            // Nobody listens any more: then nobody wants to know.
            let _ = sender.send(Err(problem)).await;
        }
    });
    receiver
}

async fn send(
    opened: Opened,
    mut reading: Reading,
    templates: TemplateNames,
    sender: &mpsc::Sender<Result<Batch, FileProblem>>,
) -> Result<(), FileProblem> {
    let (layout, declared) = (Arc::new(opened.layout), opened.declared_rows);
    let mut checker = Checker::new((*layout).clone(), templates);
    let mut rows = reading.rows(BATCH).await?;
    while !rows.is_empty() {
        let (judged, following) = tokio::join!(judge(checker, rows), reading.rows(BATCH));
        let (back, judged) = judged?;
        checker = back;
        if sender.send(Ok(Batch { layout: layout.clone(), rows: judged, declared })).await.is_err() {
            return Ok(());
        }
        rows = following?;
    }
    Ok(())
}

/// Judges rows on a thread that may be kept busy.
async fn judge(mut checker: Checker, rows: Vec<RawRow>) -> Result<(Checker, Vec<Judged>), FileProblem> {
    let judging = tokio::task::spawn_blocking(move || {
        let judged = rows.iter().map(|raw| {
            let checked = checker.check(raw);
            Judged { number: raw.number, row: checked.row, problems: checked.problems }
        });
        let judged = judged.collect();
        (checker, judged)
    });
    judging.await.map_err(|error| FileProblem::ReaderFault { reference: logged(error) })
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
