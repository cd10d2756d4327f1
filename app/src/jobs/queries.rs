//! Following and stopping jobs.

use chrono::{DateTime, Utc};
use domain::permissions::Level;
use entity::job;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{JobState, JobView, claim};
use crate::{
    context::AppContext,
    error::AppError,
    session::{Viewer, plain::Sent},
};

/// One job that the viewer sees, if their rights reach that far; any other is not found.
pub async fn one(context: &AppContext, viewer: &Viewer, id: Uuid, level: Level) -> Result<JobView, AppError> {
    let db = &context.db;
    let job = job::Entity::find_by_id((viewer.firm_id, id)).one(&db.read).await?.ok_or(AppError::NotFound)?;
    let handler = context.jobs.handler(&job.kind).ok_or(AppError::NotFound)?;
    if !(handler.visible)(db, viewer, &job).await? {
        return Err(AppError::NotFound);
    }
    if viewer.may(handler.area, level) { Ok(job.into()) } else { Err(AppError::Forbidden) }
}

/// Asks a job to stop. It does after the step that it is in; one that has finished stays as it is.
pub async fn cancel(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<(), AppError> {
    one(context, viewer, id, Level::Edit).await?;
    let tx = context.db.begin().await?;
    let asked = job::ActiveModel { cancel_requested: Set(true), ..Default::default() };
    job::Entity::update_many().set(asked).filter(claim::is(viewer.firm_id, id)).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Asks the job of a plain form to stop, and gives the page that it stands on.
pub async fn cancel_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    cancel(context, &sent.viewer, sent.id("id")?).await?;
    Ok(sent.page().to_owned())
}

/// The latest job of these kinds that works on a record.
pub async fn latest_on(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    subject_id: Uuid,
    kinds: &[&str],
) -> Result<Option<JobView>, AppError> {
    Ok(last_on(firm_id, subject_id, kinds).one(db).await?.map(JobView::from))
}

/// What is known of the work on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// There never was any, or it was forgotten since.
    Unknown,
    /// There is some to do.
    Going,
    /// It ended at this moment.
    Ended(DateTime<Utc>),
}

/// What is known of the last work of these kinds on a record.
pub async fn last_work_on(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    subject_id: Uuid,
    kinds: &[&str],
) -> Result<Work, AppError> {
    let last = last_on(firm_id, subject_id, kinds).one(db).await?;
    Ok(last.map_or(Work::Unknown, |job| job.finished_at.map_or(Work::Going, Work::Ended)))
}

fn last_on(firm_id: Uuid, subject_id: Uuid, kinds: &[&str]) -> sea_orm::Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::FirmId.eq(firm_id))
        .filter(job::Column::SubjectId.eq(subject_id))
        .filter(job::Column::Kind.is_in(kinds.iter().copied()))
        .order_by_desc(job::Column::Id)
}

impl From<job::Model> for JobView {
    fn from(job: job::Model) -> Self {
        Self {
            id: job.id,
            state: JobState::from_key(&job.state),
            done: u64::try_from(job.done).unwrap_or_default(),
            total: u64::try_from(job.total).unwrap_or_default(),
            stopping: job.cancel_requested,
            error: job.error,
        }
    }
}
