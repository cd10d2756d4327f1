//! Rows on their way to being customers: made ready while those before them are being written.

use std::sync::Arc;

use domain::imports::{Decision, FileProblem, Row};
use entity::import;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use tokio::{sync::mpsc, task::spawn_blocking};
use uuid::Uuid;

use super::{
    customer,
    existing_customers::{ExistingCustomers, Importer, LookupKeys},
    given::{Templates, There},
    own,
    rows::{Batch, CheckedRow},
};
use crate::{
    clock,
    context::{AppContext, internal},
    customers::{financial, store},
    error::AppError,
};

/// Why there are no more rows before the end of the file.
pub enum Halt {
    /// The file passed its check and cannot be read any more.
    Unreadable(FileProblem),
    Failed(AppError),
}

impl From<AppError> for Halt {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

/// Some rows of a file, and the customers that they become if all is still as it was looked up.
pub struct Chunk {
    pub rows: Vec<CheckedRow>,
    pub sought: LookupKeys,
    /// Whom the firm had when the customers were made ready.
    pub assumed: ExistingCustomers,
    pub ready: Ready,
    /// Rows of the file that have had their turn after these.
    pub done: u64,
}

/// The new customers among some rows.
pub struct Ready {
    /// The number of the first.
    pub first: i64,
    pub created: i64,
    pub customers: store::Ready,
}

/// Makes customers of rows. It takes long, so it is for a thread where that is allowed.
pub struct Maker {
    engine: DbBackend,
    firm_id: Uuid,
    pub(super) importer: Importer,
    templates: Templates,
    /// Who and what the templates give was there at first.
    there: There,
}

impl Maker {
    pub async fn new(context: &AppContext, import: &import::Model, templates: Templates) -> Result<Self, AppError> {
        let importer = Importer::of(&context.db, import).await?;
        let engine = context.db.read.get_database_backend();
        let there = templates.there(&context.db.read).await?;
        Ok(Self { engine, firm_id: import.firm_id, importer, templates, there })
    }

    /// Who and what the templates give is there now, and who manages is called so until the end; none where that is as it was at
    /// first.
    pub async fn changed(&self, tx: &DatabaseTransaction) -> Result<Option<There>, AppError> {
        self.templates.hold_managers(tx).await?;
        Ok(Some(self.templates.there(tx).await?).filter(|there| *there != self.there))
    }

    /// The customers that rows become, numbered from `first`, if the firm has those in `known`; `changed` says what of the
    /// templates is there now, where it is otherwise than at first.
    pub fn ready(
        &self,
        rows: &[CheckedRow],
        mut known: ExistingCustomers,
        first: i64,
        changed: Option<&There>,
    ) -> Ready {
        let there = changed.unwrap_or(&self.there);
        let at = clock::now();
        let mut customers = Vec::with_capacity(rows.len());
        for row in good(rows) {
            if known.plan(row) == Decision::Create && self.importer.own.lacks(row).next().is_none() {
                let (template_id, content) = self.templates.of(row, there);
                let mut new = customer::of_row(self.firm_id, row, template_id, content, at);
                if !self.importer.may_write_financial {
                    financial::leave_out(&mut new.customer);
                }
                new.own = own::values(row, self.firm_id, new.customer.id, &self.importer.own);
                new.customer.number = first + customers.len() as i64;
                known.add(new.customer.id, row);
                customers.push(new);
            }
        }
        let created = customers.len() as i64;
        Ready { first, created, customers: store::prepare(self.engine, customers, &there.managers) }
    }
}

/// The rows of a file in chunks, from where an import was.
pub struct Chunks<'a> {
    context: &'a AppContext,
    maker: Arc<Maker>,
    batches: mpsc::Receiver<Result<Batch, FileProblem>>,
    waiting: Vec<CheckedRow>,
    /// The last row that was written before.
    last_row: i64,
    done: u64,
    /// The number that the next new customer is taken to get.
    pub next_number: i64,
}

impl<'a> Chunks<'a> {
    pub async fn new(
        context: &'a AppContext,
        maker: Arc<Maker>,
        batches: mpsc::Receiver<Result<Batch, FileProblem>>,
        last_row: i64,
    ) -> Result<Self, AppError> {
        let next_number = store::next_number(&context.db.read, maker.firm_id).await?;
        Ok(Self { context, maker, batches, waiting: Vec::new(), last_row, done: 0, next_number })
    }

    /// The next chunk of at most this many rows, made ready; none at the end of the file.
    pub async fn next(&mut self, most: usize) -> Result<Option<Chunk>, Halt> {
        let rows = self.take(most).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let (sought, rows) = run_blocking(move || (LookupKeys::of(good(&rows)), rows)).await?;
        let assumed = ExistingCustomers::load(&self.context.db.read, &self.maker.importer, &sought).await?;
        let (maker, first, done) = (self.maker.clone(), self.next_number, self.done);
        let chunk = run_blocking(move || {
            let ready = maker.ready(&rows, assumed.clone(), first, None);
            Chunk { rows, sought, assumed, ready, done }
        })
        .await?;
        self.next_number += chunk.ready.created;
        Ok(Some(chunk))
    }

    /// The next rows that were not written before.
    async fn take(&mut self, most: usize) -> Result<Vec<CheckedRow>, Halt> {
        while self.waiting.len() < most {
            let Some(batch) = self.batches.recv().await else { break };
            let rows = batch.map_err(Halt::Unreadable)?.rows;
            let all = rows.len();
            let before = self.waiting.len();
            self.waiting.extend(rows.into_iter().filter(|judged| judged.position > self.last_row));
            self.done += (before + all - self.waiting.len()) as u64;
        }
        let rest = self.waiting.split_off(most.min(self.waiting.len()));
        let rows = std::mem::replace(&mut self.waiting, rest);
        self.done += rows.len() as u64;
        Ok(rows)
    }
}

/// The rows without an error.
fn good(rows: &[CheckedRow]) -> impl Iterator<Item = &Row> + Clone {
    rows.iter().filter_map(|judged| judged.row.as_ref())
}

/// Does what keeps a thread busy where nothing waits for that thread.
async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    spawn_blocking(work).await.map_err(internal)
}
