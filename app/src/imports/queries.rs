//! Imports and what came of them, as the viewer may see them.

use std::collections::HashMap;

use domain::{
    imports::{Choices, FileReport, Problem, Severity, State},
    permissions::{Area, Level, Scope},
};
use entity::{change, customer, import, import_problem, job, template, user};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    CreatedCustomer, CreatedPage, ImportLine, ImportList, ImportView, ProblemLine, ProblemPage, retention, sample, work,
};
use crate::{
    clock,
    context::{AppContext, Db, internal},
    customers::visible::visible_to,
    error::{AppError, Refusal},
    session::Viewer,
};

/// Lines of a page.
const PAGE: usize = 50;

/// The imports of the viewer's firm; who sees only some customers sees only its own imports.
pub fn visible(viewer: &Viewer) -> Select<import::Entity> {
    let of_firm = import::Entity::find().filter(import::Column::FirmId.eq(viewer.firm_id));
    match viewer.rights.scope {
        Scope::All => of_firm,
        Scope::Assigned => of_firm.filter(import::Column::UserId.eq(viewer.user_id)),
    }
}

/// One import that the viewer sees; any other is not found.
pub async fn model(db: &Db, viewer: &Viewer, id: Uuid) -> Result<import::Model, AppError> {
    visible(viewer).filter(import::Column::Id.eq(id)).one(&db.read).await?.ok_or(AppError::NotFound)
}

/// Whether the viewer sees an import.
pub(super) async fn sees(db: &Db, viewer: &Viewer, id: Uuid) -> Result<bool, AppError> {
    Ok(visible(viewer).filter(import::Column::Id.eq(id)).count(&db.read).await? > 0)
}

/// The latest imports, from `before` back.
pub async fn list(db: &Db, viewer: &Viewer, before: Option<Uuid>) -> Result<ImportList, AppError> {
    if let Some(before) = before {
        model(db, viewer, before).await?;
    }
    let mut found = visible(viewer)
        .filter(Condition::all().add_option(before.map(|before| import::Column::Id.lt(before))))
        .order_by_desc(import::Column::Id)
        .limit(PAGE as u64 + 1)
        .all(&db.read)
        .await?;
    let more = cut(&mut found);
    let names = user_names(db, viewer.firm_id, found.iter().map(|import| import.user_id)).await?;
    let next = found.last().filter(|_| more).map(|last| last.id);
    let imports = found.into_iter().map(|import| line(import, &names)).collect::<Result<_, _>>()?;
    Ok(ImportList { imports, next })
}

/// One import with the work that was started last.
pub async fn one(db: &Db, viewer: &Viewer, id: Uuid) -> Result<ImportView, AppError> {
    let import = model(db, viewer, id).await?;
    let names = user_names(db, viewer.firm_id, [import.user_id]).await?;
    let template = match import.template_id {
        Some(template_id) => {
            template::Entity::find_by_id((viewer.firm_id, template_id)).one(&db.read).await?.map(|found| found.name)
        }
        None => None,
    };
    let job = work::latest(&db.read, viewer.firm_id, id).await?;
    let mut report = report(&import);
    if !sees_cells(viewer, &import) {
        // What can be chosen is what stands in cells.
        report.new_columns.clear();
    }
    Ok(ImportView {
        file_size: import.file_size.unsigned_abs(),
        file_problem: serde_json::from_str(&import.file_problem).ok(),
        choices: choices(&import),
        report,
        template,
        new: import.rows_new.unsigned_abs(),
        existing: import.rows_existing.unsigned_abs(),
        problems: import.problem_count.unsigned_abs(),
        sample: sample::read(db, viewer, &import).await?,
        kept: retention::is_kept(&db.read, &import, clock::now()).await?,
        line: line(import, &names)?,
        job,
    })
}

/// Whether what stands in the cells of a file is shown: to whoever uploaded it, and to who sees contacts and account numbers anyway.
pub fn sees_cells(viewer: &Viewer, import: &import::Model) -> bool {
    let sees_all = [Area::Customers, Area::Contacts, Area::Financial].iter().all(|area| viewer.may(*area, Level::Read));
    sees_all || import.user_id == viewer.user_id
}

/// The problems of a file after `after`, all or of one severity, as a screen shows them.
pub async fn problems(
    db: &Db,
    viewer: &Viewer,
    id: Uuid,
    severity: Option<Severity>,
    after: Option<i64>,
) -> Result<ProblemPage, AppError> {
    let import = model(db, viewer, id).await?;
    let sees_cells = sees_cells(viewer, &import);
    let mut found = problems_of(&import, after)
        .filter(
            Condition::all().add_option(severity.map(|severity| import_problem::Column::Severity.eq(severity.key()))),
        )
        .limit(PAGE as u64 + 1)
        .all(&db.read)
        .await?;
    let more = cut(&mut found);
    let next = found.last().filter(|_| more).map(|last| last.position);
    let lines = found
        .into_iter()
        .map(|row| {
            let mut problem: Problem = serde_json::from_str(&row.problem).map_err(internal)?;
            if !sees_cells {
                (problem.value, problem.repairs) = (String::new(), Vec::new());
            }
            Ok(ProblemLine { position: row.position, problem: problem.shortened() })
        })
        .collect::<Result<_, AppError>>()?;
    Ok(ProblemPage { lines, next })
}

