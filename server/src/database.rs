//! Opens the database, SQLite or PostgreSQL, and brings its tables up to date.

use std::time::Duration;

use anyhow::Context;
use app::{context::Db, private};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection,
    sqlx::{Connection as _, PgConnection, sqlite},
};

use crate::folder;

/// How many connections read at once; two cores have little use for more.
const READERS: u32 = 6;
/// What a reading and the writing connection remember of the file, in KiB. The writer keeps what one chunk of an import touches:
/// otherwise pages of its indexes are written and read again before the chunk is done.
const READ_CACHE: u32 = 2_000;
const WRITE_CACHE: u32 = 12_000;
/// Pages in the write-ahead log before they move to the file. Many rows of an import touch the same page of an index: the fewer
/// times it moves, the better. The log then takes 16 MiB of disk.
const PAGES_IN_LOG: &str = "4000";

/// Opens `url` and runs the migrations that it has not had.
pub async fn open(url: &str) -> anyhow::Result<Db> {
    let db = if url.starts_with("sqlite:") {
        // SQLite gives what it puts beside a database the same mode.
        if let Some(file) = folder::sqlite_file(url) {
            private::touch(&file).with_context(|| format!("{} could not be made (DATABASE_URL)", file.display()))?;
        }
        let write = sqlite_pool(url, 1, WRITE_CACHE).await?;
        // The readers open a file that the writer has made.
        Db::new(sqlite_pool(url, READERS, READ_CACHE).await?, write)
    } else {
        let mut options = ConnectOptions::new(url);
        options.max_connections(READERS * 2).sqlx_logging(false).acquire_timeout(Duration::from_secs(10));
        // Asked once by itself: a pool tries for as long as it waits, and then says only that it waited.
        let asked = PgConnection::connect(url).await.context("PostgreSQL does not answer (DATABASE_URL)")?;
        asked.close().await?;
        let pool = Database::connect(options).await.context("PostgreSQL does not answer (DATABASE_URL)")?;
        Db::new(pool.clone(), pool)
    };
    let tx = db.begin().await.context("the database cannot be written to")?;
    tx.commit().await?;
    Migrator::up(db.writer(), None).await.context("the tables could not be brought up to date")?;
    Ok(db)
}

/// Write-ahead logging lets readers go on beside the one writer. Every commit reaches the disk before it is confirmed.
async fn sqlite_pool(url: &str, connections: u32, cache: u32) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        // A file does not hang up: asking each connection first whether it lives would double the way to every row.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .idle_timeout(Duration::from_secs(600))
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(sqlite::SqliteJournalMode::Wal)
                .synchronous(sqlite::SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", format!("-{cache}"))
                .pragma("wal_autocheckpoint", PAGES_IN_LOG)
                .pragma("temp_store", "memory")
        });
    Database::connect(options).await.with_context(|| format!("{url} could not be opened (DATABASE_URL)"))
}
