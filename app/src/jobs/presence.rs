//! That a server lives, as the others see it that share its PostgreSQL database: a lock that the database takes back when the server
//! ends, however it ends. What a server that is gone was doing is free at once.

use chrono::{DateTime, Utc};
use rand::RngExt;
use sea_orm::{
    ConnectionTrait, DbBackend, Statement,
    sqlx::{self, Connection, PgConnection},
};

use crate::{
    context::{Db, internal},
    error::AppError,
};

/// Stands before a server's own number in its lock: "job" in ASCII.
const CLASS: i32 = 0x006a_6f62;

/// Running jobs whose server holds no lock any more. Those of before servers said who they are wait for the end of their claim.
const ORPHANS: &str = "UPDATE job SET lease_until = $1 WHERE state = 'running' AND lease_until > $1 AND worker IS NOT NULL \
    AND NOT EXISTS (SELECT 1 FROM pg_locks AS l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 \
    AND l.classid = $2::integer::oid AND l.objid = job.worker::oid \
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

/// This server among those that share a database.
pub struct Presence {
    /// Its number.
    pub worker: i32,
    lock: PgConnection,
}

impl Presence {
    /// Takes a number and locks it; none on SQLite, which has one server.
    pub async fn announce(db: &Db) -> Result<Option<Self>, AppError> {
        if !db.is_postgres() {
            return Ok(None);
        }
        let worker = rand::rng().random_range(1..i32::MAX);
        Ok(Some(Self { worker, lock: locked(db, worker).await? }))
    }

    /// Takes the lock again where its connection broke.
    pub async fn keep(&mut self, db: &Db) -> Result<(), AppError> {
        if self.lock.ping().await.is_err() {
            self.lock = locked(db, self.worker).await?;
        }
        Ok(())
    }
}

/// Lets the jobs of servers that are gone be claimed at once.
pub async fn release_orphans(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let release = Statement::from_sql_and_values(DbBackend::Postgres, ORPHANS, [now.into(), CLASS.into()]);
    let tx = db.begin().await?;
    tx.execute_raw(release).await?;
    Ok(tx.commit().await?)
}

async fn locked(db: &Db, worker: i32) -> Result<PgConnection, AppError> {
    let pool = db.writer().get_postgres_connection_pool();
    // A connection of its own: the lock goes with it.
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await.map_err(internal)?;
    sqlx::query("SELECT pg_advisory_lock($1, $2)")
        .bind(CLASS)
        .bind(worker)
        .execute(&mut connection)
        .await
        .map_err(internal)?;
    Ok(connection)
}
