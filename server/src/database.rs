//! Opens the database, SQLite or PostgreSQL, and brings its tables up to date.

use std::{collections::BTreeSet, time::Duration};

use anyhow::{Context, ensure};
use app::{
    context::Db,
    private,
    reader::{Deadline, Reader},
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement,
    sqlx::{self, Connection as _, PgConnection, SqliteConnection, sqlite},
};

use crate::folder;

/// How many connections read at once; two cores have little use for more.
const READERS: u32 = 6;
/// Longest that a query may take of those that pages ask.
const READS_WITHIN: Duration = Duration::from_secs(5);
/// Longest that one statement of the connections that write may take, on SQLite a whole transaction: a chunk of a job on a slow disk.
const WRITES_WITHIN: Duration = Duration::from_secs(300);
/// How many steps of its virtual machine SQLite takes between two looks at the clock: well under a millisecond.
const STEPS: i32 = 10_000;
/// What a reading and the writing connection remember of the file, in KiB. The writer keeps what one chunk of an import touches:
/// otherwise pages of its indexes are written and read again before the chunk is done.
const READ_CACHE: u32 = 2_000;
const WRITE_CACHE: u32 = 12_000;
/// Pages in the write-ahead log before they move to the file. Many rows of an import touch the same page of an index: the fewer
/// times it moves, the better. The log then takes 64 MiB of disk.
const PAGES_IN_LOG: &str = "16000";
/// Older versions of SQLite can damage a write-ahead log that is begun anew.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Opens `url` and runs the migrations that it has not had.
pub async fn open(url: &str) -> anyhow::Result<Db> {
    open_within(url, TimeLimits { reading: READS_WITHIN, writing: WRITES_WITHIN }).await
}

/// The longest that a query of a page may take, and a write.
#[derive(Clone, Copy)]
pub struct TimeLimits {
    pub reading: Duration,
    pub writing: Duration,
}

/// The same with other limits.
pub async fn open_within(url: &str, limits: TimeLimits) -> anyhow::Result<Db> {
    let db = if url.starts_with("sqlite:") { sqlite(url, limits).await? } else { postgres(url, limits).await? };
    let tx = db.begin().await.context("the database cannot be written to")?;
    tx.commit().await?;
    Migrator::up(db.writer(), None).await.context("the tables could not be brought up to date")?;
    app::customers::store::rekey(&db).await.context("the keys of customers could not be brought up to date")?;
    app::portal::log_earlier_access(&db).await.context("the access of earlier versions could not be logged")?;
    app::integrations::forget_mandates_of_links(&db).await.context("mandates could not be taken out of links")?;
    app::templates::forget_own_facts(&db).await.context("facts of customers could not be taken out of templates")?;
    Ok(db)
}

/// Opens a database as it is, with no limit on how long a query takes: for the commands of an operator. Nothing is made, and no
/// table is changed.
pub async fn unlimited(url: &str) -> anyhow::Result<DatabaseConnection> {
    let Some(file) = folder::sqlite_file(url) else { return unlimited_postgres(url).await };
    ensure!(file.exists(), "there is no database {} (KANTOOR_DATA, DATABASE_URL)", file.display());
    sqlite_connection(url, WRITE_CACHE, Deadline::default()).await
}

async fn unlimited_postgres(url: &str) -> anyhow::Result<DatabaseConnection> {
    answers(url).await?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false).acquire_timeout(Duration::from_secs(10));
    Database::connect(options).await.context("PostgreSQL does not answer (DATABASE_URL)")
}

/// The names of the indexes that a new database of SQLite has.
pub async fn new_indexes() -> anyhow::Result<BTreeSet<String>> {
    let db = sqlite_connection("sqlite::memory:", READ_CACHE, Deadline::default()).await?;
    Migrator::up(&db, None).await?;
    let indexes = app::integrity::indexes(&db).await?;
    db.close().await?;
    Ok(indexes)
}

