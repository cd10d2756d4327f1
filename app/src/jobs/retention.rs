//! How long a job is kept that has ended.

use chrono::{DateTime, Duration, Utc};
use entity::job;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::ScheduledJob;
use crate::{context::AppContext, error::AppError};

const KEPT: Duration = Duration::days(90);

/// Removes the jobs that ended long ago.
pub struct ForgetEndedJobs;

impl ScheduledJob for ForgetEndedJobs {
    const KEY: &'static str = "forget_ended_jobs";

    async fn run(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        let tx = context.db.begin().await?;
        job::Entity::delete_many().filter(job::Column::FinishedAt.lt(now - KEPT)).exec(&tx).await?;
        Ok(tx.commit().await?)
    }
}
