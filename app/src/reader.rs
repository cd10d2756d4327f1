//! The connections that read, and how long one query on them may take.
//!
//! PostgreSQL ends a statement by its own `statement_timeout`. SQLite asks a handler of ours while a query runs: each connection
//! has its own deadline, so it is a pool of one, and the reader hands them out.

use std::{
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    error::{ConnAcquireErr, RuntimeErr},
    prelude::async_trait::async_trait,
    sqlx,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Longest that a page waits for one of the connections, beyond what the queries before it may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// When the running query of a connection is stopped, in microseconds since the first look at the clock.
#[derive(Clone, Debug)]
pub struct Deadline(Arc<AtomicU64>);

static START: LazyLock<Instant> = LazyLock::new(Instant::now);
const NEVER: u64 = u64::MAX;

impl Default for Deadline {
    fn default() -> Self {
        Self(Arc::new(AtomicU64::new(NEVER)))
    }
}

impl Deadline {
    /// Whether a query may go on: asked by SQLite every few thousand steps.
    pub fn lets_run(&self) -> bool {
        let deadline = self.0.load(Ordering::Relaxed);
        deadline == NEVER || now() < deadline
    }

    /// Lets what begins now take this long.
    pub fn start(&self, limit: Duration) {
        self.set(now() + limit.as_micros() as u64);
    }

    /// Lets what begins now take as long as it needs.
    pub fn lift(&self) {
        self.set(NEVER);
    }

    fn set(&self, deadline: u64) {
        self.0.store(deadline, Ordering::Relaxed);
    }
}

fn now() -> u64 {
    START.elapsed().as_micros() as u64
}

/// One connection of SQLite, with its deadline.
struct Slot {
    connection: DatabaseConnection,
    deadline: Deadline,
}

struct Slots {
    all: Vec<Slot>,
    free: Mutex<Vec<usize>>,
    turns: Arc<Semaphore>,
    limit: Duration,
}

impl Slots {
    async fn wait(&self) -> Result<OwnedSemaphorePermit, DbErr> {
        let permit = tokio::time::timeout(self.limit + PATIENCE, self.turns.clone().acquire_owned());
        let permit = permit.await.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        permit.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))
    }
}

/// Reads the database: no query takes longer than its limit.
#[derive(Clone)]
pub struct Reader(Kind);

#[derive(Clone)]
enum Kind {
    /// The engine keeps the time.
    Pool(DatabaseConnection),
    Slots(Arc<Slots>),
}

impl From<DatabaseConnection> for Reader {
    /// A pool whose connections keep the time by themselves.
    fn from(pool: DatabaseConnection) -> Self {
        Self(Kind::Pool(pool))
    }
}

impl Reader {
    /// Pools of one connection of SQLite, each with the deadline that its progress handler looks at.
    pub fn of_sqlite(connections: Vec<(DatabaseConnection, Deadline)>, limit: Duration) -> Self {
        let all: Vec<Slot> =
            connections.into_iter().map(|(connection, deadline)| Slot { connection, deadline }).collect();
        let free = Mutex::new((0..all.len()).collect());
        let turns = Arc::new(Semaphore::new(all.len()));
        Self(Kind::Slots(Arc::new(Slots { all, free, turns, limit })))
    }

    async fn turn(&self) -> Result<Turn, DbErr> {
        let slots = match &self.0 {
            Kind::Pool(pool) => return Ok(Turn::Pool(pool.clone())),
            Kind::Slots(slots) => slots.clone(),
        };
        let permit = match slots.turns.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => slots.wait().await?,
        };
        let index = slots.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let index = index.ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        slots.all[index].deadline.start(slots.limit);
        Ok(Turn::Slot(Held { slots, index, permit: Some(permit), done: false }))
    }
}

/// A connection for one query.
enum Turn {
    Pool(DatabaseConnection),
    Slot(Held),
}

struct Held {
    slots: Arc<Slots>,
    index: usize,
    permit: Option<OwnedSemaphorePermit>,
    done: bool,
}

impl Turn {
    fn connection(&self) -> &DatabaseConnection {
        match self {
            Self::Pool(pool) => pool,
            Self::Slot(held) => &held.slots.all[held.index].connection,
        }
    }

    fn done<T>(mut self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Self::Slot(held) = &mut self {
            held.done = true;
        }
        result
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let (slots, index, permit) = (self.slots.clone(), self.index, self.permit.take());
        let give_back = move |slots: Arc<Slots>| {
            slots.all[index].deadline.lift();
            slots.free.lock().unwrap_or_else(PoisonError::into_inner).push(index);
            drop(permit);
        };
        if self.done {
            return give_back(slots);
        }
        // Nobody waits for the answer any more. The query is stopped, and the connection given back when it has noticed.
        slots.all[index].deadline.set(0);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let _ = slots.all[index].connection.ping().await;
                give_back(slots);
            });
        }
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Kind::Pool(pool) => pool.get_database_backend(),
            Kind::Slots(_) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let turn = self.turn().await?;
        let result = turn.connection().execute_raw(statement).await;
        turn.done(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let turn = self.turn().await?;
        let result = turn.connection().execute_unprepared(sql).await;
        turn.done(result)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let turn = self.turn().await?;
        let result = turn.connection().query_one_raw(statement).await;
        turn.done(result)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let turn = self.turn().await?;
        let result = turn.connection().query_all_raw(statement).await;
        turn.done(result)
    }
}

/// Whether a query was stopped because it took too long.
pub fn took_too_long(error: &DbErr) -> bool {
    let (DbErr::Query(RuntimeErr::SqlxError(error)) | DbErr::Exec(RuntimeErr::SqlxError(error))) = error else {
        return false;
    };
    // SQLITE_INTERRUPT, and PostgreSQL's query_canceled.
    let code = match &**error {
        sqlx::Error::Database(error) => error.code(),
        _ => None,
    };
    matches!(code.as_deref(), Some("9" | "57014"))
}
