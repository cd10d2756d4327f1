//! The categories that a customer is in: a word of the full-text index for each.

use domain::sorting::sort_by_name;
use entity::{category, customer_category};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait, sea_query::LockType,
};
use uuid::Uuid;

use super::full_text::reindex;
use crate::{
    audit::AuditedTransaction,
    customers::{form::request::Ticks, records::Named},
    error::AppError,
    limits::Counted,
};

/// Puts a customer in a category of the firm; one that is in it already stays so.
pub async fn categorise(log: &mut AuditedTransaction, customer_id: Uuid, category_id: Uuid) -> Result<(), AppError> {
    let firm_id = log.firm_id();
    // Held until the end, so that nobody removes the category meanwhile.
    let category = category::Entity::find_by_id((firm_id, category_id)).lock(LockType::KeyShare);
    category.one(&log.tx).await?.ok_or(AppError::NotFound)?;
    if link(log, customer_id, category_id).await?.is_some() {
        return Ok(());
    }
    let of_customer = customer_category::Entity::find()
        .filter(customer_category::Column::FirmId.eq(firm_id))
        .filter(customer_category::Column::CustomerId.eq(customer_id));
    Counted::CategoriesOfCustomer.room(of_customer.count(&log.tx).await?)?;
    log.insert(customer_category::Model { firm_id, customer_id, category_id }).await?;
    reindex(&log.tx, firm_id, customer_id).await
}

/// Sees to it that these are categories of the firm, no more than a customer may have, and stay there until the end.
pub async fn hold_categories(tx: &DatabaseTransaction, firm_id: Uuid, ids: &[Uuid]) -> Result<(), AppError> {
    Counted::CategoriesOfCustomer.fits(ids.len())?;
    let these = category::Entity::find()
        .filter(category::Column::FirmId.eq(firm_id))
        .filter(category::Column::Id.is_in(ids.iter().copied()))
        .lock(LockType::KeyShare);
    let found = if ids.is_empty() { 0 } else { these.all(tx).await?.len() };
    if found == ids.len() { Ok(()) } else { Err(AppError::NotFound) }
}

/// Takes a customer out of a category of the firm; one that is not in it stays so. Says whether it was
/// in it.
pub async fn uncategorise(
    log: &mut AuditedTransaction,
    customer_id: Uuid,
    category_id: Uuid,
) -> Result<bool, AppError> {
    let firm_id = log.firm_id();
    category::Entity::find_by_id((firm_id, category_id)).one(&log.tx).await?.ok_or(AppError::NotFound)?;
    let Some(link) = link(log, customer_id, category_id).await? else { return Ok(false) };
    log.delete(&link).await?;
    reindex(&log.tx, firm_id, customer_id).await?;
    Ok(true)
}

/// Puts a customer in the categories that were ticked, and takes it out of those that no longer are. One that the firm no longer has
/// says nothing.
///
/// # Errors
/// `Refused` where the customer would be in too many.
pub async fn recategorise(log: &mut AuditedTransaction, customer_id: Uuid, ticks: &Ticks) -> Result<(), AppError> {
    Counted::CategoriesOfCustomer.fits(ticks.ticked.len().max(ticks.seen.len()))?;
    for category_id in &ticks.seen - &ticks.ticked {
        unless_gone(uncategorise(log, customer_id, category_id).await.map(drop))?;
    }
    for category_id in &ticks.ticked - &ticks.seen {
        unless_gone(categorise(log, customer_id, category_id).await)?;
    }
    Ok(())
}

fn unless_gone(outcome: Result<(), AppError>) -> Result<(), AppError> {
    if outcome == Err(AppError::NotFound) { Ok(()) } else { outcome }
}

/// The categories that a customer is in, by name.
pub async fn categories_of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<Named>, AppError> {
    let ids = customer_category::Entity::find()
        .select_only()
        .column(customer_category::Column::CategoryId)
        .filter(customer_category::Column::FirmId.eq(firm_id))
        .filter(customer_category::Column::CustomerId.eq(customer_id))
        .into_query();
    let found = category::Entity::find()
        .filter(category::Column::FirmId.eq(firm_id))
        .filter(category::Column::Id.in_subquery(ids))
        .all(db)
        .await?;
    let mut named: Vec<Named> =
        found.into_iter().map(|category| Named { id: category.id, name: category.name }).collect();
    sort_by_name(&mut named, |category| &category.name);
    Ok(named)
}

async fn link(
    log: &AuditedTransaction,
    customer_id: Uuid,
    category_id: Uuid,
) -> Result<Option<customer_category::Model>, AppError> {
    Ok(customer_category::Entity::find_by_id((log.firm_id(), customer_id, category_id)).one(&log.tx).await?)
}
