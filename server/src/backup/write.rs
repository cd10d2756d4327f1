//! Makes a backup while the server goes on.

use std::{
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use app::{integrity, sealing};
use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    archive::Archive,
    manifest::{FILES, FORMAT, HEAD, Head, TableHead},
    rows,
    seal::Seal,
};
use crate::database;

/// What was made.
#[derive(Debug)]
pub struct Made {
    pub bytes: u64,
    pub files: u64,
    /// Imports that somebody can go on with, and whose file was not there.
    pub without_file: Vec<Uuid>,
}

/// Writes a database and its uploaded files into a new file. Until that is whole and on the disk it has another name; a file that is
/// there already is left alone.
pub async fn backup(db: &DatabaseConnection, files: &Path, seal: Seal, to: &Path) -> anyhow::Result<Made> {
    ensure!(!to.exists(), "{} is there already: a backup overwrites nothing", to.display());
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new().prefix(".kantoor-backup-").tempfile_in(folder);
    let temporary = temporary.with_context(|| format!("{} cannot be written to", folder.display()))?;
    let (parts, received) = mpsc::channel(2);
    let below = files.to_owned();
    let writer = tokio::task::spawn_blocking(move || write(temporary, &seal, received, &below));
    let read = read(db, Parts(parts)).await;
    let (temporary, count) = match (writer.await?, read) {
        (Err(error), _) => return Err(error.context(format!("{} could not be written", to.display()))),
        (_, Err(error)) => return Err(error),
        (Ok(written), Ok(())) => written,
    };
    let without_file = without_file(db, files).await?;
    let file = temporary.persist_noclobber(to).with_context(|| format!("{} could not be made", to.display()))?;
    let bytes = file.metadata()?.len();
    File::open(folder)?.sync_all()?;
    Ok(Made { bytes, files: count, without_file })
}

/// The imports that have lost their file. Tables of another version are backed up, and not looked into.
async fn without_file(db: &DatabaseConnection, files: &Path) -> anyhow::Result<Vec<Uuid>> {
    let pending = Migrator::get_pending_migrations_read_only(db).await;
    if pending.is_ok_and(|pending| pending.is_empty()) {
        Ok(integrity::missing_files(db, files).await?)
    } else {
        Ok(Vec::new())
    }
}

/// Where the parts of the database go: a thread of its own compresses and writes them.
pub struct Parts(mpsc::Sender<(String, Vec<u8>)>);

impl Parts {
    /// Hands a part over; waits while the disk is slower than the database.
    pub async fn add(&self, path: String, bytes: Vec<u8>) -> anyhow::Result<()> {
        self.0.send((path, bytes)).await.context("the backup could not be written")
    }

    /// The database is seen as it is now, whatever is written from here on.
    pub fn snapshot_taken(&self) {
        tracing::debug!("the snapshot of the backup is taken");
    }
}

async fn read(db: &DatabaseConnection, parts: Parts) -> anyhow::Result<()> {
    let tables = integrity::schema::tables_in_order(db).await?;
    let applied = database::steps_taken(db).await.context("the database holds no tables of kantoor")?;
    let columns = |table: &integrity::schema::Table| table.columns.iter().map(|column| column.name.clone()).collect();
    let head = Head {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: chrono::Utc::now(),
        migrations: applied,
        tables: tables.iter().map(|table| TableHead { name: table.name.clone(), columns: columns(table) }).collect(),
    };
    parts.add(HEAD.to_owned(), serde_json::to_vec(&head)?).await?;
    rows::send(db, &tables, &parts).await
}

/// Writes what is received, then the files: one too many is harmless, one too few is not.
fn write(
    temporary: NamedTempFile,
    seal: &Seal,
    mut parts: mpsc::Receiver<(String, Vec<u8>)>,
    files: &Path,
) -> anyhow::Result<(NamedTempFile, u64)> {
    let mut archive = Archive::new(BufWriter::new(temporary), seal)?;
    while let Some((path, bytes)) = parts.blocking_recv() {
        archive.add(&path, &bytes)?;
    }
    let mut count = 0;
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for (path, is_folder) in entries(&files.join(&folder))? {
            let below = folder.join(path);
            if is_folder {
                folders.push(below);
            } else if archive.add_file(&format!("{FILES}/{}", below.display()), &files.join(&below))? {
                count += 1;
            }
        }
    }
    // The key by which the database's sealed texts are read lies beside the files.
    let key = files.with_file_name(sealing::FILE);
    if key.exists() {
        archive.add_file(sealing::FILE, &key)?;
    }
    let temporary = archive.finish()?.into_inner().map_err(|error| error.into_error())?;
    temporary.as_file().sync_all()?;
    Ok((temporary, count))
}

/// Files and folders by name, sorted; nothing where the folder was not made yet. What is neither is no upload.
fn entries(folder: &Path) -> anyhow::Result<Vec<(PathBuf, bool)>> {
    let listed = match folder.read_dir() {
        Ok(listed) => listed,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("{} could not be read", folder.display())),
    };
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() || kind.is_file() {
            found.push((entry.file_name().into(), kind.is_dir()));
        }
    }
    found.sort();
    Ok(found)
}
