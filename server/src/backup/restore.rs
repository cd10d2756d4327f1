//! Restores a backup. Everything is verified before anything is made; what is made has another name until it is whole.

use std::{
    fs::{self, File},
    io::Read,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail, ensure};
use app::{private, sealing};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait};
use tokio::sync::mpsc;

use super::{
    held,
    load::{self, Target},
    manifest::{FILES, Head, table_of},
    reader,
    seal::{Key, KeyArgs},
};
use crate::{config::Settings, database, folder};

/// What the data folder may hold before a restore: the lock, and what a file system makes itself.
const HARMLESS: [&str; 3] = ["lock", held::LOCK, "lost+found"];

/// A backup of which every byte is as it was written.
pub struct Verified {
    path: PathBuf,
    key: Arc<Key>,
    head: Head,
}

/// Reads a backup to its end, and touches nothing.
pub async fn verify(key: KeyArgs, from: &Path) -> anyhow::Result<Verified> {
    let (key, path) = (Arc::new(key.key(reader::wants(from)?)?), from.to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        let head = reader::verify(&path, &key)?;
        anyhow::Ok(Verified { path, key, head })
    });
    verified.await?.context("nothing was touched")
}

impl Verified {
    /// Puts everything that it holds into an empty data folder and database. The caller holds the lock of both.
    pub async fn restore(self, settings: &Settings) -> anyhow::Result<Head> {
        let Self { path, key, head } = self;
        let place = Place::of(settings);
        place.clear()?;
        place.ensure_empty(&settings.data)?;
        let done = match &place.database {
            Some(_) => sqlite(&place, &head, key, path).await,
            None => postgres(settings, &place, &head, key, path).await,
        };
        let Err(error) = done else { return Ok(head) };
        // What went wrong first is what is told.
        match place.clear().and_then(|()| place.take_back()) {
            Ok(()) => Err(error),
            Err(left) => Err(error.context(format!("what was made could not be removed ({left})"))),
        }
    }
}

/// Where things come, and where they are made.
struct Place {
    files: PathBuf,
    making_files: PathBuf,
    /// The key of what is sealed in the database.
    key: PathBuf,
    /// The file of SQLite; none on PostgreSQL.
    database: Option<PathBuf>,
}

impl Place {
    fn of(settings: &Settings) -> Self {
        Self {
            files: settings.data.join("files"),
            making_files: settings.data.join("files.restoring"),
            key: settings.data.join(sealing::FILE),
            database: folder::sqlite_file(&settings.database_url()),
        }
    }

    fn making_key(&self) -> PathBuf {
        with(&self.key, ".restoring")
    }

    fn making_database(&self) -> Option<PathBuf> {
        self.database.as_deref().map(|file| with(file, ".restoring"))
    }

    /// Removes what a restore left that did not come to its end.
    fn clear(&self) -> anyhow::Result<()> {
        if self.making_files.exists() {
            fs::remove_dir_all(&self.making_files)?;
        }
        if self.making_key().exists() {
            fs::remove_file(self.making_key())?;
        }
        if let Some(making) = self.making_database() {
            for left in folder::beside(&making).into_iter().chain([making]) {
                if left.exists() {
                    fs::remove_file(left)?;
                }
            }
        }
        Ok(())
    }

    fn ensure_empty(&self, data: &Path) -> anyhow::Result<()> {
        for entry in fs::read_dir(data)? {
            let name = entry?.file_name();
            let harmless = HARMLESS.iter().any(|harmless| name == *harmless);
            ensure!(
                harmless,
                "folder {} (KANTOOR_DATA) is not empty: it holds {}. Move it away, and restore into an empty one",
                data.display(),
                name.to_string_lossy()
            );
        }
        if let Some(database) = &self.database {
            // SQLite would take the changes in a log of another database into the one that is restored.
            for file in [database.clone()].into_iter().chain(folder::beside(database)) {
                ensure!(!file.exists(), "{} (DATABASE_URL) is there already: move it away", file.display());
            }
        }
        Ok(())
    }

    /// Gives the files and the key their names. What the backup did not hold is not there.
    fn place_files(&self) -> anyhow::Result<()> {
        if self.making_key().exists() {
            fs::rename(self.making_key(), &self.key)?;
        }
        if self.making_files.exists() {
            fs::rename(&self.making_files, &self.files)?;
        }
        Ok(())
    }

    /// Removes what was given its name by a restore that failed all the same. Nothing was there before.
    fn take_back(&self) -> anyhow::Result<()> {
        if self.files.exists() {
            fs::remove_dir_all(&self.files)?;
        }
        for file in self.database.iter().chain([&self.key]) {
            if file.exists() {
                fs::remove_file(file)?;
            }
        }
        Ok(())
    }
}

async fn sqlite(place: &Place, head: &Head, key: Arc<Key>, path: PathBuf) -> anyhow::Result<()> {
    let (Some(made), Some(named)) = (place.making_database(), &place.database) else {
        bail!("no file to restore into")
    };
    private::touch(&made)?;
    let db = database::unlimited(&format!("sqlite://{}", made.display())).await?;
    Migrator::up(&db, Some(load::steps(head)?)).await?;
    // The file has no name yet that anybody opens: each part may be a transaction.
    fill(&db, head, place, key, path).await?;
    Migrator::up(&db, None).await.context("the tables could not be brought up to date")?;
    load::complete(&db).await?;
    closed(db).await?;
    File::open(&made)?.sync_all()?;
    place.place_files()?;
    fs::rename(&made, named)?;
    let parent = named.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(parent)?.sync_all()?)
}

