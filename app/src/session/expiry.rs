//! What has run out of all that people get in by, and of what is written about it.

use chrono::{DateTime, Utc};

use super::{
    attempts, links, queries,
    second_factor::{challenge, step},
    sign_ins::{browsers, record},
};
use crate::{context::AppContext, error::AppError, jobs::ScheduledJob};

/// Removes sessions, links and half-finished sign-ins that have run out, and old failures, browsers and lines of the log of sign-ins.
pub struct ForgetExpiredAccess;

impl ScheduledJob for ForgetExpiredAccess {
    const KEY: &'static str = "forget_expired_access";

    async fn run(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        let tx = context.db.begin().await?;
        queries::forget_ended(&tx, now).await?;
        links::forget_expired(&tx, now).await?;
        attempts::forget_old(&tx, now).await?;
        browsers::forget_old(&tx, now).await?;
        record::forget_old(&tx, now).await?;
        step::forget_expired(&tx, now).await?;
        challenge::forget_expired(&tx, now).await?;
        Ok(tx.commit().await?)
    }
}
