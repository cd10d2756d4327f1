//! What every server function reaches: the database, the files, where the product is found. No reactive value lives here.

use std::{fmt::Display, panic::AssertUnwindSafe, path::PathBuf, sync::Arc, time::Duration};

use futures::FutureExt;
use ipnet::IpNet;
use leptos::prelude::use_context;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    audit::kind::Kinds,
    error::AppError,
    imports,
    jobs::Registry,
    reader::{self, Deadline, Reader},
    sealing::SealingKey,
    storage,
};

/// The database: what reads, with a limit on how long a query takes, and what writes. SQLite has one connection that writes.
#[derive(Clone)]
pub struct Db {
    pub read: Reader,
    write: DatabaseConnection,
    /// Set where the engine keeps no time by itself: until when what is being written may take, and how long that is.
    deadline: Option<(Deadline, Duration)>,
}

impl Db {
    /// Joins a reading and a writing connection to the same database, whose engine keeps the time.
    pub fn new(read: Reader, write: DatabaseConnection) -> Self {
        Self { read, write, deadline: None }
    }

    /// The same on SQLite: no transaction takes longer than this.
    pub fn of_sqlite(read: Reader, write: DatabaseConnection, deadline: Deadline, limit: Duration) -> Self {
        Self { read, write, deadline: Some((deadline, limit)) }
    }

    /// Opens a transaction that may write. On SQLite there is one at a time: hold it briefly. It takes the lock at once: one that
    /// reads first and then finds another process writing fails without waiting.
    pub async fn begin(&self) -> Result<DatabaseTransaction, AppError> {
        let immediate = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() };
        let tx = self.write.begin_with_options(options).await?;
        if let Some((deadline, limit)) = &self.deadline {
            deadline.start(*limit);
        }
        Ok(tx)
    }

    /// The writing connection itself, for migrations: they take as long as they need.
    pub fn writer(&self) -> &DatabaseConnection {
        if let Some((deadline, _)) = &self.deadline {
            deadline.lift();
        }
        &self.write
    }

    /// Has PostgreSQL look how its tables are filled. It looks by itself as well, but up to minutes after many rows came, and until then
    /// it plans as though there were few. SQLite's queries say how they are to be run.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn analyze(&self) -> Result<(), AppError> {
        if self.is_postgres() {
            self.write.execute_unprepared("ANALYZE").await?;
        }
        Ok(())
    }

    /// Whether the full-text index is SQLite's or PostgreSQL's.
    pub fn is_postgres(&self) -> bool {
        self.read.get_database_backend() == DbBackend::Postgres
    }
}

/// The server's own things, one value for the whole process.
#[derive(Clone)]
pub struct AppContext {
    pub db: Db,
    /// Where the product is reached from outside, without a slash at the end: links in mails begin with it.
    pub public_url: Arc<str>,
    /// Whether cookies travel over TLS only.
    pub secure_cookies: bool,
    /// Who is believed about the address that a request comes from.
    pub proxies: Arc<[IpNet]>,
    /// The key of what is sealed.
    pub sealing: Arc<SealingKey>,
    /// Uploaded files are kept below this folder.
    pub files: Arc<PathBuf>,
    /// Reads what is uploaded.
    pub reader: imports::reader::Reader,
    /// What the worker knows to do.
    pub jobs: Arc<Registry>,
    /// The kinds of records of which a customer's history speaks.
    pub kinds: Kinds,
    /// Wakes the worker when a job or a mail was added.
    pub wake: Arc<Notify>,
    /// Cancelled when the server is told to stop: streams that would go on for ever end then.
    pub stop: CancellationToken,
}

impl AppContext {
    /// The context of the request that is being answered.
    ///
    /// # Errors
    /// `Unauthenticated` where whoever asked has left meanwhile: the context goes with the page, and nobody reads the answer.
    pub fn current() -> Result<Self, AppError> {
        use_context().ok_or(AppError::Unauthenticated)
    }
}

impl From<sea_orm::DbErr> for AppError {
    /// A record that exists already is said so, and so is a disk that does not do its work; any other error is logged whole and masked: the person gets a reference.
    fn from(error: sea_orm::DbErr) -> Self {
        if reader::took_too_long(&error) {
            tracing::warn!("a query was stopped: it took too long");
            return Self::TooSlow;
        }
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(constraint)) => Self::Taken(constraint),
            _ => match storage::of_database(&error) {
                Some(fault) => storage::failed(fault, &error),
                None => internal(error),
            },
        }
    }
}

/// Logs what happened and gives the person a reference to it.
pub fn internal(error: impl Display) -> AppError {
    AppError::Internal(logged(error))
}

/// Does a piece of work, and makes an error of a panic in it: a fault in one piece must not end whoever does one after another.
pub(crate) async fn caught<T>(
    what: impl Display,
    work: impl Future<Output = Result<T, AppError>>,
) -> Result<T, AppError> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err(internal(format!("{what} panicked"))))
}

/// Logs what happened, under the reference that it answers.
pub fn logged(error: impl std::fmt::Display) -> String {
    let reference = uuid::Uuid::now_v7().simple().to_string()[20..].to_uppercase();
    tracing::error!(reference, %error, "internal error");
    reference
}
