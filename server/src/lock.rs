//! Who has the data: one server on SQLite, any number on PostgreSQL, and nobody beside a restore.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use app::private;
use sea_orm::sqlx::{self, Connection as _, PgConnection};

use crate::{config::Settings, folder};

/// Names the product among the advisory locks of a PostgreSQL database.
const ADVISORY: i64 = 0x006b_616e_746f_6f72;
/// A server that stops gives its lock back within this: a new one started at once waits for it.
const TRIES: u32 = 20;
const BACKOFF: Duration = Duration::from_millis(150);

/// How the data is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To serve: beside other servers where the database is PostgreSQL.
    Serve,
    /// To write all of it.
    Alone,
}

/// Held for as long as it lives; the system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _files: Vec<File>,
    _postgres: Option<PgConnection>,
}

/// Takes the data folder and the database, or says who has them.
pub async fn hold(settings: &Settings, how: Use) -> anyhow::Result<Lock> {
    let url = settings.database_url();
    let file = folder::sqlite_file(&url);
    let shared = file.is_none() && how == Use::Serve;
    let mut files = Vec::new();
    for path in places(&settings.data, file.as_deref()) {
        files.push(take(&path, shared).await?);
    }
    let postgres = if file.is_none() { Some(advisory(&url, shared).await?) } else { None };
    Ok(Lock { _files: files, _postgres: postgres })
}

/// The files that are locked: one in the data folder, and one beside a SQLite file that lies elsewhere.
fn places(data: &Path, sqlite: Option<&Path>) -> Vec<PathBuf> {
    let mut places = vec![data.join("lock")];
    if let Some(file) = sqlite.filter(|file| file.parent() != Some(data)) {
        let mut name = file.as_os_str().to_owned();
        name.push(".lock");
        places.push(name.into());
    }
    places
}

async fn take(path: &Path, shared: bool) -> anyhow::Result<File> {
    let made = private::touch(path).and_then(|()| OpenOptions::new().write(true).open(path));
    let file = made.with_context(|| format!("{} could not be made", path.display()))?;
    for _ in 0..TRIES {
        match if shared { file.try_lock_shared() } else { file.try_lock() } {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(BACKOFF).await,
            Err(TryLockError::Error(error)) => bail!("{} could not be locked: {error}", path.display()),
        }
    }
    bail!("another kantoor is at work on this data ({} is locked): stop it first", path.display())
}

async fn advisory(url: &str, shared: bool) -> anyhow::Result<PgConnection> {
    let mut connection = PgConnection::connect(url).await.context("PostgreSQL does not answer (DATABASE_URL)")?;
    let ask = if shared { "SELECT pg_try_advisory_lock_shared($1)" } else { "SELECT pg_try_advisory_lock($1)" };
    let mut taken = false;
    for _ in 0..TRIES {
        taken = sqlx::query_scalar(ask).bind(ADVISORY).fetch_one(&mut connection).await?;
        if taken {
            break;
        }
        tokio::time::sleep(BACKOFF).await;
    }
    ensure!(taken, "another kantoor is at work on this database (DATABASE_URL): stop it first");
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_elsewhere_is_locked_too() {
        let data = Path::new("data");
        assert_eq!(places(data, Some(Path::new("data/kantoor.db"))), [PathBuf::from("data/lock")]);
        assert_eq!(places(data, None), [PathBuf::from("data/lock")]);
        let elsewhere = places(data, Some(Path::new("/srv/k.db")));
        assert_eq!(elsewhere, [PathBuf::from("data/lock"), PathBuf::from("/srv/k.db.lock")]);
    }

    #[tokio::test]
    async fn what_is_held_is_not_given_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = take(&path, true).await.unwrap();
        let second = take(&path, true).await.unwrap();
        drop((first, second));
        let alone = take(&path, false).await.unwrap();
        let refused = take(&path, true).await.unwrap_err().to_string();
        assert!(refused.contains("another kantoor is at work"), "{refused}");
        drop(alone);
        take(&path, false).await.unwrap();
    }
}
