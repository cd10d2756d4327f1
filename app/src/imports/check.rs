//! The job that reads a bulk file and says what importing it would do. It creates nothing.

use domain::imports::{
    Column, Decision, FileProblem, FileReport, Heading, KnownNames, Layout, NewNames, OwnCell, OwnLack, Problem,
    ProblemReason, Row, State,
};
use entity::{import, import_problem, job};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Value};
use sheets::Trust;

use super::{
    existing_customers::{ExistingCustomers, Importer, LookupKeys},
    file, own, queries,
    reader::Budget,
    rows::{self, Batch, CheckedRow},
    sample, steps,
};
use crate::{batch, context::AppContext, customers::financial, error::AppError, jobs::Progress, templates};

/// How many problems are stored in one transaction: others wait no longer than that takes.
const PROBLEMS_AT_ONCE: usize = 1_000;

/// What a problem takes beside its texts, in bytes: its row in the database, and the names of its parts.
const PROBLEM_BYTES: usize = 250;
/// The columns of the table of problems: those of which each has its own first.
const COLUMNS: [&str; 6] = ["position", "row", "severity", "problem", "firm_id", "import_id"];
/// Problems that are removed in one transaction.
const FORGOTTEN_AT_ONCE: i64 = 5_000;

/// What was found so far.
#[derive(Default)]
struct Counts {
    rows: i64,
    new: i64,
    existing: i64,
    wrong: i64,
    problems: i64,
    /// What the problems take.
    bytes: usize,
    names: NewNames,
    report: FileReport,
    sample: sample::Kept,
}

impl Counts {
    fn are_beyond(&self, budget: &Budget) -> bool {
        self.problems.unsigned_abs() > budget.problems || self.bytes > budget.bytes
    }
}

/// Checks the file of an import. An attempt that broke off is begun anew.
pub async fn run(context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
    let Some(import) = queries::of_job(context, job, State::Checking).await? else { return Ok(()) };
    forget_problems(context, &import).await?;
    let names = templates::queries::names(&context.db.read, import.firm_id).await?;
    let path = file::path(context, import.firm_id, import.id);
    let choices = queries::choices(&import);
    let own = own::columns(&context.db.read, &import, &choices).await?;
    let known = (KnownNames::new(names), own);
    let mut batches = rows::stream(context.reader.clone(), path, Trust::Unknown, choices, known);
    let importer = Importer::of(&context.db, &import).await?;
    let mut counts = Counts::default();
    if !progress.step(0, 0).await? {
        return steps::throw_away(context, &import).await;
    }
    loop {
        let go_on = match progress.unless_stopped(batches.recv()).await? {
            Some(Some(Ok(batch))) => judge(context, &import, &importer, batch, &mut counts, progress).await?,
            Some(Some(Err(problem))) => return refuse(context, &import, &problem).await,
            Some(None) => break,
            None => false,
        };
        if !go_on {
            return steps::throw_away(context, &import).await;
        }
        if counts.are_beyond(&context.reader.budget) {
            let max = context.reader.budget.problems;
            return refuse(context, &import, &FileProblem::TooManyProblems { max }).await;
        }
    }
    if counts.rows == 0 && counts.report.hidden_rows() == 0 && counts.report.choosable().count() < 2 {
        return refuse(context, &import, &FileProblem::Empty).await;
    }
    let checked = import::ActiveModel {
        state: Set(State::Ready.key().into()),
        rows_total: Set(counts.rows),
        rows_new: Set(counts.new),
        rows_existing: Set(counts.existing),
        rows_wrong: Set(counts.wrong),
        problem_count: Set(counts.problems),
        file_report: Set(serde_json::json!(counts.report).to_string()),
        sample: Set(serde_json::json!(counts.sample).to_string()),
        ..Default::default()
    };
    queries::write(&context.db, &import, checked).await
}

/// Counts a batch and stores its problems, or keeps what is said of the file behind its last row; false when somebody asked to stop.
async fn judge(
    context: &AppContext,
    import: &import::Model,
    importer: &Importer,
    batch: Batch,
    counts: &mut Counts,
    progress: &Progress,
) -> Result<bool, AppError> {
    if let Some(report) = batch.report {
        counts.report = report;
        return Ok(true);
    }
    let sought = LookupKeys::of(batch.rows.iter().filter_map(|judged| judged.row.as_ref()));
    let known = ExistingCustomers::load(&context.db.read, importer, &sought).await?;
    let (passed, declared) = batch.progress();
    let mut problems = Vec::new();
    for judged in batch.rows {
        counts.rows += 1;
        let CheckedRow { row, problems: found, .. } = judged;
        problems.extend(found);
        let Some(row) = row else {
            counts.wrong += 1;
            continue;
        };
        let decision = known.plan(&row);
        let lacks = importer.own.lacks(&row).map(|lack| lacking_field(&batch.layouts, &row, lack));
        let lacks: Vec<Problem> = if decision == Decision::Create { lacks.collect() } else { Vec::new() };
        if !lacks.is_empty() {
            counts.wrong += 1;
            problems.extend(lacks);
            continue;
        }
        if decision == Decision::Create && !importer.may_write_financial {
            let left_out = guarded(&row).map(|column| problem(&batch.layouts, &row, column, ProblemReason::NoRight));
            problems.extend(left_out);
        }
        if decision == Decision::Create {
            let closed = row.own.iter().filter(|own| importer.own.closed.contains(&own.field));
            problems.extend(closed.map(|own| closed_field(&batch.layouts, &row, own)));
        }
        match decision {
            Decision::Create if counts.names.have(&row) => {
                counts.existing += 1;
                counts.sample.finds(&batch.layouts, &row, None);
            }
            Decision::Create => {
                counts.new += 1;
                counts.names.add(&row);
                counts.sample.creates(&batch.layouts, &row);
            }
            Decision::AlreadyThere { customer, .. } => {
                counts.existing += 1;
                counts.sample.finds(&batch.layouts, &row, Some(customer));
            }
            Decision::Error { column, reason } => {
                counts.wrong += 1;
                problems.push(problem(&batch.layouts, &row, column, reason));
            }
        }
    }
    for some in problems.chunks(PROBLEMS_AT_ONCE) {
        let tx = context.db.begin().await?;
        store(&tx, import, counts.problems, some).await?;
        tx.commit().await?;
        counts.problems += some.len() as i64;
        counts.bytes += some.iter().map(size).sum::<usize>();
    }
    progress.step(passed, declared).await
}

