//! The worker: claims jobs and does them, a few beside each other.

use std::time::Duration;

use entity::job;
use futures::future::join_all;
use tokio::{sync::Mutex, time::sleep};
use tokio_util::sync::CancellationToken;

use super::{JobState, Progress, attempt::attempt, claim, presence};
use crate::{
    clock,
    context::{AppContext, internal},
    error::AppError,
};

/// How many jobs run beside each other. Most of the time they wait for the database, or for a process that reads a file.
const LANES: usize = 8;
/// How often the table is looked at when nobody says that there is work: another server may have added it.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// From so many steps on, a job has changed how the tables are filled.
const MANY: u64 = 1_000;
/// The pause while the disk or the database does not do its work, twice as long each time, up to the second of these.
const BACKOFF: [Duration; 2] = [POLL_INTERVAL, Duration::from_secs(60)];

/// Does jobs until told to stop. A job that is being done then is given back, and goes on when a server starts again.
pub async fn work(context: AppContext, stop: CancellationToken) {
    // SQLite has one server: whatever runs in it was left by a crash.
    if !context.db.is_postgres()
        && let Err(error) = claim::release_all(&context.db, clock::now()).await
    {
        tracing::error!(%error, "jobs left by a crash wait until their claim has passed");
    }
    let turn = Mutex::new(());
    let worker = presence::number(&context.db);
    presence::keep(&context.db, worker, join_all((0..LANES).map(|_| lane(&context, &stop, &turn, worker)))).await;
}

async fn lane(context: &AppContext, stop: &CancellationToken, turn: &Mutex<()>, worker: Option<i32>) {
    while let Some(job) = next(context, stop, turn, worker).await {
        if let Err(error) = run(context, &job, stop).await {
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
        match claim::claim(&context.db, clock::now(), LANES, worker).await {
            Ok(Some(job)) => return Some(job),
            Ok(None) => {
                backoff = BACKOFF[0];
                tokio::select! {
                    () = woken => {}
                    () = sleep(POLL_INTERVAL) => {}
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
async fn run(context: &AppContext, job: &job::Model, stop: &CancellationToken) -> Result<(), AppError> {
    let db = &context.db;
    let progress = Progress::new(db.clone(), job);
    let what = format!("job {} of kind {}", job.id, job.kind);
    let renew = || claim::renew(db, job, clock::now());
    let outcome = attempt(what, job.attempts, work_on(context, job, &progress), renew, stop).await;
    let done = if progress.was_stopped() { JobState::Cancelled } else { JobState::Done };
    claim::settle(db, job, outcome, done, clock::now()).await
}

async fn work_on(context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
    let Some(handler) = context.jobs.handler(&job.kind) else {
        return Err(internal(format!("nobody does jobs of kind {}", job.kind)));
    };
    (handler.run)(context, job, progress).await?;
    if progress.done() >= MANY
        && let Err(error) = context.db.analyze().await
    {
        tracing::warn!(job = %job.id, %error, "the database plans by how many rows there were before the job");
    }
    Ok(())
}
