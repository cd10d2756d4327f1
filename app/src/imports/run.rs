//! The job that makes customers of a bulk file. Each chunk of rows is one transaction that also says how far the import is, so
//! that every row is done exactly once, whatever happens to the server in between.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use domain::{
    imports::{Decision, Row, State, TemplateNames},
    permissions::Scope,
    templates::Content,
};
use entity::{import, job};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    customer, file,
    known::Known,
    queries,
    rows::{self, Judged, Trust},
};
use crate::{
    audit::{Actor, Log, Origin},
    context::{AppContext, internal},
    customers::store,
    error::{AppError, Refusal},
    jobs::Progress,
    session, templates,
};

/// How long a chunk may keep others from writing.
const PATIENCE: Duration = Duration::from_millis(25);
/// Rows of the first chunk; those after it grow or shrink to the patience above.
const FIRST_CHUNK: usize = 100;

/// Creates the customers of an import from where it was.
pub async fn run(context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
    let Some(import) = queries::of_job(context, job, State::Importing).await? else { return Ok(()) };
    let templates = Templates::load(context, &import).await?;
    let path = file::path(context, import.firm_id, import.id);
    let mut batches = rows::stream(path, Trust::Checked, templates.names());
    let mut writer = Writer { context, progress, templates, chunk: FIRST_CHUNK, done: 0, import };
    while let Some(batch) = batches.recv().await {
        // The file passed its check: that it cannot be read any more is our fault.
        let mut rows = batch.map_err(internal)?.rows;
        writer.skip_done(&mut rows);
        while !rows.is_empty() {
            let rest = rows.split_off(writer.chunk.min(rows.len()));
            if !writer.write(&rows).await? {
                return end(context, &writer.import, State::Cancelled).await;
            }
            rows = rest;
        }
    }
    end(context, &writer.import, State::Done).await
}

async fn end(context: &AppContext, import: &import::Model, state: State) -> Result<(), AppError> {
    let ended = import::ActiveModel {
        state: Set(state.key().into()),
        finished_at: Set(Some(chrono::Utc::now())),
        ..Default::default()
    };
    queries::write(&context.db, import, ended).await
}

struct Writer<'a> {
    context: &'a AppContext,
    progress: &'a Progress,
    templates: Templates,
    chunk: usize,
    /// Rows of the file that have had their turn.
    done: u64,
    import: import::Model,
}

impl Writer<'_> {
    /// Leaves out the rows of chunks that were committed before.
    fn skip_done(&mut self, rows: &mut Vec<Judged>) {
        let all = rows.len();
        rows.retain(|judged| i64::from(judged.number) > self.import.last_row);
        self.done += (all - rows.len()) as u64;
    }

    /// Makes customers of the good rows among these; false when somebody asked to stop.
    async fn write(&mut self, rows: &[Judged]) -> Result<bool, AppError> {
        let import = &self.import;
        let (firm_id, last_row) = (import.firm_id, rows.last().map_or(import.last_row, |last| last.number.into()));
        let good: Vec<&Row> = rows.iter().filter_map(|judged| judged.row.as_ref()).collect();
        let origin = Origin { firm_id, actor: Actor::Import(import.id), source: "import", batch_id: Some(import.id) };
        let mut log = Log::new(self.context.db.begin().await?, origin);
        let started = Instant::now();
        // Matched again, because a customer may have been added since the preview.
        let mut known = Known::load(&log.tx, firm_id, &good).await?;
        let mut customers = Vec::with_capacity(good.len());
        for row in good {
            if known.plan(row) == Decision::Create {
                let (template_id, content) = self.templates.of(row);
                let new = customer::of_row(firm_id, row, template_id, content, log.at());
                known.add(new.customer.id, row);
                customers.push(new);
            }
        }
        let created = customers.len() as i64;
        store::insert(&mut log, customers).await?;
        self.advance(&log, last_row, created).await?;
        let done = self.done + rows.len() as u64;
        let go_on = self.progress.step_within(&log.tx, done, import.rows_total.unsigned_abs()).await?;
        log.finish().await?;
        self.chunk = next_chunk(rows.len(), started.elapsed());
        self.done = done;
        self.import.last_row = last_row;
        Ok(go_on)
    }

    /// Says how far the import is, unless another worker was faster: then this chunk never happened.
    async fn advance(&self, log: &Log, last_row: i64, created: i64) -> Result<(), AppError> {
        use import::Column::{Created, LastRow};
        let advanced = import::Entity::update_many()
            .col_expr(LastRow, Expr::value(last_row))
            .col_expr(Created, Expr::col(Created).add(created))
            .filter(queries::is(&self.import))
            .filter(LastRow.eq(self.import.last_row))
            .filter(import::Column::State.eq(State::Importing.key()))
            .exec(&log.tx)
            .await?;
        if advanced.rows_affected == 1 { Ok(()) } else { Err(AppError::Refused(Refusal::ImportState)) }
    }
}

/// The number of rows that the next chunk takes, from how long this one took.
fn next_chunk(rows: usize, took: Duration) -> usize {
    let fitting = rows as f64 * PATIENCE.as_secs_f64() / took.as_secs_f64().max(0.000_1);
    (fitting as usize).clamp(20, rows::BATCH)
}

/// What the rows' templates give, read once.
struct Templates {
    names: Vec<String>,
    by_name: HashMap<String, (Uuid, Content)>,
    default: Option<(Uuid, Content)>,
    /// The importing colleague, when it would not see its own customers otherwise.
    assigned: Option<Uuid>,
}

impl Templates {
    async fn load(context: &AppContext, import: &import::Model) -> Result<Self, AppError> {
        let (db, firm_id) = (&context.db.read, import.firm_id);
        let (mut names, mut by_name) = (Vec::new(), HashMap::new());
        for choice in templates::queries::choices(db, firm_id).await? {
            let content = templates::queries::content(db, firm_id, choice.id).await?;
            names.push(choice.name.clone());
            by_name.insert(choice.name, (choice.id, content));
        }
        let default = match import.template_id {
            Some(id) => Some((id, templates::queries::content(db, firm_id, id).await?)),
            None => None,
        };
        let importer = session::queries::viewer_of(&context.db, firm_id, import.user_id).await?;
        let assigned = importer.filter(|viewer| viewer.rights.scope == Scope::Assigned).map(|viewer| viewer.user_id);
        Ok(Self { names, by_name, default, assigned })
    }

    fn names(&self) -> TemplateNames {
        TemplateNames::new(self.names.iter().cloned())
    }

    /// The template of a row and what it gives.
    fn of(&self, row: &Row) -> (Option<Uuid>, Content) {
        let named = row.template.as_ref().and_then(|name| self.by_name.get(name));
        let (id, mut content) =
            named.or(self.default.as_ref()).cloned().map_or_else(Default::default, |(id, content)| (Some(id), content));
        content.users.extend(self.assigned);
        (id, content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_grow_and_shrink_with_the_time_they_take() {
        assert_eq!(next_chunk(100, Duration::from_millis(25)), 100);
        assert_eq!(next_chunk(100, Duration::from_millis(50)), 50);
        assert_eq!(next_chunk(100, Duration::from_millis(1)), rows::BATCH);
        assert_eq!(next_chunk(100, Duration::from_secs(60)), 20);
    }
}
