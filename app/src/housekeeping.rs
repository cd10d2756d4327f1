//! What is tidied up by itself, when the server starts and once a day after that: what has run out, and what may not stay.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use crate::{
    clock,
    context::AppContext,
    error::AppError,
    imports, jobs,
    mail::outbox,
    rounds,
    session::{
        attempts, links, queries as sessions,
        second_factor::{challenge, step},
        sign_ins::{browsers, record},
    },
};

/// How often.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Tidies up until told to stop.
pub async fn work(context: AppContext, stop: CancellationToken) {
    rounds::every(DAY, &stop, "tidying up", || tidy(&context, clock::now())).await;
}

/// Removes whatever has had its time by now.
pub async fn tidy(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    sessions::forget_ended(&tx, now).await?;
    links::forget_expired(&tx, now).await?;
    attempts::forget_old(&tx, now).await?;
    browsers::forget_old(&tx, now).await?;
    record::forget_old(&tx, now).await?;
    outbox::forget_old(&tx, now).await?;
    jobs::queries::forget_old(&tx, now).await?;
    step::forget_expired(&tx, now).await?;
    challenge::forget_expired(&tx, now).await?;
    tx.commit().await?;
    imports::keeping::tidy(context, now).await
}
