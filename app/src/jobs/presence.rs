//! That a server lives, as the others see it that share its PostgreSQL database: a lock that the database takes back when the server
//! ends, however it ends. What a server that is gone was doing is free soon after.

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Utc};
use entity::{job, schedule};
use rand::RngExt;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement,
    sqlx::{self, Connection, PgConnection},
};
use tokio::time::{sleep, timeout};

use super::JobState;
use crate::{
    clock,
    context::{Db, internal},
    error::AppError,
};

/// Stands before a server's own number in its lock: "job" in ASCII.
const CLASS: i32 = 0x006a_6f62;
/// How often a server looks whether its lock holds, and which others are gone. One is gone that two looks in a row do not find: a
/// connection that broke is made again meanwhile.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The servers whose work runs though nobody holds their lock. A claim that names no server lasts until it runs out.
const GONE: &str = "SELECT worker FROM (SELECT worker FROM job WHERE state = 'running' UNION SELECT worker FROM schedule) AS held \
    WHERE worker IS NOT NULL AND NOT EXISTS \
    (SELECT 1 FROM pg_locks AS l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 \
    AND l.classid = $1::integer::oid AND l.objid = held.worker::oid \
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

/// A number for this server among those that share its database; none on SQLite, which has one server.
pub fn number(db: &Db) -> Option<i32> {
    db.is_postgres().then(|| rand::rng().random_range(1..i32::MAX))
}

/// Keeps this server's lock for as long as it is at work under its number.
pub async fn keep<T>(db: &Db, worker: Option<i32>, work: impl Future<Output = T>) {
    match worker {
        None => drop(work.await),
        Some(worker) => tokio::select! {
            _ = work => {}
            () = Presence::of(worker).keep(db) => {}
        },
    }
}

/// This server's lock, and whom it missed at its last look.
pub struct Presence {
    worker: i32,
    lock: Option<PgConnection>,
    missed: BTreeSet<i32>,
}

impl Presence {
    /// Of a server that nobody sees yet.
    pub fn of(worker: i32) -> Self {
        Self { worker, lock: None, missed: BTreeSet::new() }
    }

    /// Looks for as long as it is asked to.
    pub async fn keep(mut self, db: &Db) {
        loop {
            // Logged where it arose; the next look tries again.
            let _ = self.look(db, clock::now()).await;
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Holds the lock, and lets the jobs of servers be claimed that were missed at the last look too.
    pub async fn look(&mut self, db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
        let answers = match &mut self.lock {
            Some(lock) => timeout(PATIENCE, lock.ping()).await.is_ok_and(|pong| pong.is_ok()),
            None => false,
        };
        if !answers {
            self.lock = timeout(PATIENCE, locked(db, self.worker)).await.map_err(internal)??;
        }
        let gone = gone(db).await?;
        let twice: Vec<i32> = gone.intersection(&self.missed).copied().collect();
        self.missed = gone;
        if !twice.is_empty() {
            release(db, twice, now).await?;
        }
        Ok(())
    }
}

async fn gone(db: &Db) -> Result<BTreeSet<i32>, AppError> {
    let ask = Statement::from_sql_and_values(DbBackend::Postgres, GONE, [CLASS.into()]);
    let rows = db.read.query_all_raw(ask).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

async fn release(db: &Db, workers: Vec<i32>, now: DateTime<Utc>) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let free = job::ActiveModel { lease_until: Set(now), worker: Set(None), ..Default::default() };
    let of_them = job::Entity::update_many().set(free).filter(job::Column::Worker.is_in(workers.iter().copied()));
    of_them.filter(job::Column::State.eq(JobState::Running.key())).exec(&tx).await?;
    let free = schedule::ActiveModel { lease_until: Set(now), worker: Set(None), ..Default::default() };
    schedule::Entity::update_many().set(free).filter(schedule::Column::Worker.is_in(workers)).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// A connection that holds the lock. None where an older one of this server still does, which the database has not yet seen break:
/// that one speaks for it.
async fn locked(db: &Db, worker: i32) -> Result<Option<PgConnection>, AppError> {
    let pool = db.writer().get_postgres_connection_pool();
    // A connection of its own: the lock goes with it.
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await.map_err(internal)?;
    let ask = sqlx::query_scalar("SELECT pg_try_advisory_lock($1, $2)").bind(CLASS).bind(worker);
    let taken: bool = ask.fetch_one(&mut connection).await.map_err(internal)?;
    Ok(taken.then_some(connection))
}
