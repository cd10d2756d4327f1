//! The firm's own numbers for its customers. A counter tells the next; what a colleague gave by hand is skipped.

use domain::{Reason, details::NUMBERS};
use entity::{customer, firm};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType, Query},
};
use uuid::Uuid;

use super::new::NewCustomer;
use crate::{
    context::internal,
    error::{AppError, FieldError},
};

/// Gives each customer without a number the next one.
pub async fn give_numbers(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    customers: &mut [NewCustomer],
) -> Result<(), AppError> {
    let given = customers.iter().map(|new| new.customer.number).filter(|number| *number != 0).max();
    if let Some(given) = given {
        follow(tx, firm_id, given).await?;
    }
    let unnumbered = customers.iter().filter(|new| new.customer.number == 0).count() as i64;
    if unnumbered == 0 {
        return Ok(());
    }
    let first = take_numbers(tx, firm_id, unnumbered).await?;
    for (number, new) in (first..).zip(customers.iter_mut().filter(|new| new.customer.number == 0)) {
        new.customer.number = number;
    }
    Ok(())
}

/// Takes numbers that no customer has for this many new ones, one after the other, and answers the first. The firm's row is held
/// until the end, so that two colleagues never get the same.
pub async fn take_numbers(tx: &DatabaseTransaction, firm_id: Uuid, wanted: i64) -> Result<i64, AppError> {
    let counter = held(tx, firm_id).await?;
    let first = match free(tx, firm_id, counter, wanted).await? {
        Some(first) => first,
        // The highest numbers were given by hand: those that were left out are as good.
        None => free(tx, firm_id, *NUMBERS.start(), wanted)
            .await?
            .ok_or_else(|| internal("a firm has no customer numbers left"))?,
    };
    count_from(tx, firm_id, first + wanted).await?;
    Ok(first)
}

/// Lets the counter go on behind a number that was given by hand, unless that is the last there is.
pub async fn follow(tx: &DatabaseTransaction, firm_id: Uuid, given: i64) -> Result<(), AppError> {
    if !NUMBERS.contains(&given) {
        let why = Reason::Range { min: *NUMBERS.start(), max: *NUMBERS.end() };
        return Err(AppError::field("number", FieldError::Rejected(why.into())));
    }
    let counter = held(tx, firm_id).await?;
    if given >= counter && given < *NUMBERS.end() { count_from(tx, firm_id, given + 1).await } else { Ok(()) }
}

/// The number that the next customer gets, if nobody takes it before.
pub async fn next_number(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<i64, AppError> {
    let next = firm::Entity::find_by_id(firm_id).select_only().column(firm::Column::NextCustomerNumber);
    next.into_tuple().one(db).await?.ok_or(AppError::NotFound)
}

/// The counter, which nobody else moves until the end of the transaction.
async fn held(tx: &DatabaseTransaction, firm_id: Uuid) -> Result<i64, AppError> {
    let firm = firm::Entity::find_by_id(firm_id).lock(LockType::NoKeyUpdate).one(tx).await?;
    Ok(firm.ok_or(AppError::NotFound)?.next_customer_number)
}

async fn count_from(tx: &DatabaseTransaction, firm_id: Uuid, next: i64) -> Result<(), AppError> {
    let counted = firm::ActiveModel { next_customer_number: Set(next), ..Default::default() };
    firm::Entity::update_many().set(counted).filter(firm::Column::Id.eq(firm_id)).exec(tx).await?;
    Ok(())
}

/// The first of so many numbers in a row that no customer has, from `start` on; none where there are not as many.
async fn free(tx: &DatabaseTransaction, firm_id: Uuid, start: i64, wanted: i64) -> Result<Option<i64>, AppError> {
    let mut start = start;
    while start + wanted - 1 <= *NUMBERS.end() {
        let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(firm_id));
        let last: Option<i64> = of_firm
            .filter(customer::Column::Number.between(start, start + wanted - 1))
            .select_only()
            .column(customer::Column::Number)
            .order_by_desc(customer::Column::Number)
            .into_tuple()
            .one(tx)
            .await?;
        let Some(last) = last else { return Ok(Some(start)) };
        start = end_of_run(tx, firm_id, last).await? + 1;
    }
    Ok(None)
}

/// The last of the taken numbers that follow each other from this one on.
async fn end_of_run(tx: &DatabaseTransaction, firm_id: Uuid, from: i64) -> Result<i64, AppError> {
    let following = Query::select()
        .expr(Expr::val(1))
        .from_as(customer::Entity, "following")
        .and_where(Expr::col(("following", customer::Column::FirmId)).eq(firm_id))
        .and_where(
            Expr::col(("following", customer::Column::Number)).eq(Expr::col((
                customer::Entity,
                customer::Column::Number,
            ))
            .add(1)),
        )
        .take();
    let end: Option<i64> = customer::Entity::find()
        .select_only()
        .column(customer::Column::Number)
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Number.gte(from))
        .filter(Expr::exists(following).not())
        .order_by_asc(customer::Column::Number)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(end.unwrap_or(from))
}
