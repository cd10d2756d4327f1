//! Reads uploaded workbooks in processes of their own: no file, whatever is in it, reaches the server itself.
//!
//! Such a process gets none of the server's settings, sets limits to itself ([`sheets::process`]), and tells of the workbook in
//! frames. It is stopped when it takes too long, when nobody wants its rows any more, and when the server ends.

use std::{
    collections::BTreeMap,
    fmt::Display,
    io,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf, absolute},
    process::Stdio,
    time::{Duration, Instant},
};

use domain::imports::{Choices, FileProblem, FileReport, MAX_ROWS, RawRow};
use futures::StreamExt;
use sheets::{
    Trust,
    frames::{Frame, MAX_FRAME, Opened},
    process::Limits,
};
use tokio::{
    io::AsyncReadExt,
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::codec::{FramedRead, LengthDelimitedCodec};

use crate::{context::logged, turns::Turns};

/// Rows are handed over before they take more than this, in bytes.
const MAX_BYTES: usize = 1024 * 1024;
/// How much of what a process says in its distress is kept, in bytes.
const MAX_SAID: u64 = 4 * 1024;
/// How long a process that has closed its pipe may take to end.
const GRACE: Duration = Duration::from_secs(5);
/// The signals of whom the system stops: it used up its time, or the machine's memory.
const STOPPED_BY_SYSTEM: [Option<i32>; 2] = [Some(9), Some(24)];

/// How processes that read are started, and what they may take.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The product's own program.
    pub program: PathBuf,
    pub limits: Limits,
    /// How long a process may keep the server waiting, all in all.
    pub patience: Duration,
    pub budget: Budget,
    /// For what is read while somebody waits for the answer; what else is read is limited by the worker's lanes.
    pub turns: Turns,
}

/// What the problems of one file may come to. Each row of the longest file may have three: a list whose numbers have all lost
/// their zeros is no attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub problems: u64,
    /// What they take in the database, about.
    pub bytes: usize,
}

/// A workbook that is being read.
pub struct Reading {
    child: Child,
    /// While it is held, the process goes on.
    _lifeline: Option<ChildStdin>,
    frames: FramedRead<ChildStdout, LengthDelimitedCodec>,
    said: JoinHandle<String>,
    /// What is left of the patience.
    left: Duration,
    /// All has been told.
    ended: bool,
    /// What is to be said of the file as a whole, once all has been told of one that was not read before.
    pub report: Option<FileReport>,
}

impl Reader {
    /// Reads by this program, within limits in which every file that the guard lets through can be read.
    pub fn new(program: PathBuf) -> Self {
        let limits = Limits { memory: 768 * 1024 * 1024, cpu: 60 };
        let budget = Budget { problems: 3 * u64::from(MAX_ROWS), bytes: 192 * 1024 * 1024 };
        Self { program, limits, patience: Duration::from_secs(60), budget, turns: Turns::new(2) }
    }

    /// Begins to read what was chosen of a workbook: where its columns stand, and the rows to come.
    ///
    /// # Errors
    /// A file that cannot be read, or a reader that broke down over it.
    pub async fn open(&self, path: &Path, trust: Trust, choices: &Choices) -> Result<(Opened, Reading), FileProblem> {
        let mut reading = self.start(path, trust, choices).map_err(fault)?;
        match reading.frame().await? {
            Frame::Opened(opened) => Ok((opened, reading)),
            _ => Err(fault("rows before their layout")),
        }
    }

    /// A process of this program that does one thing within the limits. It lives no longer than who starts it.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(name).args(["--memory", &self.limits.memory.to_string()]);
        command.args(["--cpu", &self.limits.cpu.to_string()]);
        // Settings hold passwords: who reads strangers' files has none.
        command.env_clear().current_dir("/").kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn start(&self, path: &Path, trust: Trust, choices: &Choices) -> io::Result<Reading> {
        let mut command = self.command("read-workbook");
        if trust == Trust::Checked {
            command.arg("--checked");
        }
        // Which fields were made is nothing for who reads.
        let choices = Choices { made: BTreeMap::new(), ..choices.clone() };
        command.args(["--choices", &serde_json::to_string(&choices)?]);
        let mut child = command.arg("--").arg(absolute(path)?).spawn()?;
        let (Some(output), Some(errors)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(io::Error::other("a process without pipes"));
        };
        Ok(Reading {
            _lifeline: child.stdin.take(),
            frames: LengthDelimitedCodec::builder().max_frame_length(MAX_FRAME).new_read(output),
            said: tokio::spawn(beginning(errors)),
            left: self.patience,
            ended: false,
            report: None,
            child,
        })
    }
}

impl Reading {
    /// The next rows: at most so many, and fewer where they are long. None are left when there is none.
    ///
    /// # Errors
    /// A file that cannot be read any further, or a reader that broke down over it.
    pub async fn rows(&mut self, most: usize) -> Result<Vec<RawRow>, FileProblem> {
        let (mut rows, mut room) = (Vec::new(), MAX_BYTES);
        while !self.ended && rows.len() < most && room > 0 {
            match self.frame().await? {
                Frame::Row(row) => {
                    let row = row.into_owned();
                    room = room.saturating_sub(row.cells.iter().map(|cell| cell.text().len()).sum());
                    rows.push(row);
                }
                Frame::End(report) => {
                    self.ended = true;
                    self.report = report;
                }
                _ => return Err(fault("a frame out of turn")),
            }
        }
        Ok(rows)
    }

    async fn frame(&mut self) -> Result<Frame<'static>, FileProblem> {
        let began = Instant::now();
        let Ok(next) = timeout(self.left, self.frames.next()).await else {
            tracing::warn!("a process that reads a workbook was stopped: it took too long");
            return Err(FileProblem::TooHeavy);
        };
        self.left = self.left.saturating_sub(began.elapsed());
        match next {
            Some(Ok(frame)) => match serde_json::from_slice(&frame) {
                Ok(Frame::Refused(problem)) => Err(problem),
                other => other.map_err(fault),
            },
            Some(Err(error)) => Err(fault(error)),
            None => Err(self.died().await),
        }
    }

    /// Why the process ended before it had told all.
    async fn died(&mut self) -> FileProblem {
        let Ok(Ok(status)) = timeout(GRACE, self.child.wait()).await else {
            return fault("a process that does not end");
        };
        let said = timeout(GRACE, &mut self.said).await.ok().and_then(Result::ok).unwrap_or_default();
        let out_of_memory = said.contains("memory allocation of");
        if out_of_memory || STOPPED_BY_SYSTEM.contains(&status.signal()) {
            tracing::warn!(%status, said, "a process that reads a workbook met its limits");
            return FileProblem::TooHeavy;
        }
        fault(format!("a process that reads a workbook ended with {status}, saying {said:?}"))
    }
}

/// The beginning of what a process says on its way down; the rest is let go, so that it never waits for a reader. It says where it
/// panicked and what it ran out of, and nothing of what stands in the file.
async fn beginning(mut errors: ChildStderr) -> String {
    let mut said = Vec::new();
    // What cannot be read is not said.
    let _ = (&mut errors).take(MAX_SAID).read_to_end(&mut said).await;
    let _ = tokio::io::copy(&mut errors, &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&said).trim().escape_debug().to_string()
}

/// The reader broke down; the log tells why.
fn fault(error: impl Display) -> FileProblem {
    FileProblem::ReaderFault { reference: logged(error) }
}
