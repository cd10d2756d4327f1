//! How a job says how far it is, and hears that it must stop.

use std::{
    pin::pin,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Duration,
};

use entity::job;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::ReturningClause};
use tokio::time::sleep;
use uuid::Uuid;

use super::claim;
use crate::{clock, context::Db, error::AppError};

/// How often work without steps looks whether somebody asked it to stop.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// Given to a job while it runs.
pub struct Progress {
    db: Db,
    firm_id: Uuid,
    job_id: Uuid,
    worker: Option<i32>,
    /// How far an earlier attempt came.
    before: u64,
    done: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    pub(super) fn new(db: Db, job: &job::Model) -> Self {
        let before = u64::try_from(job.done).unwrap_or_default();
        Self {
            db,
            firm_id: job.firm_id,
            job_id: job.id,
            worker: job.worker,
            before,
            done: AtomicU64::new(before),
            stopped: AtomicBool::new(false),
        }
    }

    /// Writes how far the job is and renews its claim. Answers whether to go on: false when somebody asked it to stop.
    pub async fn step(&self, done: u64, total: u64) -> Result<bool, AppError> {
        let tx = self.db.begin().await?;
        let go_on = self.step_within(&tx, done, total).await?;
        tx.commit().await?;
        Ok(go_on)
    }

    /// The same within a transaction of the job's own, so that the work and the word of it come together.
    pub async fn step_within(&self, tx: &impl ConnectionTrait, done: u64, total: u64) -> Result<bool, AppError> {
        use sea_orm::ActiveValue::{NotSet, Set};
        let here = job::ActiveModel {
            done: Set(i64::try_from(done).unwrap_or(i64::MAX)),
            total: Set(i64::try_from(total).unwrap_or(i64::MAX)),
            lease_until: Set(clock::now() + claim::LEASE),
            // A job that gets further each time is not what ends the server.
            attempts: if done > self.before { Set(1) } else { NotSet },
            ..Default::default()
        };
        let mut write = job::Entity::update_many()
            .set(here)
            .filter(claim::held(self.firm_id, self.job_id, self.worker))
            .into_query();
        write.returning(ReturningClause::Columns(vec![sea_orm::sea_query::IntoColumnRef::into_column_ref(
            job::Column::CancelRequested,
        )]));
        let stop = match tx.query_one(&write).await? {
            Some(row) => row.try_get("", "cancel_requested")?,
            // Another server has it: the database lost sight of this one. Or it was removed with its firm.
            None => true,
        };
        self.done.store(done, Ordering::Relaxed);
        self.stopped.fetch_or(stop, Ordering::Relaxed);
        Ok(!stop)
    }

    /// Does what may take long without a step of its own. None when somebody asked the job to stop meanwhile: the work is dropped
    /// where it stands.
    pub async fn unless_stopped<T>(&self, work: impl Future<Output = T>) -> Result<Option<T>, AppError> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(Some(done)),
                () = sleep(POLL_INTERVAL) => if self.is_asked_to_stop().await? { return Ok(None) },
            }
        }
    }

    async fn is_asked_to_stop(&self) -> Result<bool, AppError> {
        let asked = job::Entity::find()
            .select_only()
            .column(job::Column::CancelRequested)
            .filter(claim::is(self.firm_id, self.job_id));
        // No answer: the job was removed with its firm.
        let stop = asked.into_tuple().one(&self.db.read).await?.unwrap_or(true);
        self.stopped.fetch_or(stop, Ordering::Relaxed);
        Ok(stop)
    }

    /// How far the job is.
    pub(super) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Whether the job was told to stop.
    pub(super) fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
