//! What a person does with an import: upload, choose, start, try again, throw away.

use chrono::Duration;
use domain::{
    imports::{Choices, MAX_FILE_BYTES, NewColumn, State},
    permissions::{Area, Level},
};
use entity::import;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, sea_query::ExprTrait,
};
use uuid::Uuid;

use super::{
    DISCARDING, check, file, own, queries, retention, sample,
    work::{self, CheckImport, RunImport},
};
use crate::{
    audit::AuditedTransaction,
    clock,
    context::AppContext,
    error::{AppError, Refusal},
    jobs::{self, Job, NewJob},
    paths,
    session::{Viewer, back::Sent},
    templates,
};

/// A workbook that lies in its place already.
#[derive(Clone, Debug)]
pub struct Uploaded {
    pub id: Uuid,
    pub file_name: String,
    /// Bytes.
    pub size: u64,
    /// The template for rows that name none.
    pub template_id: Option<Uuid>,
}

/// So many bytes of files one colleague brings within a day: they are kept for weeks, and a disk is finite.
pub const BYTES_A_DAY: u64 = 20 * MAX_FILE_BYTES;

/// Whether a colleague may bring a file of this size.
///
/// # Errors
/// `Refused` for one who brought too much.
async fn may_add(db: &impl ConnectionTrait, viewer: &Viewer, size: u64) -> Result<(), AppError> {
    let brought: Option<Option<i64>> = import::Entity::find()
        .select_only()
        .column_as(import::Column::FileSize.sum().cast_as("bigint"), "bytes")
        .filter(import::Column::FirmId.eq(viewer.firm_id))
        .filter(import::Column::UserId.eq(viewer.user_id))
        .filter(import::Column::CreatedAt.gt(clock::now() - Duration::days(1)))
        .into_tuple()
        .one(db)
        .await?;
    let brought = brought.flatten().and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default();
    if brought + size <= BYTES_A_DAY { Ok(()) } else { Err(AppError::Refused(Refusal::FilesOfDay)) }
}

