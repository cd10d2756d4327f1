//! Makes a backup while the server goes on.

use std::{fs::File, io::BufWriter, path::Path, sync::Arc};

use anyhow::{Context, ensure};
use app::{integrity, sealing};
use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    archive::Archive,
    held::Held,
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
    let held = Arc::new(tokio::task::spawn_blocking(move || Held::of(&below)).await??);
    let (holding, key) = (held.clone(), files.with_file_name(sealing::FILE));
    let writer = tokio::task::spawn_blocking(move || write(temporary, &seal, received, &holding, &key));
    let read = read(db, Parts { to: parts, held }).await;
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
pub struct Parts {
    to: mpsc::Sender<(String, Vec<u8>)>,
    held: Arc<Held>,
}

impl Parts {
    /// Hands a part over; waits while the disk is slower than the database.
    pub async fn add(&self, path: String, bytes: Vec<u8>) -> anyhow::Result<()> {
        self.to.send((path, bytes)).await.context("the backup could not be written")
    }

    /// Takes hold of the files: just before the snapshot of the database, for what is removed behind it, and just behind it, for what
    /// came before it.
    pub async fn hold_files(&self) -> anyhow::Result<()> {
        let held = self.held.clone();
        tokio::task::spawn_blocking(move || held.hold()).await?
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

/// Writes what is received, then the files that are held, and the key by which the database's sealed texts are read: a file too many
/// is harmless, one too few is not.
fn write(
    temporary: NamedTempFile,
    seal: &Seal,
    mut parts: mpsc::Receiver<(String, Vec<u8>)>,
    held: &Held,
    key: &Path,
) -> anyhow::Result<(NamedTempFile, u64)> {
    let mut archive = Archive::new(BufWriter::new(temporary), seal)?;
    while let Some((path, bytes)) = parts.blocking_recv() {
        archive.add(&path, &bytes)?;
    }
    let mut count = 0;
    for below in held.listed()? {
        count += u64::from(archive.add_file(&format!("{FILES}/{}", below.display()), &held.folder().join(&below))?);
    }
    if key.exists() {
        archive.add_file(sealing::FILE, key)?;
    }
    let temporary = archive.finish()?.into_inner().map_err(|error| error.into_error())?;
    temporary.as_file().sync_all()?;
    Ok((temporary, count))
}
