//! When the disk or the database under the product does not do its work: which fault it is, who is told, and for how long the
//! server says so of itself.

use std::{
    io::{self, ErrorKind},
    sync::Mutex,
    time::{Duration, Instant},
};

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, sqlx};

use crate::error::{AppError, StorageFault};

/// How long after a fault the server still says so, unless something was written since.
const REMEMBERED: Duration = Duration::from_secs(60);

static LAST: Mutex<Option<(Instant, StorageFault)>> = Mutex::new(None);

/// The fault that a database error tells of; none where the statement itself was wrong.
pub fn of_database(error: &DbErr) -> Option<StorageFault> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => of_sqlx(error),
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Some(StorageFault::Busy),
        DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Some(StorageFault::Unreachable),
        _ => None,
    }
}

fn of_sqlx(error: &sqlx::Error) -> Option<StorageFault> {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code()?;
            // SQLite's codes are numbers of which the last byte says which kind; PostgreSQL's have five characters.
            match code.parse::<u32>() {
                Ok(number) if code.len() < 5 => of_sqlite(number & 0xff),
                _ => of_postgres(&code),
            }
        }
        sqlx::Error::Io(error) => Some(of_io(error).unwrap_or(StorageFault::Unreachable)),
        sqlx::Error::PoolTimedOut => Some(StorageFault::Busy),
        sqlx::Error::PoolClosed | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => Some(StorageFault::Unreachable),
        _ => None,
    }
}

/// BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB.
fn of_sqlite(code: u32) -> Option<StorageFault> {
    match code {
        5 | 6 => Some(StorageFault::Busy),
        8 => Some(StorageFault::ReadOnly),
        10 | 11 | 14 | 26 => Some(StorageFault::Broken),
        13 => Some(StorageFault::Full),
        _ => None,
    }
}

fn of_postgres(code: &str) -> Option<StorageFault> {
    match code {
        "53100" => Some(StorageFault::Full),
        "25006" => Some(StorageFault::ReadOnly),
        // Too many connections, and what could not be locked in time.
        "53300" | "55P03" => Some(StorageFault::Busy),
        // Told to stop, starting up, and a connection that broke.
        "57P01" | "57P02" | "57P03" => Some(StorageFault::Unreachable),
        _ if code.starts_with("08") => Some(StorageFault::Unreachable),
        // System errors, and pages that cannot be read.
        _ if code.starts_with("58") || code.starts_with("XX00") && code != "XX000" => Some(StorageFault::Broken),
        _ => None,
    }
}

/// The fault that an error of the disk tells of; none where only this file is meant.
pub fn of_io(error: &io::Error) -> Option<StorageFault> {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Some(StorageFault::Full),
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Some(StorageFault::ReadOnly),
        // EIO has no kind of its own.
        _ if error.raw_os_error() == Some(5) => Some(StorageFault::Broken),
        _ => None,
    }
}

/// Logs a fault, remembers it, and makes what the person is told.
pub fn failed(fault: StorageFault, error: &impl std::error::Error) -> AppError {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    tracing::error!(fault = fault.key(), %error, cause, "the disk or the database does not do its work");
    if fault != StorageFault::Busy
        && let Ok(mut last) = LAST.lock()
    {
        *last = Some((Instant::now(), fault));
    }
    AppError::Storage(fault)
}

/// Something was written: what went wrong before is over.
pub fn works() {
    if let Ok(mut last) = LAST.lock() {
        *last = None;
    }
}

/// What went wrong lately and, as far as is known, still does.
pub fn recent() -> Option<StorageFault> {
    let last = *LAST.lock().ok()?;
    last.filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, fault)| fault)
}

impl From<io::Error> for AppError {
    /// A disk that does not do its work is said so; any other error is logged whole and masked.
    fn from(error: io::Error) -> Self {
        match of_io(&error) {
            Some(fault) => failed(fault, &error),
            None => crate::context::internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_both_engines_are_told_apart() {
        assert_eq!(of_sqlite(778 & 0xff), Some(StorageFault::Broken));
        assert_eq!(of_sqlite(13), Some(StorageFault::Full));
        assert_eq!(of_sqlite(1_032 & 0xff), Some(StorageFault::ReadOnly));
        assert_eq!(of_sqlite(2_067 & 0xff), None, "a record that is there already is no fault of the disk");
        for (code, fault) in [
            ("53100", Some(StorageFault::Full)),
            ("25006", Some(StorageFault::ReadOnly)),
            ("08006", Some(StorageFault::Unreachable)),
            ("57P01", Some(StorageFault::Unreachable)),
            ("58030", Some(StorageFault::Broken)),
            ("XX001", Some(StorageFault::Broken)),
            ("XX000", None),
            ("23505", None),
            ("57014", None),
        ] {
            assert_eq!(of_postgres(code), fault, "{code}");
        }
    }

    #[test]
    fn a_full_disk_is_told_from_a_file_that_is_gone() {
        assert_eq!(of_io(&io::Error::from_raw_os_error(28)), Some(StorageFault::Full));
        assert_eq!(of_io(&io::Error::from_raw_os_error(30)), Some(StorageFault::ReadOnly));
        assert_eq!(of_io(&io::Error::from_raw_os_error(5)), Some(StorageFault::Broken));
        assert_eq!(of_io(&ErrorKind::NotFound.into()), None);
    }
}