/// What is wrong with a row that can be read.
fn problem(layouts: &[Layout], row: &Row, column: Column, reason: ProblemReason) -> Problem {
    let layout = &layouts[usize::from(row.sheet)];
    Problem {
        sheet: layout.sheet.clone(),
        row: row.number,
        column: column.into(),
        letters: layout.letters(column),
        value: value_of(row, column),
        reason,
        repairs: Vec::new(),
    }
}

/// That a row comes in without what it has for a field of the firm's own.
fn closed_field(layouts: &[Layout], row: &Row, own: &OwnCell) -> Problem {
    let layout = &layouts[usize::from(row.sheet)];
    let other = &layout.others[own.at];
    Problem {
        sheet: layout.sheet.clone(),
        row: row.number,
        column: Heading::Own { own: other.title.clone() },
        letters: other.letters(),
        // An option or a colleague stands there by its key: the file shows what it is called.
        value: String::new(),
        reason: ProblemReason::NoRight,
        repairs: Vec::new(),
    }
}

/// That a row leaves a field of the firm's own empty that a new customer must have.
fn lacking_field(layouts: &[Layout], row: &Row, lack: &OwnLack) -> Problem {
    Problem {
        sheet: layouts[usize::from(row.sheet)].sheet.clone(),
        row: row.number,
        column: Heading::Own { own: lack.title.clone() },
        letters: lack.letters.clone(),
        value: String::new(),
        reason: ProblemReason::Missing,
        repairs: Vec::new(),
    }
}

/// What the row has in a column by which customers are told apart, or that does not come in.
fn value_of(row: &Row, column: Column) -> String {
    let value = match column {
        Column::Iban => row.iban.as_ref().map(ToString::to_string),
        Column::CompanyNumber => row.company_number.as_ref().map(ToString::to_string),
        Column::Vat => row.vat.as_ref().map(ToString::to_string),
        Column::ExternalReference => row.external_reference.as_ref().map(ToString::to_string),
        by_kind => row.more_of(by_kind).map(str::to_owned),
    };
    value.unwrap_or_default()
}

/// The columns in which the row says what only the area *Financial* opens.
fn guarded(row: &Row) -> impl Iterator<Item = Column> {
    let iban = row.iban.is_some().then_some(Column::Iban);
    let more = row.more.iter().map(|(column, _)| *column);
    iban.into_iter().chain(more.filter(|column| financial::guards(column.key())))
}

async fn store(
    tx: &DatabaseTransaction,
    import: &import::Model,
    first: i64,
    problems: &[Problem],
) -> Result<(), AppError> {
    let own = (first..).zip(problems).flat_map(|(position, problem)| -> [Value; 4] {
        let said = serde_json::json!(problem).to_string();
        [position.into(), i64::from(problem.row).into(), problem.severity().key().into(), said.into()]
    });
    let shared = [import.firm_id.into(), import.id.into()];
    for statement in batch::inserts(tx.get_database_backend(), "import_problem", &COLUMNS, own.collect(), &shared) {
        tx.execute_raw(statement).await?;
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
        file_report: Set(String::new()),
        sample: Set(String::new()),
        ..Default::default()
    };
    queries::write(&context.db, import, refused).await?;
    file::remove(context, import.firm_id, import.id).await
}

/// About what a problem takes in the database.
fn size(problem: &Problem) -> usize {
    PROBLEM_BYTES + problem.sheet.len() + problem.value.len() + problem.repairs.iter().map(String::len).sum::<usize>()
}

/// Removes the problems that were found before, in pieces: others write in between.
pub(super) async fn forget_problems(context: &AppContext, import: &import::Model) -> Result<(), AppError> {
    use import_problem::Column::{FirmId, ImportId, Position};
    // Their positions leave no gap.
    for first in (0..).step_by(FORGOTTEN_AT_ONCE as usize) {
        let tx = context.db.begin().await?;
        let some = import_problem::Entity::delete_many()
            .filter(FirmId.eq(import.firm_id))
            .filter(ImportId.eq(import.id))
            .filter(Position.gte(first))
            .filter(Position.lt(first + FORGOTTEN_AT_ONCE));
        let forgotten = some.exec(&tx).await?.rows_affected;
        tx.commit().await?;
        if forgotten == 0 {
            break;
        }
    }
    Ok(())
}
