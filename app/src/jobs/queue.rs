//! Adding jobs, and changing or stopping those that have not ended.

use entity::job;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{Job, JobState, claim};
use crate::{clock, context::internal, error::AppError};

/// How many jobs of one colleague may wait or run. Whoever has more is asked to wait, in seconds.
const OF_ONE_OWNER: u64 = 25;
const WAIT: u32 = 60;

/// A job to be done.
pub struct NewJob<T> {
    /// The firm whose work it is.
    pub firm_id: Uuid,
    /// The record it works on.
    pub subject_id: Uuid,
    /// The colleague who starts it.
    pub owner_id: Uuid,
    /// Its arguments.
    pub job: T,
}

/// Adds a job. Whoever commits it says so by `context.wake.notify_waiters()`, or the worker finds it a second later.
pub async fn queue<T: Job>(db: &impl ConnectionTrait, new: NewJob<T>) -> Result<Uuid, AppError> {
    if job::Entity::find().filter(open_of(new.firm_id, new.owner_id)).count(db).await? >= OF_ONE_OWNER {
        return Err(AppError::TooOften(WAIT));
    }
    let (id, now) = (Uuid::now_v7(), clock::now());
    let row = job::ActiveModel {
        firm_id: Set(new.firm_id),
        id: Set(id),
        kind: Set(T::KEY.to_owned()),
        subject_id: Set(new.subject_id),
        owner_id: Set(new.owner_id),
        payload: Set(written(&new.job)?),
        state: Set(JobState::Queued.key().to_owned()),
        done: Set(0),
        total: Set(0),
        cancel_requested: Set(false),
        lease_until: Set(now),
        attempts: Set(0),
        worker: Set(None),
        error: Set(String::new()),
        created_at: Set(now),
        finished_at: Set(None),
    };
    job::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// The jobs of this kind that have not ended and name a record in their arguments, held until the transaction ends.
pub async fn naming<T: Job>(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    record_id: Uuid,
) -> Result<Vec<(Uuid, T)>, AppError> {
    let jobs = job::Entity::find()
        .filter(job::Column::FirmId.eq(firm_id))
        .filter(claim::waits_or_runs())
        .filter(job::Column::Kind.eq(T::KEY))
        .filter(job::Column::Payload.contains(record_id.to_string()))
        .order_by_asc(job::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    jobs.into_iter().map(|job| Ok((job.id, serde_json::from_str(&job.payload).map_err(internal)?))).collect()
}

/// Gives a job that is held other arguments.
pub async fn rewrite<T: Job>(tx: &DatabaseTransaction, firm_id: Uuid, id: Uuid, job: &T) -> Result<(), AppError> {
    let rewritten = job::ActiveModel { payload: Set(written(job)?), ..Default::default() };
    job::Entity::update_many().set(rewritten).filter(claim::is(firm_id, id)).exec(tx).await?;
    Ok(())
}

/// Asks the jobs of a colleague to stop.
pub async fn cancel_of(db: &impl ConnectionTrait, firm_id: Uuid, owner_id: Uuid) -> Result<(), AppError> {
    job::Entity::update_many()
        .col_expr(job::Column::CancelRequested, Expr::value(true))
        .filter(open_of(firm_id, owner_id))
        .exec(db)
        .await?;
    Ok(())
}

/// The jobs of a colleague that have not ended.
fn open_of(firm_id: Uuid, owner_id: Uuid) -> Condition {
    Condition::all()
        .add(job::Column::FirmId.eq(firm_id))
        .add(job::Column::OwnerId.eq(owner_id))
        .add(job::Column::State.is_in([JobState::Queued.key(), JobState::Running.key()]))
}

fn written<T: Job>(job: &T) -> Result<String, AppError> {
    serde_json::to_string(job).map_err(internal)
}
