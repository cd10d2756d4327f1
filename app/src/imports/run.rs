//! The job that makes customers of a bulk file. Each chunk of rows is one transaction that also says how far the import is, so
//! that every row is done exactly once, whatever happens to the server in between.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    imports::State,
    permissions::{Area, Level},
};
use entity::{import, job};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use sheets::Trust;
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    chunk::{Chunk, Chunks, Halt, Maker},
    existing_customers::ExistingCustomers,
    file,
    given::Templates,
    own, queries, rows,
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    clock,
    context::AppContext,
    customers::store,
    error::{AppError, Refusal},
    jobs::Progress,
    session::viewer_of,
};

/// How long a chunk may keep others from writing.
const PATIENCE: Duration = Duration::from_millis(16);
/// How long nothing is written between two chunks. Within the server who asks first is served first; another program on the same
/// database has to find a gap.
const GAP: Duration = Duration::from_millis(1);
/// Rows of the first chunk; those after it grow or shrink to the patience above.
const FIRST_CHUNK: usize = 100;

/// Creates the customers of an import from where it was.
pub async fn run(context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
    let Some(import) = queries::of_job(context, job, State::Importing).await? else { return Ok(()) };
    match make(context, import.clone(), job.owner_id, progress).await {
        Err(Halt::Unreadable(problem)) => {
            let unreadable =
                import::ActiveModel { file_problem: Set(serde_json::json!(problem).to_string()), ..Default::default() };
            queries::write(&context.db, &import, unreadable).await?;
            Err(AppError::Refused(Refusal::FileUnreadable))
        }
        Err(Halt::Failed(error)) => Err(error),
        Ok(()) => Ok(()),
    }
}

async fn make(context: &AppContext, import: import::Model, by: Uuid, progress: &Progress) -> Result<(), Halt> {
    let templates = Templates::load(context, &import).await?;
    let path = file::path(context, import.firm_id, import.id);
    let choices = queries::choices(&import);
    let known = (templates.names(), own::columns(&context.db.read, &import, &choices).await?);
    let batches = rows::stream(context.reader.clone(), path, Trust::Checked, choices, known);
    let maker = Arc::new(Maker::new(context, &import, templates).await?);
    let mut chunks = Chunks::new(context, maker.clone(), batches, import.last_row).await?;
    let mut writer = Writer { context, progress, maker, size: FIRST_CHUNK, import };
    let mut next = progress.unless_stopped(chunks.next(writer.size)).await?.transpose()?;
    while let Some(Some(chunk)) = next {
        check_right(context, writer.import.firm_id, by).await?;
        let size = writer.size;
        // While the database writes one chunk, the next one is made ready.
        let (written, following) = tokio::join!(writer.write(chunk), progress.unless_stopped(chunks.next(size)));
        let Written { next_number, go_on } = written?;
        if !go_on {
            return Ok(end(context, &writer.import, State::Cancelled).await?);
        }
        next = following?.transpose()?;
        sleep(GAP).await;
        chunks.next_number = next_number + next.iter().flatten().map(|chunk| chunk.ready.created).sum::<i64>();
    }
    // Stopped while it waited for rows, or at the end of the file.
    let state = if next.is_none() { State::Cancelled } else { State::Done };
    Ok(end(context, &writer.import, state).await?)
}

/// Whoever started it and may not bring in customers any more makes none. The file may be another colleague's, who left.
async fn check_right(context: &AppContext, firm_id: Uuid, user_id: Uuid) -> Result<(), AppError> {
    let owner = viewer_of::user(&context.db, firm_id, user_id).await?;
    owner.filter(|owner| owner.may(Area::Imports, Level::Edit)).map(drop).ok_or(AppError::Forbidden)
}

async fn end(context: &AppContext, import: &import::Model, state: State) -> Result<(), AppError> {
    let ended = import::ActiveModel {
        state: Set(state.key().into()),
        finished_at: Set(Some(clock::now())),
        ..Default::default()
    };
    queries::write(&context.db, import, ended).await?;
    // A cancelled import may go on, and what was wrong in a file can be downloaded: both need it.
    if state == State::Done && import.problem_count == 0 {
        file::remove(context, import.firm_id, import.id).await?;
    }
    Ok(())
}

struct Writer<'a> {
    context: &'a AppContext,
    progress: &'a Progress,
    maker: Arc<Maker>,
    /// Rows of the chunk after the next.
    size: usize,
    import: import::Model,
}

struct Written {
    /// The number of the customer after those of the chunk.
    next_number: i64,
    /// False when somebody asked to stop.
    go_on: bool,
}

impl Writer<'_> {
    /// Stores the customers of a chunk. What it was made ready by is looked at again, because colleagues and other imports write
    /// too: where something is otherwise now, the customers are made anew. Until they are stored nobody else makes customers.
    async fn write(&mut self, chunk: Chunk) -> Result<Written, AppError> {
        let import = &self.import;
        let Chunk { rows, sought, assumed, mut ready, done } = chunk;
        let last_row = rows.last().map_or(import.last_row, |last| last.position);
        let origin = Origin {
            firm_id: import.firm_id,
            actor: Actor::Import(import.id),
            source: "import",
            batch_id: Some(import.id),
        };
        let mut log = AuditedTransaction::new(self.context.db.begin().await?, origin);
        log.lock_firm().await?;
        let started = Instant::now();
        let known = ExistingCustomers::load(&log.tx, &self.maker.importer, &sought).await?;
        let changed = self.maker.changed(&log.tx).await?;
        if known != assumed || changed.is_some() {
            ready = self.maker.ready(&rows, known.clone(), ready.first, changed.as_ref());
        }
        let first = store::take_numbers(&log.tx, import.firm_id, ready.created).await?;
        if first != ready.first {
            ready = self.maker.ready(&rows, known, first, changed.as_ref());
        }
        let created = ready.created;
        store::write(&mut log, ready.customers).await?;
        self.advance(&log, last_row, created).await?;
        let go_on = self.progress.step_within(&log.tx, done, import.rows_total.unsigned_abs()).await?;
        log.finish().await?;
        self.size = next_chunk(rows.len(), started.elapsed());
        self.import.last_row = last_row;
        Ok(Written { next_number: first + created, go_on })
    }

    /// Says how far the import is, unless another worker was faster: then this chunk never happened.
    async fn advance(&self, log: &AuditedTransaction, last_row: i64, created: i64) -> Result<(), AppError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_grow_and_shrink_with_the_time_they_take() {
        assert_eq!(next_chunk(100, PATIENCE), 100);
        assert_eq!(next_chunk(100, PATIENCE * 2), 50);
        assert_eq!(next_chunk(100, Duration::from_millis(1)), rows::BATCH);
        assert_eq!(next_chunk(100, Duration::from_secs(60)), 20);
    }
}
