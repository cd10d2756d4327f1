//! Work and mails that wait for nothing any more.

use domain::imports::State;
use entity::{import, job, outbox};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::report::{EXAMPLES, Part, Problems};
use crate::{
    error::AppError,
    jobs::{self, JobState},
    mail::{self, MailStatus},
};

/// Looks at jobs, the imports that they work on, and the outbox.
pub(super) async fn check(db: &impl ConnectionTrait) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    let waits = job::Column::State.is_in([JobState::Queued, JobState::Running].map(JobState::key));
    let jobs = job::Entity::find().filter(waits.clone()).count(db).await?;
    let tried = job::Entity::find().filter(waits.clone()).filter(job::Column::Attempts.gt(jobs::ATTEMPTS));
    let ids = tried.select_only().column(job::Column::Id).limit(EXAMPLES as u64).into_tuple().all(db).await?;
    add(&mut problems, "a job was tried as often as it may and waits still", ids);
    let known = JobState::ALL.map(JobState::key);
    let odd = job::Entity::find().filter(job::Column::State.is_not_in(known));
    let ids = odd.select_only().column(job::Column::Id).limit(EXAMPLES as u64).into_tuple().all(db).await?;
    add(&mut problems, "a job is in no state that is known", ids);
    add(&mut problems, "an import waits for a job that is not there", left(db, waits).await?);

    let mails = outbox::Entity::find().filter(outbox::Column::Status.eq(MailStatus::Queued.key())).count(db).await?;
    let tried =
        outbox::Column::Status.eq(MailStatus::Queued.key()).and(outbox::Column::Attempts.gt(mail::MAX_ATTEMPTS));
    let known = outbox::Column::Status.is_in(MailStatus::ALL.map(MailStatus::key));
    let stuck = outbox::Entity::find().filter(tried.or(known.not()));
    let ids = stuck.select_only().column(outbox::Column::Id).limit(EXAMPLES as u64).into_tuple().all(db).await?;
    add(&mut problems, "a mail waits that nobody will send", ids);
    Ok(problems.into_part("waiting", format!("{jobs} jobs and {mails} mails wait")))
}

/// Imports at work whose jobs have all ended. One that failed can be tried again by a person.
async fn left(db: &impl ConnectionTrait, waits: sea_orm::sea_query::SimpleExpr) -> Result<Vec<Uuid>, AppError> {
    let or_failed = waits.or(job::Column::State.is_in([JobState::Failed, JobState::Crashed].map(JobState::key)));
    let at_work = job::Entity::find().select_only().column(job::Column::SubjectId).filter(or_failed).into_query();
    let left = import::Entity::find()
        .filter(import::Column::State.is_in([State::Checking.key(), State::Importing.key()]))
        .filter(import::Column::Id.not_in_subquery(at_work));
    Ok(left.select_only().column(import::Column::Id).limit(EXAMPLES as u64).into_tuple().all(db).await?)
}

fn add(problems: &mut Problems, what: &str, ids: Vec<Uuid>) {
    for id in ids {
        problems.add(what, id.to_string());
    }
}
