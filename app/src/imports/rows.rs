//! A workbook as a stream of judged rows: while some are judged, the process that reads is at the next. A short channel keeps the
//! memory flat however large the file is.

use std::{path::PathBuf, sync::Arc};

use domain::imports::{
    Checker, Choices, FileProblem, FileReport, KnownNames, Layout, OwnColumns, Problem, RawRow, Row,
};
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
pub struct CheckedRow {
    /// As the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its place among all rows of the file.
    pub position: i64,
    /// None where a problem is an error.
    pub row: Option<Row>,
    pub problems: Vec<Problem>,
}

/// The next rows, and where their columns stand.
#[derive(Debug)]
pub struct Batch {
    /// Of each sheet that is read.
    pub layouts: Arc<[Layout]>,
    pub rows: Vec<CheckedRow>,
    /// What is to be said of the file as a whole: it comes by itself, behind the last row.
    pub report: Option<FileReport>,
    /// Rows below the header, as far as the sheet says.
    declared: Option<u32>,
}

impl Batch {
    /// How many rows of the sheet have passed with this batch, and of how many: 0 where the sheet does not say, or has more than it
    /// says. Of several sheets it is only known how far each is.
    pub fn progress(&self) -> (u64, u64) {
        let last = self.rows.last().map_or(0, |judged| judged.number);
        let [layout] = &*self.layouts else { return (last.into(), 0) };
        let passed = last.saturating_sub(layout.header_row);
        let total = self.declared.filter(|declared| passed <= *declared).unwrap_or_default();
        (passed.into(), total.into())
    }
}

/// Reads and judges what was chosen of a workbook from top to bottom. Reading stops when the receiver is dropped.
pub fn stream(
    reader: Reader,
    path: PathBuf,
    trust: Trust,
    choices: Choices,
    (templates, own): (KnownNames, OwnColumns),
) -> mpsc::Receiver<Result<Batch, FileProblem>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let sent = async {
            let (opened, reading) = reader.open(&path, trust, &choices).await?;
            let checker = Checker::new(opened.layouts.clone(), templates).with_own(own);
            send(opened, reading, checker, &sender).await
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
    mut checker: Checker,
    sender: &mpsc::Sender<Result<Batch, FileProblem>>,
) -> Result<(), FileProblem> {
    let (layouts, declared) = (Arc::<[Layout]>::from(opened.layouts), opened.declared_rows);
    let mut rows = reading.rows(BATCH).await?;
    while !rows.is_empty() {
        let (judged, following) = tokio::join!(judge(checker, rows), reading.rows(BATCH));
        let (back, judged) = judged?;
        checker = back;
        if sender.send(Ok(Batch { layouts: layouts.clone(), rows: judged, report: None, declared })).await.is_err() {
            return Ok(());
        }
        rows = following?;
    }
    if let Some(report) = reading.report {
        let last = Batch { layouts, rows: Vec::new(), report: Some(checker.told(report)), declared };
        // Nobody listens any more: then nobody wants to know.
        let _ = sender.send(Ok(last)).await;
    }
    Ok(())
}

/// Judges rows on a thread that may be kept busy.
async fn judge(mut checker: Checker, rows: Vec<RawRow>) -> Result<(Checker, Vec<CheckedRow>), FileProblem> {
    let judging = tokio::task::spawn_blocking(move || {
        let judged = rows.iter().map(|raw| {
            let checked = checker.check(raw);
            CheckedRow { number: raw.number, position: raw.position(), row: checked.row, problems: checked.problems }
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
        let layouts = [Layout { header_row: 3, ..Layout::default() }].into();
        let last = CheckedRow { number: last, position: last.into(), row: None, problems: Vec::new() };
        Batch { layouts, rows: vec![last], report: None, declared }
    }

    #[test]
    fn progress_is_of_the_rows_that_the_sheet_says_it_has() {
        assert_eq!(batch(503, Some(2_000)).progress(), (500, 2_000));
        assert_eq!(batch(2_003, Some(2_000)).progress(), (2_000, 2_000));
        assert_eq!(batch(2_004, Some(2_000)).progress(), (2_001, 0), "it says too few");
        assert_eq!(batch(503, None).progress(), (500, 0));
    }
}