/// Moves everything out of the write-ahead log into the file.
async fn closed(db: DatabaseConnection) -> anyhow::Result<()> {
    db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(db.close().await?)
}

async fn postgres(settings: &Settings, place: &Place, head: &Head, key: Arc<Key>, path: PathBuf) -> anyhow::Result<()> {
    let db = database::unlimited(&settings.database_url()).await?;
    let tx = db.begin().await?;
    ensure_no_tables(&tx).await?;
    Migrator::up(&tx, Some(load::steps(head)?)).await?;
    fill(&tx, head, place, key, path).await?;
    Migrator::up(&tx, None).await.context("the tables could not be brought up to date")?;
    load::complete(&tx).await?;
    place.place_files()?;
    match tx.commit().await {
        // It may have been done, and the answer lost.
        Err(_) if has_tables(settings).await => Ok(()),
        done => Ok(done?),
    }
}

/// Whether the tables are there, as another connection sees it.
async fn has_tables(settings: &Settings) -> bool {
    match database::unlimited(&settings.database_url()).await {
        Ok(db) => database::steps_taken(&db).await.is_ok(),
        Err(_) => false,
    }
}

async fn ensure_no_tables(tx: &DatabaseTransaction) -> anyhow::Result<()> {
    let sql = "SELECT count(*) AS tables FROM information_schema.tables \
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
    let row = tx.query_one_raw(Statement::from_string(tx.get_database_backend(), sql)).await?;
    let tables: i64 = row.context("PostgreSQL says nothing")?.try_get("", "tables")?;
    ensure!(
        tables == 0,
        "the database (DATABASE_URL) holds {tables} tables already: restore into a new one (createdb)"
    );
    Ok(())
}

/// Puts in rows and files. A thread of its own reads them.
async fn fill(
    db: &impl ConnectionTrait,
    head: &Head,
    place: &Place,
    key: Arc<Key>,
    path: PathBuf,
) -> anyhow::Result<()> {
    let target = Target::prepared(db, head).await?;
    let (send, mut parts) = mpsc::channel::<(String, Vec<u8>)>(2);
    let (files, sealing_key) = (place.making_files.clone(), place.making_key());
    let reading = tokio::task::spawn_blocking(move || {
        reader::each(&path, &key, |name, bytes| {
            if let Some(table) = table_of(name) {
                let mut rows = Vec::new();
                bytes.read_to_end(&mut rows)?;
                send.blocking_send((table.to_owned(), rows)).context("the rows before could not be put in")
            } else if let Ok(file) = Path::new(name).strip_prefix(FILES) {
                put_file(&files, file, bytes)
            } else if name == sealing::FILE {
                let mut file = private::file(&sealing_key)?;
                std::io::copy(bytes, &mut file)?;
                Ok(file.sync_all()?)
            } else {
                Ok(())
            }
        })
    });
    let mut failed = None;
    while let Some((table, rows)) = parts.recv().await {
        if let Err(error) = target.put(db, &table, &rows).await {
            failed = Some(error);
            break;
        }
    }
    drop(parts);
    let read = reading.await?;
    failed.map_or(read, Err)
}

/// Writes a file below a folder, never beside it.
fn put_file(folder: &Path, name: &Path, bytes: &mut dyn Read) -> anyhow::Result<()> {
    let below = name.components().all(|part| matches!(part, Component::Normal(_)));
    ensure!(below, "the backup holds a file that would lie elsewhere: {}", name.display());
    let path = folder.join(name);
    private::folder(path.parent().unwrap_or(folder))?;
    let mut file = private::file(&path)?;
    std::io::copy(bytes, &mut file)?;
    Ok(file.sync_all()?)
}

fn with(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_of_a_restore_that_fails_at_its_end() {
        let data = tempfile::tempdir().unwrap();
        let at = |name: &str| data.path().join(name);
        let database = Some(at("kantoor.db"));
        let place = Place { files: at("files"), making_files: at("making"), key: at("sealing.key"), database };
        put_file(&place.making_files, Path::new("imports/a.xlsx"), &mut "x".as_bytes()).unwrap();
        fs::write(place.making_key(), "key").unwrap();
        place.place_files().unwrap();
        assert!(at("files/imports/a.xlsx").exists() && at("sealing.key").exists());
        fs::write(at("kantoor.db"), "rows").unwrap();
        place.take_back().unwrap();
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    }

    #[test]
    fn no_file_is_put_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["../out", "/etc/out", "a/../../out"] {
            let put = put_file(&folder.path().join("files"), Path::new(name), &mut "x".as_bytes());
            assert!(put.unwrap_err().to_string().contains("elsewhere"), "{name}");
        }
        put_file(folder.path(), Path::new("imports/a.xlsx"), &mut "x".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("imports/a.xlsx")).unwrap(), "x");
    }
}
