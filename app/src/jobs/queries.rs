//! The `job` table: adding, claiming, following and stopping jobs.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use domain::permissions::{Area, Level, Scope};
use entity::job;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};
use uuid::Uuid;

use super::{JobState, JobView};
use crate::{
    clock,
    context::{Db, logged},
    error::AppError,
    imports,
    session::Viewer,
};

/// How long a claim holds without being renewed: after a crash another worker goes on when it has passed.
pub const LEASE: Duration = Duration::seconds(30);

/// How long a job is kept that has ended.
const KEPT: Duration = Duration::days(90);

/// The arguments of a job that has ended: whom it was about and what was written to them are needed no more.
const NOTHING: &str = "null";

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reads a bulk file and says what importing it would do.
    CheckImport,
    /// Makes customers of a bulk file.
    RunImport,
    /// Invites many customers.
    InviteCustomers,
}

impl Kind {
    const ALL: [Self; 3] = [Self::CheckImport, Self::RunImport, Self::InviteCustomers];
    /// Those that work on an import. Inviting the customers that it made is another matter.
    const OF_IMPORTS: [Self; 2] = [Self::CheckImport, Self::RunImport];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Self::CheckImport => "check_import",
            Self::RunImport => "run_import",
            Self::InviteCustomers => "invite_customers",
        }
    }

    /// The kind of this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What a colleague must have a right to, who follows or stops a job of this kind.
    fn area(self) -> Area {
        if Self::OF_IMPORTS.contains(&self) { Area::Imports } else { Area::Invitations }
    }
}

/// A job to be done.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub firm_id: Uuid,
    pub kind: Kind,
    /// The record it works on.
    pub subject_id: Uuid,
    pub owner_id: Uuid,
    pub payload: serde_json::Value,
}

/// How many jobs of one colleague may wait or run. Whoever has more is asked to wait, in seconds.
const OF_ONE_OWNER: u64 = 25;
const WAIT: u32 = 60;

