//! The job that reads a bulk file and says what importing it would do. It creates nothing.

use domain::imports::{Column, Decision, FileProblem, NewNames, Problem, Row, State, TemplateNames};
use entity::{import, import_problem, job};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, Iterable, QueryFilter};

use super::{
    file,
    known::{Importer, Known, Sought},
    queries,
    rows::{self, Batch, Judged, Trust},
    steps,
};
use crate::{batch, context::AppContext, error::AppError, jobs::Progress, templates};

/// How many problems are stored in one transaction: others wait no longer than that takes.
const PROBLEMS_AT_ONCE: usize = 1_000;

/// What was found so far.
#[derive(Default)]
struct Counts {
    rows: i64,
    new: i64,
    existing: i64,
    wrong: i64,
    problems: i64,
    names: NewNames,
}

/// Checks the file of an import. An attempt that broke off is begun anew.
pub async fn run(context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
    let Some(import) = queries::of_job(context, job, State::Checking).await? else { return Ok(()) };
    forget_problems(context, &import).await?;
    let names =
        templates::queries::choices(&context.db.read, import.firm_id).await?.into_iter().map(|choice| choice.name);
    let path = file::path(context, import.firm_id, import.id);
    let mut batches = rows::stream(path, Trust::Unknown, TemplateNames::new(names));
    let importer = Importer::of(&context.db, &import).await?;
    let mut counts = Counts::default();
    if !progress.step(0, 0).await? {
        return steps::throw_away(context, &import).await;
    }
    while let Some(batch) = batches.recv().await {
        let go_on = match batch {
            Ok(batch) => judge(context, &import, &importer, batch, &mut counts, progress).await?,
            Err(problem) => return refuse(context, &import, &problem).await,
        };
        if !go_on {
            return steps::throw_away(context, &import).await;
        }
    }
    if counts.rows == 0 {
        return refuse(context, &import, &FileProblem::Empty).await;
    }
    let checked = import::ActiveModel {
        state: Set(State::Ready.key().into()),
        rows_total: Set(counts.rows),
        rows_new: Set(counts.new),
        rows_existing: Set(counts.existing),
        rows_wrong: Set(counts.wrong),
        problem_count: Set(counts.problems),
        ..Default::default()
    };
    queries::write(&context.db, &import, checked).await
}

/// Counts a batch and stores its problems; false when somebody asked to stop.
async fn judge(
    context: &AppContext,
    import: &import::Model,
    importer: &Importer,
    batch: Batch,
    counts: &mut Counts,
    progress: &Progress,
) -> Result<bool, AppError> {
    let sought = Sought::of(batch.rows.iter().filter_map(|judged| judged.row.as_ref()));
    let known = Known::load(&context.db.read, importer, &sought).await?;
    let (passed, declared) = batch.progress();
    let mut problems = Vec::new();
    for judged in batch.rows {
        counts.rows += 1;
        let Judged { row, problems: found, .. } = judged;
        problems.extend(found);
        let Some(row) = row else {
            counts.wrong += 1;
            continue;
        };
        match known.plan(&row) {
            Decision::Create if counts.names.have(&row) => counts.existing += 1,
            Decision::Create => {
                counts.new += 1;
                counts.names.add(&row);
            }
            Decision::AlreadyThere { .. } => counts.existing += 1,
            Decision::Error { column, reason } => {
                counts.wrong += 1;
                problems.push(Problem {
                    sheet: batch.layout.sheet.clone(),
                    row: row.number,
                    column,
                    letters: batch.layout.letters(column),
                    value: value_of(&row, column),
                    reason,
                    repair: None,
                });
            }
        }
    }
    for some in problems.chunks(PROBLEMS_AT_ONCE) {
        let tx = context.db.begin().await?;
        store(&tx, import, counts.problems, some).await?;
        tx.commit().await?;
        counts.problems += some.len() as i64;
    }
    progress.step(passed, declared).await
}

/// What the row has in a column by which customers are told apart.
fn value_of(row: &Row, column: Column) -> String {
    let value = match column {
        Column::CompanyNumber => row.company_number.as_ref().map(ToString::to_string),
        Column::Vat => row.vat.as_ref().map(ToString::to_string),
        _ => row.external_reference.as_ref().map(ToString::to_string),
    };
    value.unwrap_or_default()
}

async fn store(
    tx: &DatabaseTransaction,
    import: &import::Model,
    first: i64,
    problems: &[Problem],
) -> Result<(), AppError> {
    let mut rows = (first..).zip(problems).map(|(position, problem)| import_problem::ActiveModel {
        firm_id: Set(import.firm_id),
        import_id: Set(import.id),
        position: Set(position),
        row: Set(problem.row.into()),
        severity: Set(problem.severity().key().into()),
        problem: Set(serde_json::json!(problem).to_string()),
    });
    for size in batch::sizes(problems.len(), import_problem::Column::iter().count()) {
        import_problem::Entity::insert_many(rows.by_ref().take(size)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Keeps why the file cannot be read, and not the file.
async fn refuse(context: &AppContext, import: &import::Model, problem: &FileProblem) -> Result<(), AppError> {
    tracing::info!(import = %import.id, %problem, "a bulk file was refused");
    forget_problems(context, import).await?;
    let refused = import::ActiveModel {
        state: Set(State::Refused.key().into()),
        file_problem: Set(serde_json::json!(problem).to_string()),
        ..Default::default()
    };
    queries::write(&context.db, import, refused).await?;
    file::remove(context, import.firm_id, import.id).await
}

/// Removes the problems that were found before.
pub(super) async fn forget_problems(context: &AppContext, import: &import::Model) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    import_problem::Entity::delete_many()
        .filter(import_problem::Column::FirmId.eq(import.firm_id))
        .filter(import_problem::Column::ImportId.eq(import.id))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}
