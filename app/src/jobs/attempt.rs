//! One attempt at a job, and what follows from how it ended.

use std::{convert::Infallible, time::Duration};

use chrono::{DateTime, Utc};
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

use super::claim::LEASE;
use crate::{
    clock,
    context::{caught, internal},
    error::{AppError, Refusal},
};

/// A job is given up after failing this often.
pub(crate) const ATTEMPTS: i32 = 3;
/// The pause before the next attempt, longer each time.
const BACKOFF: chrono::Duration = chrono::Duration::seconds(2);
/// How long a job waits when the disk or the database does not do its work. It is no attempt of the job's.
const UNTIL_STORAGE_WORKS: chrono::Duration = chrono::Duration::seconds(30);

/// What follows from an attempt.
#[derive(Debug)]
pub(super) enum Outcome {
    Done,
    /// It failed as often as it may; the log tells more under this reference.
    Failed(String),
    /// It is tried again, and not before this moment.
    Postponed(DateTime<Utc>, String),
    /// The server stops, or cannot write: it is done from this moment on, as if this attempt had not been.
    GivenBack(DateTime<Utc>),
}

/// Does a job for the `number`th time, and renews its claim meanwhile.
pub(super) async fn attempt<F>(
    what: String,
    number: i32,
    work: impl Future<Output = Result<(), AppError>>,
    renew: impl Fn() -> F,
    stop: &CancellationToken,
) -> Outcome
where
    F: Future<Output = Result<(), AppError>>,
{
    let ended = tokio::select! {
        ended = caught(&what, work) => ended,
        never = hold(&what, renew) => match never {},
        () = stop.cancelled() => return Outcome::GivenBack(clock::now()),
    };
    match ended {
        Ok(()) => Outcome::Done,
        Err(AppError::Storage(_)) => Outcome::GivenBack(clock::now() + UNTIL_STORAGE_WORKS),
        Err(error) if number < ATTEMPTS && !is_final(&error) => {
            Outcome::Postponed(clock::now() + BACKOFF * number, reference(error))
        }
        Err(error) => Outcome::Failed(reference(error)),
    }
}

/// Renews the claim of a job for as long as it runs, also during a long step.
async fn hold<F>(what: &str, renew: impl Fn() -> F) -> Infallible
where
    F: Future<Output = Result<(), AppError>>,
{
    let mut tick = interval(Duration::from_secs(LEASE.num_seconds().unsigned_abs() / 3));
    tick.tick().await;
    loop {
        tick.tick().await;
        if let Err(error) = renew().await {
            tracing::warn!(%error, "the claim of {what} could not be renewed");
        }
    }
}

/// Whether another attempt would come to the same.
fn is_final(error: &AppError) -> bool {
    *error == AppError::Refused(Refusal::FileUnreadable)
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
