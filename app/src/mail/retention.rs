//! How long a mail is kept that waits no longer.

use chrono::{DateTime, Duration, Utc};
use entity::outbox;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::ExprTrait};
use uuid::Uuid;

use super::{MailStatus, pace};
use crate::{context::AppContext, error::AppError, jobs::ScheduledJob};

const KEPT: Duration = Duration::days(90);

/// Removes the mails that went, failed or were withdrawn long ago: they name people, and nothing is done with them any more.
/// Those of customers that were removed go as soon as nothing counts them.
pub struct ForgetOldMails;

impl ScheduledJob for ForgetOldMails {
    const KEY: &'static str = "forget_old_mails";

    async fn run(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        let counted_no_more =
            outbox::Column::CreatedAt.lt(now - pace::DAY).and(outbox::Column::NextAttemptAt.lt(now - pace::DAY));
        let nameless = outbox::Column::SubjectId.eq(Uuid::nil()).and(counted_no_more);
        let tx = context.db.begin().await?;
        outbox::Entity::delete_many()
            .filter(outbox::Column::Status.ne(MailStatus::Queued.key()))
            .filter(outbox::Column::CreatedAt.lt(now - KEPT).or(nameless))
            .exec(&tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