/// Remembers an uploaded workbook and has it checked.
///
/// # Errors
/// `Refused` for a colleague who brought too many bytes.
pub async fn add(context: &AppContext, viewer: &Viewer, uploaded: Uploaded) -> Result<(), AppError> {
    if let Some(template_id) = uploaded.template_id {
        templates::queries::in_use(&context.db.read, viewer.firm_id, template_id).await?;
    }
    let tx = context.db.begin().await?;
    may_add(&tx, viewer, uploaded.size).await?;
    let row = import::Model {
        firm_id: viewer.firm_id,
        id: uploaded.id,
        version: 1,
        user_id: viewer.user_id,
        file_name: uploaded.file_name,
        file_size: i64::try_from(uploaded.size).unwrap_or(i64::MAX),
        state: State::Checking.key().into(),
        template_id: uploaded.template_id,
        file_problem: String::new(),
        choices: String::new(),
        file_report: String::new(),
        sample: String::new(),
        rows_total: 0,
        rows_new: 0,
        rows_existing: 0,
        rows_wrong: 0,
        problem_count: 0,
        last_row: 0,
        created: 0,
        created_at: clock::now(),
        finished_at: None,
    };
    import::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&tx).await?;
    queue(&tx, viewer, uploaded.id, CheckImport).await?;
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Begins to create customers, or goes on where somebody stopped it. The columns of these titles become `fields` of the firm's own, once:
/// before the first customer.
pub async fn start(context: &AppContext, viewer: &Viewer, id: Uuid, fields: &[String]) -> Result<(), AppError> {
    if !fields.is_empty() && !viewer.may(Area::Settings, Level::Edit) {
        return Err(AppError::Forbidden);
    }
    let import = queries::model(&context.db, viewer, id).await?;
    let state = State::from_key(&import.state).filter(|state| state.may_start());
    let state = state.ok_or(AppError::Refused(Refusal::ImportState))?;
    let (report, mut choices) = (queries::report(&import), queries::choices(&import));
    if report.asks(&choices) {
        return Err(AppError::Refused(Refusal::HiddenRows));
    }
    // What was not shown is not made, and what was begun is not made again.
    let new: Vec<&NewColumn> = report.new_columns.iter().filter(|column| fields.contains(&column.title)).collect();
    let is_shown = |title: &String| new.iter().any(|column| column.title == *title);
    if !fields.iter().all(is_shown) || (!new.is_empty() && state != State::Ready) {
        return Err(AppError::Refused(Refusal::ImportState));
    }
    kept(context, &import).await?;
    if let Some(template_id) = import.template_id {
        templates::queries::in_use(&context.db.read, viewer.firm_id, template_id).await?;
    }
    let mut log = AuditedTransaction::by(context, viewer, "import").await?;
    if !new.is_empty() {
        choices.made = own::make(&mut log, viewer, new).await?;
    }
    let importing = import::ActiveModel {
        state: Set(State::Importing.key().into()),
        choices: Set(serde_json::json!(choices).to_string()),
        sample: Set(sample::passed_over(&import.sample)),
        finished_at: Set(None),
        ..Default::default()
    };
    let unmoved = queries::is(&import).add(import::Column::State.eq(&import.state));
    let moved = import::Entity::update_many().set(importing).filter(unmoved).exec(&log.tx).await?;
    if moved.rows_affected == 0 {
        return Err(AppError::Refused(Refusal::ImportState));
    }
    queue(&log.tx, viewer, id, RunImport).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Has the file checked anew, with other sheets or with an answer about its hidden rows. The import reads exactly what that check
/// shows.
pub async fn choose(context: &AppContext, viewer: &Viewer, id: Uuid, choices: Choices) -> Result<(), AppError> {
    let import = queries::model(&context.db, viewer, id).await?;
    let report = queries::report(&import);
    let known = |name: &String| report.choosable().any(|sheet| sheet.name == *name);
    if import.state != State::Ready.key() || !choices.sheets.iter().all(known) {
        return Err(AppError::Refused(Refusal::ImportState));
    }
    kept(context, &import).await?;
    let tx = context.db.begin().await?;
    let checking = import::ActiveModel {
        state: Set(State::Checking.key().into()),
        choices: Set(serde_json::json!(choices).to_string()),
        sample: Set(String::new()),
        ..Default::default()
    };
    let unmoved = queries::is(&import).add(import::Column::State.eq(&import.state));
    let moved = import::Entity::update_many().set(checking).filter(unmoved).exec(&tx).await?;
    if moved.rows_affected == 0 {
        return Err(AppError::Refused(Refusal::ImportState));
    }
    queue(&tx, viewer, id, CheckImport).await?;
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Has work done again that failed: an import goes on after the last row that was done.
pub async fn retry(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<(), AppError> {
    let import = queries::model(&context.db, viewer, id).await?;
    let at_work = State::from_key(&import.state).filter(|state| matches!(state, State::Checking | State::Importing));
    let state = at_work.ok_or(AppError::Refused(Refusal::ImportState))?;
    kept(context, &import).await?;
    let tx = context.db.begin().await?;
    let last = work::latest(&tx, viewer.firm_id, id).await?;
    if last.is_some_and(|job| !job.state.is_given_up()) {
        return Err(AppError::Refused(Refusal::ImportState));
    }
    let forgotten = import::ActiveModel { file_problem: Set(String::new()), ..Default::default() };
    import::Entity::update_many().set(forgotten).filter(queries::is(&import)).exec(&tx).await?;
    match state {
        State::Checking => queue(&tx, viewer, id, CheckImport).await?,
        _ => queue(&tx, viewer, id, RunImport).await?,
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// The import, if its file may be thrown away: nothing was made of it.
pub async fn may_discard(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<import::Model, AppError> {
    let import = queries::model(&context.db, viewer, id).await?;
    if State::from_key(&import.state).is_some_and(State::may_discard) {
        Ok(import)
    } else {
        Err(AppError::Refused(Refusal::ImportState))
    }
}

/// Throws away a file of which nothing was made.
pub async fn discard(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<(), AppError> {
    throw_away(context, &may_discard(context, viewer, id).await?).await
}

/// Goes to the import's page, with why it was refused: a colleague was faster.
pub fn answer(id: Uuid, taken: Result<(), AppError>) -> Result<(), AppError> {
    lead(id, taken.map(|()| paths::import(id)))
}

/// Goes to the import's page, which asks whether its file is to be thrown away.
pub fn ask(id: Uuid, allowed: Result<import::Model, AppError>) -> Result<(), AppError> {
    lead(id, allowed.map(|_| format!("{}?{DISCARDING}=ja", paths::import(id))))
}

fn lead(id: Uuid, to: Result<String, AppError>) -> Result<(), AppError> {
    match to {
        Ok(_) | Err(AppError::Refused(_)) => Sent { form: "import", page: &paths::import(id), typed: &[] }.answer(to),
        Err(error) => Err(error),
    }
}

/// Keeps that there was a file, and nothing of what stood in it.
pub(super) async fn throw_away(context: &AppContext, import: &import::Model) -> Result<(), AppError> {
    let discarded = import::ActiveModel {
        state: Set(State::Discarded.key().into()),
        finished_at: Set(Some(clock::now())),
        problem_count: Set(0),
        choices: Set(String::new()),
        file_report: Set(String::new()),
        sample: Set(String::new()),
        ..Default::default()
    };
    queries::write(&context.db, import, discarded).await?;
    check::forget_problems(context, import).await?;
    file::remove(context, import.firm_id, import.id).await
}

/// Refuses to go on with a file that was kept long enough.
pub(super) async fn kept(context: &AppContext, import: &import::Model) -> Result<(), AppError> {
    let kept = retention::is_kept(&context.db.read, import, clock::now()).await?;
    if kept { Ok(()) } else { Err(AppError::Refused(Refusal::FileGone)) }
}

async fn queue<T: Job>(db: &impl ConnectionTrait, viewer: &Viewer, import_id: Uuid, job: T) -> Result<(), AppError> {
    let (firm_id, owner_id) = (viewer.firm_id, viewer.user_id);
    jobs::queue(db, NewJob { firm_id, subject_id: import_id, owner_id, job }).await.map(drop)
}
