//! Who has a job: claims, and what is written of a job that is claimed.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entity::job;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    JobState,
    attempt::{ATTEMPTS, Outcome},
};
use crate::{
    context::{Db, logged},
    error::AppError,
};

/// How long a claim holds without being renewed: after a crash another worker goes on when it has passed.
pub(super) const LEASE: Duration = Duration::seconds(30);

/// The arguments of a job that has ended: whom it was about and what was written to them are needed no more.
const NOTHING: &str = "null";

/// How many jobs of one firm run at once, so that a short one of its own does not wait for a long one.
const OF_ONE_FIRM: usize = 2;

/// Takes the job that waits longest: a new one, one whose pause before the next attempt is over, or one whose worker died. Firms
/// for which nothing runs come first, and the last half of the `lanes` is for them alone: nobody's long work keeps another firm
/// waiting. What was tried as often as it may be, and never came to its end, is given up.
pub(super) async fn claim(
    db: &Db,
    now: DateTime<Utc>,
    lanes: usize,
    worker: Option<i32>,
) -> Result<Option<job::Model>, AppError> {
    // Most of the time nothing waits: that is found without the writing connection.
    while next(&db.read, now, lanes).await?.is_some() {
        let tx = db.begin().await?;
        if db.is_postgres() {
            // Each counts what the others have taken. SQLite has one that writes anyway.
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({CLAIMING})")).await?;
        }
        let Some(job) = next(&tx, now, lanes).await? else { return Ok(None) };
        let given_up = job.attempts >= ATTEMPTS;
        let taken = if given_up { crashed(&job, now) } else { running(&job, now, worker) };
        let mut claim = job::Entity::update_many().set(taken).filter(is(job.firm_id, job.id)).into_query();
        claim.returning_all();
        let row = tx.query_one(&claim).await?;
        let job = row.map(|row| job::Model::from_query_result(&row, "")).transpose()?;
        tx.commit().await?;
        if !given_up {
            return Ok(job);
        }
    }
    Ok(None)
}

/// The number of the lock by which PostgreSQL lets one worker claim at a time.
const CLAIMING: i64 = 0x6b61_6e74_6f6f_7231;

fn running(job: &job::Model, now: DateTime<Utc>, worker: Option<i32>) -> job::ActiveModel {
    job::ActiveModel {
        state: Set(JobState::Running.key().into()),
        lease_until: Set(now + LEASE),
        attempts: Set(job.attempts + 1),
        worker: Set(worker),
        ..Default::default()
    }
}

/// Neither done nor failed: each time the process that did it has ended, and might have by the job's own doing.
fn crashed(job: &job::Model, now: DateTime<Utc>) -> job::ActiveModel {
    let error =
        format!("job {} of kind {} is given up: {} times the server ended during it", job.id, job.kind, job.attempts);
    ended(JobState::Crashed, logged(error), now)
}

/// The job to be done next in one of so many lanes, if one may be begun.
async fn next(db: &impl ConnectionTrait, now: DateTime<Utc>, lanes: usize) -> Result<Option<job::Model>, AppError> {
    let due = job::Entity::find().filter(waits_or_runs()).filter(job::Column::LeaseUntil.lte(now));
    let held = job::Entity::find()
        .select_only()
        .column(job::Column::FirmId)
        .filter(waits_or_runs())
        .filter(job::Column::State.eq(JobState::Running.key()))
        .filter(job::Column::LeaseUntil.gt(now));
    let mut busy: HashMap<Uuid, usize> = HashMap::new();
    let firms: Vec<Uuid> = held.into_tuple().all(db).await?;
    for firm_id in &firms {
        *busy.entry(*firm_id).or_default() += 1;
    }
    let most = if firms.len() < lanes / 2 { OF_ONE_FIRM } else { 1 };
    let of_idle = due.clone().filter(job::Column::FirmId.is_not_in(busy.keys().copied()));
    let first = of_idle.order_by_asc(job::Column::LeaseUntil).one(db).await?;
    let full = busy.iter().filter(|(_, jobs)| **jobs >= most).map(|(firm_id, _)| *firm_id);
    match first {
        Some(job) => Ok(Some(job)),
        None => {
            let of_others = due.filter(job::Column::FirmId.is_not_in(full));
            Ok(of_others.order_by_asc(job::Column::LeaseUntil).one(db).await?)
        }
    }
}

pub(super) fn waits_or_runs() -> Expr {
    // Written out, so that the index on these states alone is used.
    Expr::cust("state IN ('queued', 'running')")
}

/// Lets every running job be claimed at once: for the start of a server that shares its database with no other.
pub(super) async fn release_all(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let free = job::ActiveModel { lease_until: Set(now), ..Default::default() };
    let tx = db.begin().await?;
    job::Entity::update_many().set(free).filter(job::Column::State.eq(JobState::Running.key())).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Holds a job for longer.
pub(super) async fn renew(db: &Db, job: &job::Model, now: DateTime<Utc>) -> Result<(), AppError> {
    write(db, job, job::ActiveModel { lease_until: Set(now + LEASE), ..Default::default() }).await
}

/// Writes down what follows from an attempt. `done` is the state of a job that came to its end: somebody may have stopped it.
pub(super) async fn settle(
    db: &Db,
    job: &job::Model,
    outcome: Outcome,
    done: JobState,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let settled = match outcome {
        Outcome::Done => ended(done, String::new(), now),
        Outcome::Failed(error) => ended(JobState::Failed, error, now),
        Outcome::Postponed(at, error) => job::ActiveModel {
            state: Set(JobState::Queued.key().into()),
            lease_until: Set(at),
            error: Set(error),
            ..Default::default()
        },
        Outcome::GivenBack(at) => {
            job::ActiveModel { lease_until: Set(at), attempts: Set(job.attempts - 1), ..Default::default() }
        }
    };
    write(db, job, settled).await
}

fn ended(state: JobState, error: String, now: DateTime<Utc>) -> job::ActiveModel {
    job::ActiveModel {
        state: Set(state.key().into()),
        error: Set(error),
        payload: Set(NOTHING.into()),
        finished_at: Set(Some(now)),
        ..Default::default()
    }
}

/// Writes to a job that is this claim's; one that another server has claimed since is left alone.
async fn write(db: &Db, job: &job::Model, changed: job::ActiveModel) -> Result<(), AppError> {
    let tx = db.begin().await?;
    job::Entity::update_many().set(changed).filter(held(job.firm_id, job.id, job.worker)).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// A job as long as this server has it.
pub(super) fn held(firm_id: Uuid, id: Uuid, worker: Option<i32>) -> Condition {
    is(firm_id, id).add(match worker {
        Some(worker) => job::Column::Worker.eq(worker),
        None => job::Column::Worker.is_null(),
    })
}

pub(super) fn is(firm_id: Uuid, id: Uuid) -> Condition {
    Condition::all().add(job::Column::FirmId.eq(firm_id)).add(job::Column::Id.eq(id))
}