/// The problems of an import after a position, in the order of the file.
pub(super) fn problems_of(import: &import::Model, after: Option<i64>) -> Select<import_problem::Entity> {
    import_problem::Entity::find()
        .filter(import_problem::Column::FirmId.eq(import.firm_id))
        .filter(import_problem::Column::ImportId.eq(import.id))
        .filter(import_problem::Column::Position.gt(after.unwrap_or(-1)))
        .order_by_asc(import_problem::Column::Position)
}

/// The customers that an import made and that still exist, after a line of the change log.
pub async fn created(db: &Db, viewer: &Viewer, id: Uuid, after: Option<Uuid>) -> Result<CreatedPage, AppError> {
    let import = model(db, viewer, id).await?;
    if let Some(after) = after {
        let line = change::Entity::find_by_id((viewer.firm_id, after)).one(&db.read).await?;
        line.filter(|line| line.batch_id == Some(import.id)).ok_or(AppError::NotFound)?;
    }
    let mut lines: Vec<(Uuid, Uuid)> = change::Entity::find()
        .select_only()
        .columns([change::Column::Id, change::Column::RecordId])
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::BatchId.eq(import.id))
        .filter(change::Column::RecordKind.eq("customer"))
        .filter(change::Column::Action.eq("create"))
        .filter(Condition::all().add_option(after.map(|after| change::Column::Id.gt(after))))
        .order_by_asc(change::Column::Id)
        .limit(PAGE as u64 + 1)
        .into_tuple()
        .all(&db.read)
        .await?;
    let more = cut(&mut lines);
    let next = lines.last().filter(|_| more).map(|(line, _)| *line);
    let found =
        visible_to(viewer).filter(customer::Column::Id.is_in(lines.iter().map(|(_, id)| *id))).all(&db.read).await?;
    let mut by_id: HashMap<Uuid, customer::Model> = found.into_iter().map(|customer| (customer.id, customer)).collect();
    let customers = lines
        .into_iter()
        .filter_map(|(_, id)| by_id.remove(&id))
        .map(|customer| CreatedCustomer {
            id: customer.id,
            number: customer.number,
            name: customer.name,
            vat: customer.vat,
            city: customer.city,
        })
        .collect();
    Ok(CreatedPage { customers, next })
}

/// What somebody chose to read of the file.
pub(super) fn choices(import: &import::Model) -> Choices {
    // Where nobody chose there is nothing to read.
    serde_json::from_str(&import.choices).unwrap_or_default()
}

/// What was found in the file as a whole; nothing before it was checked.
pub(super) fn report(import: &import::Model) -> FileReport {
    serde_json::from_str(&import.file_report).unwrap_or_default()
}

/// The import that a job works on, if it is still in the state that the job begins in.
pub(super) async fn of_job(
    context: &AppContext,
    job: &job::Model,
    state: State,
) -> Result<Option<import::Model>, AppError> {
    let import = import::Entity::find_by_id((job.firm_id, job.subject_id)).one(&context.db.read).await?;
    Ok(import.filter(|import| import.state == state.key()))
}

/// Writes columns of an import, unless somebody has taken it to another state since it was read.
pub(super) async fn write(db: &Db, import: &import::Model, changed: import::ActiveModel) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let unmoved = is(import).add(import::Column::State.eq(&import.state));
    let written = import::Entity::update_many().set(changed).filter(unmoved).exec(&tx).await?;
    tx.commit().await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(AppError::Refused(Refusal::ImportState)) }
}

pub(super) fn is(import: &import::Model) -> Condition {
    Condition::all().add(import::Column::FirmId.eq(import.firm_id)).add(import::Column::Id.eq(import.id))
}

/// Cuts a page off; whether there is more.
fn cut<T>(found: &mut Vec<T>) -> bool {
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    more
}

async fn user_names(
    db: &Db,
    firm_id: Uuid,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>, AppError> {
    let found: Vec<(Uuid, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Id.is_in(ids))
        .into_tuple()
        .all(&db.read)
        .await?;
    Ok(found.into_iter().collect())
}

fn line(import: import::Model, names: &HashMap<Uuid, String>) -> Result<ImportLine, AppError> {
    let state = State::from_key(&import.state)
        .ok_or_else(|| internal(format!("import {} in state {}", import.id, import.state)))?;
    Ok(ImportLine {
        id: import.id,
        user: names.get(&import.user_id).cloned().unwrap_or_default(),
        file_name: import.file_name,
        at: import.created_at,
        state,
        rows: import.rows_total.unsigned_abs(),
        created: import.created.unsigned_abs(),
        wrong: import.rows_wrong.unsigned_abs(),
    })
}
