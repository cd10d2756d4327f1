//! The worker: claims jobs and does them, a few beside each other.

use std::{convert::Infallible, time::Duration};

use entity::job;
use tokio::{
    sync::Mutex,
    time::{interval, sleep},
};
use tokio_util::sync::CancellationToken;

use super::{
    JobState, Kind, Progress,
    presence::{self, Presence},
    queries,
};
use crate::{
    clock,
    context::{AppContext, caught, internal},
    error::{AppError, Refusal},
    imports, invitations,
};

/// How many jobs run beside each other. Most of the time they wait for the database, or for a process that reads a file.
const LANES: usize = 8;
/// How often the table is looked at when nobody says that there is work: another server may have added it.
const LOOK: Duration = Duration::from_secs(1);
/// The pause before the next attempt, longer each time.
const PAUSE: chrono::Duration = chrono::Duration::seconds(2);
/// The pause while the disk or the database does not do its work, twice as long each time, up to the second of these.
const BACKOFF: [Duration; 2] = [LOOK, Duration::from_secs(60)];
/// How long a job waits that could not go on because of that. It is no attempt of the job's.
const UNTIL_STORAGE_WORKS: chrono::Duration = chrono::Duration::seconds(30);

/// Does jobs until told to stop. A job that is being done then is given back, and goes on when a server starts again.
pub async fn work(context: AppContext, stop: CancellationToken) {
    // SQLite has one server: whatever runs in it was left by a crash.
    if !context.db.is_postgres()
        && let Err(error) = queries::release_all(&context.db, clock::now()).await
    {
        tracing::error!(%error, "jobs left by a crash wait until their claim has passed");
    }
    let turn = Mutex::new(());
    let worker = presence::number(&context.db);
    let lanes = futures::future::join_all((0..LANES).map(|_| lane(&context, &stop, &turn, worker)));
    match worker {
        None => drop(lanes.await),
        Some(worker) => tokio::select! {
            _ = lanes => {}
            () = Presence::of(worker).keep(&context.db) => {}
        },
    }
}

async fn lane(context: &AppContext, stop: &CancellationToken, turn: &Mutex<()>, worker: Option<i32>) {
    while let Some(job) = next(context, stop, turn, worker).await {
        if let Err(error) = attempt(context, &job, stop).await {
            tracing::error!(job = %job.id, %error, "the end of a job could not be written; it is done again later");
        }
    }
}

/// Waits for a job, or until told to stop. One lane looks at a time: the others would only ask the same.
async fn next(
    context: &AppContext,
    stop: &CancellationToken,
    turn: &Mutex<()>,
    worker: Option<i32>,
) -> Option<job::Model> {
    let _turn = turn.lock().await;
    let [mut backoff, longest] = BACKOFF;
    while !stop.is_cancelled() {
        // Listening begins before looking, so that a job added in between is not slept through.
        let woken = context.wake.notified();
        match queries::claim(&context.db, clock::now(), LANES, worker).await {
            Ok(Some(job)) => return Some(job),
            Ok(None) => {
                backoff = BACKOFF[0];
                tokio::select! {
                    () = woken => {}
                    () = sleep(LOOK) => {}
                    () = stop.cancelled() => {}
                }
            }
            // Logged where it arose. Nobody wakes a worker that cannot write.
            Err(_) => {
                stop.run_until_cancelled(sleep(backoff)).await;
                backoff = longest.min(backoff * 2);
            }
        }
    }
    None
}

/// Does a job once and writes down how it ended.
async fn attempt(context: &AppContext, job: &job::Model, stop: &CancellationToken) -> Result<(), AppError> {
    let progress = Progress::new(context.db.clone(), job);
    let outcome = tokio::select! {
        outcome = caught(format!("job {} of kind {}", job.id, job.kind), run(context, job, &progress)) => outcome,
        never = hold(context, job) => match never {},
        () = stop.cancelled() => return queries::give_back(&context.db, job, clock::now()).await,
    };
    match outcome {
        Ok(()) if progress.was_stopped() => queries::finish(&context.db, job, JobState::Cancelled, String::new()).await,
        Ok(()) => queries::finish(&context.db, job, JobState::Done, String::new()).await,
        Err(AppError::Storage(_)) => queries::give_back(&context.db, job, clock::now() + UNTIL_STORAGE_WORKS).await,
        Err(error) if job.attempts < queries::ATTEMPTS && !is_final(&error) => {
            queries::postpone(&context.db, job, clock::now() + PAUSE * job.attempts, reference(error)).await
        }
        Err(error) => queries::finish(&context.db, job, JobState::Failed, reference(error)).await,
    }
}

async fn run(context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
    match Kind::from_key(&job.kind) {
        Some(Kind::CheckImport) => imports::check::run(context, job, progress).await,
        Some(Kind::RunImport) => imports::run::run(context, job, progress).await,
        Some(Kind::InviteCustomers) => invitations::bulk::run(context, job, progress).await,
        None => Err(internal(format!("nobody does jobs of kind {}", job.kind))),
    }
}

/// Whether another attempt would come to the same.
fn is_final(error: &AppError) -> bool {
    *error == AppError::Refused(Refusal::FileUnreadable)
}

/// Renews the claim of a job for as long as it runs, also during a long step.
async fn hold(context: &AppContext, job: &job::Model) -> Infallible {
    let mut tick = interval(Duration::from_secs(queries::LEASE.num_seconds().unsigned_abs() / 3));
    tick.tick().await;
    loop {
        tick.tick().await;
        if let Err(error) = queries::renew(&context.db, job, clock::now()).await {
            tracing::warn!(job = %job.id, %error, "the claim of a job could not be renewed");
        }
    }
}

/// The reference by which the log tells more.
fn reference(error: AppError) -> String {
    match error {
        AppError::Internal(reference) => reference,
        other => match internal(other) {
            AppError::Internal(reference) => reference,
            _ => String::new(),
        },
    }
}