/// The steps that a database has taken, by name.
pub async fn steps_taken(db: &impl ConnectionTrait) -> anyhow::Result<Vec<String>> {
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

async fn sqlite(url: &str, limits: TimeLimits) -> anyhow::Result<Db> {
    // SQLite gives what it puts beside a database the same mode.
    if let Some(file) = folder::sqlite_file(url) {
        private::touch(&file).with_context(|| format!("{} could not be made (DATABASE_URL)", file.display()))?;
    }
    let write_deadline = Deadline::default();
    let write = sqlite_connection(url, WRITE_CACHE, write_deadline.clone()).await?;
    let asked = Statement::from_string(write.get_database_backend(), "SELECT sqlite_version()");
    let version: String = write.query_one_raw(asked).await?.context("SQLite has a version")?.try_get_by_index(0)?;
    ensure_sound(&version)?;
    // The readers open a file that the writer has made.
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let deadline = Deadline::default();
        readers.push((sqlite_connection(url, READ_CACHE, deadline.clone()).await?, deadline));
    }
    Ok(Db::of_sqlite(Reader::of_sqlite(readers, limits.reading), write, write_deadline, limits.writing))
}

/// Refuses a version of SQLite that can damage a database.
fn ensure_sound(version: &str) -> anyhow::Result<()> {
    let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    let sound = parts.len() >= OLDEST_SQLITE.len() && parts.as_slice() >= OLDEST_SQLITE.as_slice();
    ensure!(sound, "SQLite {version} can damage the database: at least 3.51.3 is needed");
    Ok(())
}

/// Asks PostgreSQL once by itself: a pool tries for as long as it waits, and then says only that it waited.
async fn answers(url: &str) -> anyhow::Result<()> {
    let asked = PgConnection::connect(url).await.context("PostgreSQL does not answer (DATABASE_URL)")?;
    Ok(asked.close().await?)
}

async fn postgres(url: &str, limits: TimeLimits) -> anyhow::Result<Db> {
    answers(url).await?;
    let pool = async |limit: Duration| {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(READERS * 2)
            .sqlx_logging(false)
            .acquire_timeout(Duration::from_secs(10))
            .statement_timeout(limit);
        Database::connect(options).await.context("PostgreSQL does not answer (DATABASE_URL)")
    };
    Ok(Db::new(Reader::from(pool(limits.reading).await?), pool(limits.writing).await?))
}

/// Write-ahead logging lets readers go on beside the one writer. Every commit reaches the disk before it is confirmed.
async fn sqlite_connection(url: &str, cache: u32, deadline: Deadline) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .min_connections(1)
        // A file does not hang up: asking each connection first whether it lives would double the way to every row.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(60))
        .idle_timeout(Duration::from_secs(600))
        .map_sqlx_sqlite_pool_opts(move |pool| {
            let deadline = deadline.clone();
            pool.after_connect(move |connection, _| {
                let deadline = deadline.clone();
                Box::pin(async move {
                    connection.lock_handle().await?.set_progress_handler(STEPS, move || deadline.lets_run());
                    Ok(())
                })
            })
            .before_acquire(|connection, _| Box::pin(is_between_transactions(connection)))
        })
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

/// Whether no transaction is open: a connection that has one is given up. A commit that the disk refuses ends the transaction in SQLite but
/// not for sqlx, which would take all that follows for savepoints of it, and keep the file locked when one of them is refused too.
async fn is_between_transactions(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // A transaction that was dropped a moment ago is rolled back first.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_damages_databases_is_refused() {
        for sound in ["3.51.3", "3.51.10", "3.52.0", "4.0.0", "3.51.3.1"] {
            assert!(ensure_sound(sound).is_ok(), "{sound}");
        }
        for unsound in ["3.51.2", "3.50.9", "3.9.3", "2.99.99", "3.51", "", "x"] {
            assert!(ensure_sound(unsound).unwrap_err().to_string().contains("at least 3.51.3"), "{unsound}");
        }
    }
}
