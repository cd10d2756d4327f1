//! The job that writes the values of a field as its kind, a few at a time. What is written says so itself, so it stops and goes on
//! anywhere.

use std::collections::HashSet;

use domain::{
    own_fields::{OwnKind, People, sort_key},
    permissions::Area,
};
use entity::{customer, job, own_field, own_value};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{going_back, last};
use crate::{
    audit::{Actor, AuditedTransaction, Origin, Tracked},
    batch,
    context::AppContext,
    customers::store,
    error::AppError,
    jobs::{Job, Progress},
    own_fields::{OwnField, found, queries::shown, reading},
};

/// Values a transaction: few, since SQLite has one writer and colleagues wait for it.
const CHUNK: u64 = 100;

/// Writes the values of a field as its kind.
#[derive(Serialize, Deserialize)]
pub struct ConvertValues {
    /// What holds together what the change of kind wrote.
    pub change_id: Uuid,
    /// That is put back.
    pub returns: bool,
}

impl Job for ConvertValues {
    const KEY: &'static str = "convert_own_field";
    const AREA: Area = Area::Settings;

    async fn run(self, context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
        let db = &context.db.read;
        let field = own_field::Entity::find_by_id((job.firm_id, job.subject_id)).one(db).await?;
        let field = field.filter(|field| field.change_id == Some(self.change_id));
        let Some(field) = field.as_ref().and_then(shown) else { return Ok(()) };
        let people = reading::people(db, job.firm_id).await?;
        let mut run = Run { context, job, progress, order: &self, field, people, done: 0, total: 0 };
        run.total = last::left(job.firm_id, &run.field).count(db).await?;
        if self.returns {
            run.total += last::lines(job.firm_id, self.change_id, own_value::Model::KIND).count(db).await?;
        }
        if self.returns && !run.put_back().await? {
            return Ok(());
        }
        if run.convert().await? && self.returns {
            run.forget().await?;
        }
        Ok(())
    }
}

/// One attempt.
struct Run<'a> {
    context: &'a AppContext,
    job: &'a job::Model,
    progress: &'a Progress,
    order: &'a ConvertValues,
    field: OwnField,
    people: People,
    done: u64,
    total: u64,
}

