//! The process in which a file that somebody uploaded is read. Whatever the file makes of the reader, it is this process that
//! takes too much memory, runs for ever or falls, and not the server.

use std::io::{self, BufWriter};
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use rlimit::Resource;

use domain::imports::Choices;

use crate::{Trust, frames};

/// What the process may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes.
    pub memory: u64,
    /// Time on a processor, in seconds.
    pub cpu: u64,
}

/// Files that it may have open at once: its three pipes, the workbook, and a few that the system opens.
const OPEN_FILES: u64 = 16;
/// How much is written at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// Reads a workbook and tells of it on standard output, as [`frames::tell`] does.
pub fn run(path: &Path, trust: Trust, choices: &Choices, limits: Limits) -> ExitCode {
    confined(limits, || frames::tell(path, trust, choices, &mut BufWriter::with_capacity(CHUNK, io::stdout().lock())))
}

/// Does the one work of this process, within limits. Ends when nobody holds standard input any more.
pub fn confined<E>(limits: Limits, work: impl FnOnce() -> Result<(), E>) -> ExitCode {
    // The message of a panic may hold what stands in the file.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("panic at {}", panic.location().map_or(String::new(), |at| at.to_string()))
    }));
    if let Err(error) = confine(limits) {
        eprintln!("the limits could not be set: {error}");
        return ExitCode::FAILURE;
    }
    // Begun within the limits: what a thread sets aside for itself counts too.
    if let Err(error) = end_with_parent() {
        eprintln!("memory allocation of a thread failed: {error}");
        return ExitCode::FAILURE;
    }
    if work().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Sets the limits of this process, for good.
fn confine(limits: Limits) -> io::Result<()> {
    for (resource, most) in [
        (Resource::AS, limits.memory),
        (Resource::CPU, limits.cpu),
        (Resource::NOFILE, OPEN_FILES),
        // No file is written, a core dump with everybody's data least of all.
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        let (_, before) = resource.get()?;
        let most = most.min(before);
        resource.set(most, most)?;
    }
    Ok(())
}

/// Ends this process when the one that started it has gone, however busy it is here.
fn end_with_parent() -> io::Result<()> {
    let wait = || {
        // The end and a fault of the pipe are the same to us.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        std::process::exit(1);
    };
    thread::Builder::new().stack_size(64 * 1024).spawn(wait).map(drop)
}
