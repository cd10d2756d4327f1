//! The schedule: what the server does by itself, once a period, however many servers share the database. Each job has a row that
//! says when it may be claimed next: the server that moves this on has the run. What a stopped server missed is done once when a
//! server starts again.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::schedule;
use futures::future::join_all;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, sea_query::OnConflict,
};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{
    attempt::{ATTEMPTS, Outcome, attempt},
    claim::LEASE,
    presence,
    registry::Scheduled,
};
use crate::{
    clock,
    context::{AppContext, Db},
    error::AppError,
};

/// How often a server looks whether a job is due. Periods are longer.
const POLL_INTERVAL: Duration = Duration::from_secs(5);

/// Keeps the schedule until told to stop. A run that is under way then is given back.
pub async fn keep(context: AppContext, stop: CancellationToken) {
    if !context.db.is_postgres()
        && let Err(error) = release_all(&context.db, clock::now()).await
    {
        tracing::error!(%error, "runs left by a crash wait until their claim has passed");
    }
    let worker = presence::number(&context.db);
    let jobs = context.jobs.scheduled().map(|job| keep_job(&context, job, worker, &stop));
    presence::keep(&context.db, worker, join_all(jobs)).await;
}

/// Runs a job each time that it is due, until told to stop.
async fn keep_job(context: &AppContext, job: &Scheduled, worker: Option<i32>, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let now = clock::now();
        // An error was logged where it arose, and the next look may succeed.
        if let Ok(Some(claimed)) = claim(&context.db, job, now, worker).await
            && let Err(error) = run(context, job, &claimed, now, stop).await
        {
            tracing::error!(job = job.key, %error, "the end of a run could not be written; it is done again later");
        }
        stop.run_until_cancelled(sleep(POLL_INTERVAL)).await;
    }
}

/// Takes the run that is due, unless another server has it. One that ended the server as often as it may is given up until the next.
async fn claim(
    db: &Db,
    job: &Scheduled,
    now: DateTime<Utc>,
    worker: Option<i32>,
) -> Result<Option<schedule::Model>, AppError> {
    // Most of the time nothing is due: that is found without the writing connection.
    let seen = schedule::Entity::find_by_id(job.key).one(&db.read).await?;
    if seen.is_some_and(|row| !is_due(&row, job, now)) {
        return Ok(None);
    }
    let tx = db.begin().await?;
    let row = locked(&tx, job, now).await?;
    if !is_due(&row, job, now) {
        return Ok(None);
    }
    let given_up = row.attempts >= ATTEMPTS;
    let moved = if given_up {
        tracing::error!(job = job.key, "the server ended during each try: given up until the next run");
        schedule::Model { lease_until: now + job.every, attempts: 0, worker: None, ..row }
    } else {
        schedule::Model { lease_until: now + LEASE, attempts: row.attempts + 1, worker, ..row }
    };
    schedule::Entity::update(moved.clone().into_active_model().reset_all()).exec(&tx).await?;
    tx.commit().await?;
    Ok((!given_up).then_some(moved))
}

/// Whether a job may be claimed. One that waits for more than two periods was put off by a clock that was wrong; the clocks of two
/// servers differ by less.
fn is_due(row: &schedule::Model, job: &Scheduled, now: DateTime<Utc>) -> bool {
    row.lease_until <= now || row.lease_until > now + LEASE + job.every * 2
}

/// The row of a job, which no other server moves on meanwhile. A job that has never run is due.
async fn locked(tx: &DatabaseTransaction, job: &Scheduled, now: DateTime<Utc>) -> Result<schedule::Model, AppError> {
    let first = schedule::Model { job: job.key.to_owned(), lease_until: now, attempts: 0, worker: None };
    let unless_there = OnConflict::column(schedule::Column::Job).do_nothing().to_owned();
    let insert = schedule::Entity::insert(first.clone().into_active_model().reset_all());
    insert.on_conflict(unless_there).exec_without_returning(tx).await?;
    Ok(schedule::Entity::find_by_id(job.key).lock_exclusive().one(tx).await?.unwrap_or(first))
}

/// Does a claimed run once and writes down when the next one is.
async fn run(
    context: &AppContext,
    job: &Scheduled,
    claimed: &schedule::Model,
    began: DateTime<Utc>,
    stop: &CancellationToken,
) -> Result<(), AppError> {
    let renew = || {
        let held = schedule::ActiveModel { lease_until: Set(clock::now() + LEASE), ..Default::default() };
        write(&context.db, claimed, held)
    };
    let work = job.run(context, began);
    let outcome = attempt(format!("scheduled job {}", job.key), claimed.attempts, work, renew, stop).await;
    let (at, attempts) = match outcome {
        Outcome::Done => (began + job.every, 0),
        Outcome::Failed(reference) => {
            tracing::error!(job = job.key, reference, "each try failed: given up until the next run");
            (began + job.every, 0)
        }
        Outcome::Postponed(at, _) => (at, claimed.attempts),
        Outcome::GivenBack(at) => (at, claimed.attempts - 1),
    };
    let next = schedule::ActiveModel {
        lease_until: Set(at),
        attempts: Set(attempts),
        worker: Set(None),
        ..Default::default()
    };
    write(&context.db, claimed, next).await
}

/// Writes to a run that is this claim's; one that another server has claimed since is left alone.
async fn write(db: &Db, claimed: &schedule::Model, changed: schedule::ActiveModel) -> Result<(), AppError> {
    let held = Condition::all()
        .add(schedule::Column::Job.eq(&claimed.job))
        .add(schedule::Column::Attempts.eq(claimed.attempts))
        .add(match claimed.worker {
            Some(worker) => schedule::Column::Worker.eq(worker),
            None => schedule::Column::Worker.is_null(),
        });
    let tx = db.begin().await?;
    schedule::Entity::update_many().set(changed).filter(held).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Lets every run that was begun be claimed at once: for the start of a server that shares its database with no other.
async fn release_all(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let free = schedule::ActiveModel { lease_until: Set(now), ..Default::default() };
    let tx = db.begin().await?;
    schedule::Entity::update_many().set(free).filter(schedule::Column::Attempts.gt(0)).exec(&tx).await?;
    Ok(tx.commit().await?)
}
