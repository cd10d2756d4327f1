//! What writing the records of a customer has in common, be they addresses or contacts: the customer is held, what somebody else
//! changed is told, and what follows from the records is brought up to date.

use domain::details::Rejections;
use entity::customer;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    audit::{AuditedTransaction, Tracked, trails},
    context::AppContext,
    customers::{form::request::refused, store, visible},
    error::AppError,
    limits::Counted,
    patch::{Current, Patch, Record},
    session::Viewer,
};

/// A record of which a customer has any number.
pub trait CardRecord: Tracked {
    /// What people fill in of it.
    type Details: Record + Send + Sync;
    /// How the names of its fields begin in a form.
    const PREFIX: &'static str;
    /// What there are at most so many of.
    const COUNTED: Counted;

    /// Those of a customer.
    fn all(
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        customer_id: Uuid,
    ) -> impl Future<Output = Result<Vec<Self>, AppError>> + Send;
    /// What is filled in of this one.
    fn details(&self) -> Self::Details;
    /// The details as they are stored, or what is wrong with them.
    fn check(typed: &Self::Details) -> Result<Self::Details, Rejections>;
    /// A new one, beside the others that the customer has.
    fn new(firm_id: Uuid, customer_id: Uuid, others: &[Self], checked: Self::Details) -> Self;
}

/// A transaction that holds the customer, the customer, and its records of this kind.
pub async fn opened<T: CardRecord>(
    context: &AppContext,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<(AuditedTransaction, customer::Model, Vec<T>), AppError> {
    let log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = visible::one_to_write(&log.tx, viewer, customer_id).await?;
    let records = T::all(&log.tx, viewer.firm_id, customer_id).await?;
    Ok((log, customer, records))
}

/// Details that can be stored, or the wrong fields by their names in the form.
pub fn checked<T: CardRecord>(typed: &T::Details) -> Result<T::Details, AppError> {
    T::check(typed).map_err(|wrong| AppError::Invalid(refused(wrong, T::PREFIX)))
}

/// The record as the colleague saw it; `Conflict` tells what it is now where somebody changed it since.
pub async fn seen<'a, T: CardRecord>(
    log: &AuditedTransaction,
    viewer: &Viewer,
    records: &'a [T],
    id: Uuid,
    version: i32,
) -> Result<&'a T, AppError> {
    let record = one(records, id)?;
    if record.version() == version { Ok(record) } else { Err(conflict(log, viewer, record, version).await?) }
}

/// The record, and its details with what was changed of them; `Conflict` where somebody else changed the same fields.
pub async fn patched<'a, T: CardRecord>(
    log: &AuditedTransaction,
    viewer: &Viewer,
    records: &'a [T],
    (id, version): (Uuid, i32),
    patch: &Patch<T::Details>,
) -> Result<(&'a T, T::Details), AppError> {
    let before = one(records, id)?;
    match patch.onto(&before.details(), before.version() == version) {
        Ok(typed) => Ok((before, checked::<T>(&typed)?)),
        Err(_) => Err(conflict(log, viewer, before, version).await?),
    }
}

/// Adds a record to those that a customer has, if there is room.
pub async fn add<T: CardRecord>(
    log: &mut AuditedTransaction,
    customer_id: Uuid,
    others: &[T],
    checked: T::Details,
) -> Result<(), AppError> {
    T::COUNTED.room(others.len() as u64)?;
    log.insert(T::new(log.firm_id(), customer_id, others, checked)).await?;
    Ok(())
}

/// Brings up to date what follows from the records, and commits.
pub async fn finish(mut log: AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    store::refresh(&mut log, customer_id).await?;
    log.finish().await
}

fn one<T: CardRecord>(records: &[T], id: Uuid) -> Result<&T, AppError> {
    records.iter().find(|record| record.record_id() == id).ok_or(AppError::NotFound)
}

/// What the record is now, for a colleague who saw another `version` of it.
async fn conflict<T: CardRecord>(
    log: &AuditedTransaction,
    viewer: &Viewer,
    record: &T,
    version: i32,
) -> Result<AppError, AppError> {
    let customer_id = record.customer_id().ok_or(AppError::NotFound)?;
    let changed = trails::since::<T>(&log.tx, viewer, customer_id, record.record_id(), version).await?;
    Ok(AppError::conflict(&Current { version: record.version(), details: record.details(), changed }))
}