/// The jobs of a colleague that have not ended.
fn open_of(firm_id: Uuid, owner_id: Uuid) -> Condition {
    Condition::all()
        .add(job::Column::FirmId.eq(firm_id))
        .add(job::Column::OwnerId.eq(owner_id))
        .add(job::Column::State.is_in([JobState::Queued.key(), JobState::Running.key()]))
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

/// Adds a job. Whoever commits it says so by `context.wake.notify_waiters()`, or the worker finds it a second later.
pub async fn queue(db: &impl ConnectionTrait, new: NewJob) -> Result<Uuid, AppError> {
    if job::Entity::find().filter(open_of(new.firm_id, new.owner_id)).count(db).await? >= OF_ONE_OWNER {
        return Err(AppError::TooOften(WAIT));
    }
    let (id, now) = (Uuid::now_v7(), clock::now());
    let row = job::ActiveModel {
        firm_id: Set(new.firm_id),
        id: Set(id),
        kind: Set(new.kind.key().to_owned()),
        subject_id: Set(new.subject_id),
        owner_id: Set(new.owner_id),
        payload: Set(new.payload.to_string()),
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

/// A job is given up after failing this often.
pub(crate) const ATTEMPTS: i32 = 3;
/// How many jobs of one firm run at once, so that a short one of its own does not wait for a long one.
const OF_ONE_FIRM: usize = 2;

/// Takes the job that waits longest: a new one, one whose pause before the next attempt is over, or one whose worker died. Firms
/// for which nothing runs come first, and the last half of the `lanes` is for them alone: nobody's long work keeps another firm
/// waiting. What was tried as often as it may be, and never came to its end, is given up.
pub(super) async fn claim(
    db: &Db,
    now: DateTime<Utc>,
    lanes: usize,
    worker: Option<i32>,
) -> Result<Option<job::Model>, AppError> {
    // Most of the time nothing waits: that is found without the writing connection.
    while next(&db.read, now, lanes).await?.is_some() {
        let tx = db.begin().await?;
        if db.is_postgres() {
            // Each counts what the others have taken. SQLite has one that writes anyway.
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({CLAIMING})")).await?;
        }
        let Some(job) = next(&tx, now, lanes).await? else { return Ok(None) };
        let given_up = job.attempts >= ATTEMPTS;
        let taken = if given_up { crashed(&job, now) } else { running(&job, now, worker) };
        let mut claim = job::Entity::update_many().set(taken).filter(is(job.firm_id, job.id)).into_query();
        claim.returning_all();
        let row = tx.query_one(&claim).await?;
        let job = row.map(|row| job::Model::from_query_result(&row, "")).transpose()?;
        tx.commit().await?;
        if !given_up {
            return Ok(job);
        }
    }
    Ok(None)
}

/// The number of the lock by which PostgreSQL lets one worker claim at a time.
const CLAIMING: i64 = 0x6b61_6e74_6f6f_7231;

fn running(job: &job::Model, now: DateTime<Utc>, worker: Option<i32>) -> job::ActiveModel {
    job::ActiveModel {
        state: Set(JobState::Running.key().into()),
        lease_until: Set(now + LEASE),
        attempts: Set(job.attempts + 1),
        worker: Set(worker),
        ..Default::default()
    }
}

/// Neither done nor failed: each time the process that did it has ended, and might have by the job's own doing.
fn crashed(job: &job::Model, now: DateTime<Utc>) -> job::ActiveModel {
    let error =
        format!("job {} of kind {} is given up: {} times the server ended during it", job.id, job.kind, job.attempts);
    job::ActiveModel {
        state: Set(JobState::Crashed.key().into()),
        error: Set(logged(error)),
        payload: Set(NOTHING.into()),
        finished_at: Set(Some(now)),
        ..Default::default()
    }
}

/// The job to be done next in one of so many lanes, if one may be begun.
async fn next(db: &impl ConnectionTrait, now: DateTime<Utc>, lanes: usize) -> Result<Option<job::Model>, AppError> {
    let due = job::Entity::find().filter(waits_or_runs()).filter(job::Column::LeaseUntil.lte(now));
    let held = job::Entity::find()
        .select_only()
        .column(job::Column::FirmId)
        .filter(waits_or_runs())
        .filter(job::Column::State.eq(JobState::Running.key()))
        .filter(job::Column::LeaseUntil.gt(now));
    let mut busy: HashMap<Uuid, usize> = HashMap::new();
    let firms: Vec<Uuid> = held.into_tuple().all(db).await?;
    for firm_id in &firms {
        *busy.entry(*firm_id).or_default() += 1;
    }
    let most = if firms.len() < lanes / 2 { OF_ONE_FIRM } else { 1 };
    let of_idle = due.clone().filter(job::Column::FirmId.is_not_in(busy.keys().copied()));
    let first = of_idle.order_by_asc(job::Column::LeaseUntil).one(db).await?;
    let full = busy.iter().filter(|(_, jobs)| **jobs >= most).map(|(firm_id, _)| *firm_id);
    match first {
        Some(job) => Ok(Some(job)),
        None => {
            let of_others = due.filter(job::Column::FirmId.is_not_in(full));
            Ok(of_others.order_by_asc(job::Column::LeaseUntil).one(db).await?)
        }
    }
}

fn waits_or_runs() -> Expr {
    // Written out, so that the index on these states alone is used.
    Expr::cust("state IN ('queued', 'running')")
}

/// Lets every running job be claimed at once: for the start of a server that shares its database with no other.
pub(super) async fn release_all(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let free = job::ActiveModel { lease_until: Set(now), ..Default::default() };
    let tx = db.begin().await?;
    job::Entity::update_many().set(free).filter(job::Column::State.eq(JobState::Running.key())).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Holds a job for longer.
pub(super) async fn renew(db: &Db, job: &job::Model, now: DateTime<Utc>) -> Result<(), AppError> {
    write(db, job, job::ActiveModel { lease_until: Set(now + LEASE), ..Default::default() }).await
}

/// Gives a job back unfinished, as if this attempt had not been, to be done from `at` on: the server stops, or cannot write.
pub(super) async fn give_back(db: &Db, job: &job::Model, at: DateTime<Utc>) -> Result<(), AppError> {
    write(db, job, job::ActiveModel { lease_until: Set(at), attempts: Set(job.attempts - 1), ..Default::default() })
        .await
}

/// Puts a job back in the queue after a failure, not to be tried again before `at`.
pub(super) async fn postpone(db: &Db, job: &job::Model, at: DateTime<Utc>, error: String) -> Result<(), AppError> {
    let later = job::ActiveModel {
        state: Set(JobState::Queued.key().into()),
        lease_until: Set(at),
        error: Set(error),
        ..Default::default()
    };
    write(db, job, later).await
}

/// Ends a job.
pub(super) async fn finish(db: &Db, job: &job::Model, state: JobState, error: String) -> Result<(), AppError> {
    let ended = job::ActiveModel {
        state: Set(state.key().into()),
        error: Set(error),
        payload: Set(NOTHING.into()),
        finished_at: Set(Some(clock::now())),
        ..Default::default()
    };
    write(db, job, ended).await
}

/// Writes to a job that is this claim's; one that another server has claimed since is left alone.
async fn write(db: &Db, job: &job::Model, changed: job::ActiveModel) -> Result<(), AppError> {
    let tx = db.begin().await?;
    job::Entity::update_many().set(changed).filter(held(job.firm_id, job.id, job.worker)).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// One job that the viewer sees, if its rights reach that far; any other is not found.
pub async fn one(db: &Db, viewer: &Viewer, id: Uuid, level: Level) -> Result<JobView, AppError> {
    let job = job::Entity::find_by_id((viewer.firm_id, id)).one(&db.read).await?.ok_or(AppError::NotFound)?;
    let kind = Kind::from_key(&job.kind).ok_or(AppError::NotFound)?;
    if Kind::OF_IMPORTS.contains(&kind) {
        // Who sees the import, sees the work on it.
        imports::queries::model(db, viewer, job.subject_id).await?;
    } else if viewer.rights.scope == Scope::Assigned && job.owner_id != viewer.user_id {
        return Err(AppError::NotFound);
    }
    if viewer.may(kind.area(), level) { Ok(job.into()) } else { Err(AppError::Forbidden) }
}

/// The latest job that works on an import.
pub async fn latest_of(db: &impl ConnectionTrait, firm_id: Uuid, import_id: Uuid) -> Result<Option<JobView>, AppError> {
    Ok(last_of(firm_id, import_id).one(db).await?.map(JobView::from))
}

/// What is known of the work on an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// There never was any, or it was forgotten since.
    Unknown,
    /// There is some to do.
    Going,
    /// It ended at this moment.
    Ended(DateTime<Utc>),
}

/// What is known of the last work on an import.
pub async fn last_work_on(db: &impl ConnectionTrait, firm_id: Uuid, import_id: Uuid) -> Result<Work, AppError> {
    let last = last_of(firm_id, import_id).one(db).await?;
    Ok(last.map_or(Work::Unknown, |job| job.finished_at.map_or(Work::Going, Work::Ended)))
}

/// The jobs of this kind that have not ended and name a record in their arguments, held until the transaction ends.
pub async fn naming(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    kind: Kind,
    record_id: Uuid,
) -> Result<Vec<job::Model>, AppError> {
    Ok(job::Entity::find()
        .filter(job::Column::FirmId.eq(firm_id))
        .filter(waits_or_runs())
        .filter(job::Column::Kind.eq(kind.key()))
        .filter(job::Column::Payload.contains(record_id.to_string()))
        .order_by_asc(job::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?)
}

/// Gives a job that is held other arguments.
pub async fn rewrite(tx: &DatabaseTransaction, job: &job::Model, payload: &serde_json::Value) -> Result<(), AppError> {
    let rewritten = job::ActiveModel { payload: Set(payload.to_string()), ..Default::default() };
    job::Entity::update_many().set(rewritten).filter(is(job.firm_id, job.id)).exec(tx).await?;
    Ok(())
}

/// Removes the jobs that ended this long ago.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    job::Entity::delete_many().filter(job::Column::FinishedAt.lt(now - KEPT)).exec(db).await?;
    Ok(())
}

fn last_of(firm_id: Uuid, import_id: Uuid) -> sea_orm::Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::FirmId.eq(firm_id))
        .filter(job::Column::SubjectId.eq(import_id))
        .filter(job::Column::Kind.is_in(Kind::OF_IMPORTS.map(Kind::key)))
        .order_by_desc(job::Column::Id)
}

/// Asks a job to stop. It does after the step that it is in; one that has finished stays as it is.
pub async fn cancel(db: &Db, viewer: &Viewer, id: Uuid) -> Result<(), AppError> {
    one(db, viewer, id, Level::Edit).await?;
    let tx = db.begin().await?;
    let asked = job::ActiveModel { cancel_requested: Set(true), ..Default::default() };
    job::Entity::update_many().set(asked).filter(is(viewer.firm_id, id)).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// A job as long as this server has it.
pub(super) fn held(firm_id: Uuid, id: Uuid, worker: Option<i32>) -> Condition {
    is(firm_id, id).add(match worker {
        Some(worker) => job::Column::Worker.eq(worker),
        None => job::Column::Worker.is_null(),
    })
}

pub(super) fn is(firm_id: Uuid, id: Uuid) -> Condition {
    Condition::all().add(job::Column::FirmId.eq(firm_id)).add(job::Column::Id.eq(id))
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