impl Run<'_> {
    /// Writes what is of a former kind as what it becomes, and leaves empty what becomes nothing. Answers whether it came to the end.
    async fn convert(&mut self) -> Result<bool, AppError> {
        let mut after = None;
        loop {
            let mut log = self.begin().await?;
            let customers = self.following(&log, after).await?;
            let Some(last) = customers.last() else { return Ok(true) };
            after = Some(*last);
            self.hold(&log, &customers).await?;
            let values = going_back::values(&log.tx, log.firm_id(), self.field.id, &customers).await?;
            let former: Vec<_> = values.into_values().filter(|row| row.kind != self.field.stored_kind()).collect();
            let kinds: Vec<_> = former.iter().map(|row| self.field.kind_of(&row.kind)).collect();
            for row in former {
                match reading::becomes(&self.field, &self.people, &row) {
                    Some(value) => self.write(&mut log, &row, value, self.field.stored_kind()).await?,
                    None => log.delete(&row).await?,
                }
            }
            self.refind(&log, &customers, kinds).await?;
            if !self.finish(log, customers.len()).await? {
                return Ok(false);
            }
        }
    }

    /// Puts back what the change wrote and nobody has changed since. Answers whether it came to the end.
    async fn put_back(&mut self) -> Result<bool, AppError> {
        let mut after = None;
        loop {
            let mut log = self.begin().await?;
            let page = going_back::done(&log.tx, log.firm_id(), self.order.change_id, after, CHUNK).await?;
            let Some(last) = page.last() else { return Ok(true) };
            after = Some(last.id);
            let customers: Vec<Uuid> = page.iter().map(|done| done.customer_id).collect();
            let there = self.hold(&log, &customers).await?;
            let now = going_back::values(&log.tx, log.firm_id(), self.field.id, &customers).await?;
            let former = page.iter().map(|done| done.kind.as_str()).chain(now.values().map(|row| row.kind.as_str()));
            let kinds: Vec<_> = former.map(|kind| self.field.kind_of(kind)).collect();
            for done in page.iter().filter(|done| there.contains(&done.customer_id)) {
                match now.get(&done.customer_id) {
                    row if !done.stands(row) => {}
                    Some(row) => self.write(&mut log, row, done.value.clone(), &done.kind).await?,
                    None => {
                        let new = own_value::Model {
                            firm_id: log.firm_id(),
                            customer_id: done.customer_id,
                            field_id: self.field.id,
                            version: 1,
                            value_key: sort_key(self.field.kind_of(&done.kind), &done.value),
                            value: done.value.clone(),
                            kind: done.kind.clone(),
                        };
                        log.insert(new).await?;
                    }
                }
            }
            self.refind(&log, &customers, kinds).await?;
            if !self.finish(log, page.len()).await? {
                return Ok(false);
            }
        }
    }

    /// Nothing is left to put back.
    async fn forget(&self) -> Result<(), AppError> {
        let tx = self.context.db.begin().await?;
        own_field::Entity::update_many()
            .col_expr(own_field::Column::ChangeId, Expr::value(None::<Uuid>))
            .filter(own_field::Column::FirmId.eq(self.job.firm_id))
            .filter(own_field::Column::Id.eq(self.field.id))
            .filter(own_field::Column::ChangeId.eq(self.order.change_id))
            .exec(&tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// What holds together what this job writes: that of a change is what is put back.
    async fn begin(&self) -> Result<AuditedTransaction, AppError> {
        let batch_id = if self.order.returns { self.job.id } else { self.order.change_id };
        let actor = Actor::User(self.job.owner_id);
        let origin = Origin { firm_id: self.job.firm_id, actor, source: "settings", batch_id: Some(batch_id) };
        Ok(AuditedTransaction::new(self.context.db.begin().await?, origin))
    }

    /// The next customers who have a value of a former kind.
    async fn following(&self, log: &AuditedTransaction, after: Option<Uuid>) -> Result<Vec<Uuid>, AppError> {
        let mut left = last::left(log.firm_id(), &self.field).select_only().column(own_value::Column::CustomerId);
        if let Some(after) = after {
            left = left.filter(own_value::Column::CustomerId.gt(after));
        }
        let next = left.order_by_asc(own_value::Column::CustomerId).limit(CHUNK);
        Ok(next.into_tuple().all(&log.tx).await?)
    }

    /// Waits for who writes these customers or guards the field, and lets nobody else until the end. Who was deleted is not among them.
    async fn hold(&self, log: &AuditedTransaction, customers: &[Uuid]) -> Result<HashSet<Uuid>, AppError> {
        let held = customer::Entity::find()
            .select_only()
            .column(customer::Column::Id)
            .filter(customer::Column::FirmId.eq(log.firm_id()))
            .filter(customer::Column::Id.is_in(batch::padded(customers.iter().copied())))
            .order_by_asc(customer::Column::Id)
            .lock_exclusive();
        let held: Vec<Uuid> = held.into_tuple().all(&log.tx).await?;
        found::hold(&log.tx, log.firm_id(), [self.field.id]).await?;
        Ok(held.into_iter().collect())
    }

    /// Brings what these customers are found by up to date, where that follows from values of one of these kinds or of the field's.
    async fn refind(
        &self,
        log: &AuditedTransaction,
        customers: &[Uuid],
        mut former: Vec<OwnKind>,
    ) -> Result<(), AppError> {
        former.push(self.field.kind);
        if former.into_iter().any(found::follows_from) {
            store::refind(&log.tx, log.firm_id(), customers).await?;
        }
        Ok(())
    }

    async fn write(
        &self,
        log: &mut AuditedTransaction,
        row: &own_value::Model,
        value: String,
        kind: &str,
    ) -> Result<(), AppError> {
        let value_key = sort_key(self.field.kind_of(kind), &value);
        log.update(row, own_value::Model { value, value_key, kind: kind.to_owned(), ..row.clone() }).await
    }

    /// Commits a piece of the work with how far it is. Answers whether to go on.
    async fn finish(&mut self, log: AuditedTransaction, more: usize) -> Result<bool, AppError> {
        self.done += more as u64;
        let go_on = self.progress.step_within(&log.tx, self.done, self.total.max(self.done)).await?;
        log.finish().await?;
        Ok(go_on)
    }
}
