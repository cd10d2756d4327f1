//! The firm's own numbers for its customers.

use entity::firm;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::new::NewCustomer;
use crate::error::AppError;

/// Gives each customer without a number the next one.
pub async fn give_numbers(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    customers: &mut [NewCustomer],
) -> Result<(), AppError> {
    let unnumbered = customers.iter().filter(|new| new.customer.number == 0).count() as i64;
    let highest_given = customers.iter().map(|new| new.customer.number).max().unwrap_or(0);
    let first = take_numbers(tx, firm_id, unnumbered, highest_given).await?;
    for (number, new) in (first..).zip(customers.iter_mut().filter(|new| new.customer.number == 0)) {
        new.customer.number = number;
    }
    Ok(())
}

/// Takes numbers for this many new customers, all above `given`, and answers the first.
pub async fn take_numbers(tx: &DatabaseTransaction, firm_id: Uuid, wanted: i64, given: i64) -> Result<i64, AppError> {
    // One statement takes the numbers, so that two colleagues never get the same; a higher number given by hand is jumped over.
    let next = Expr::col(firm::Column::NextCustomerNumber);
    let floor = Expr::case(next.clone().lt(given + 1), given + 1).finally(next);
    firm::Entity::update_many()
        .col_expr(firm::Column::NextCustomerNumber, Expr::Case(Box::new(floor)).add(wanted))
        .filter(firm::Column::Id.eq(firm_id))
        .exec(tx)
        .await?;
    Ok(next_number(tx, firm_id).await? - wanted)
}

/// The number that the next customer gets, if nobody takes it before.
pub async fn next_number(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<i64, AppError> {
    let next = firm::Entity::find_by_id(firm_id).select_only().column(firm::Column::NextCustomerNumber);
    next.into_tuple().one(db).await?.ok_or(AppError::NotFound)
}
