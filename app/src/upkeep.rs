//! Work over many records that a new version of the product does once, a batch at a time, before the server serves. How far it is
//! stands in the database, written with each batch: after a crash it goes on from there.

use entity::upkeep;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::error::AppError;

/// How far the work of this name is; none where it is done.
pub async fn left(tx: &DatabaseTransaction, name: &'static str) -> Result<Option<upkeep::Model>, AppError> {
    let at = upkeep::Entity::find_by_id(name).lock_exclusive().one(tx).await?;
    Ok(at.filter(|at| !at.done))
}

/// Which records, by firm and id, come after the last that had its turn.
pub fn after(at: &upkeep::Model, firm: impl ColumnTrait, record: impl ColumnTrait) -> Condition {
    let here = || Expr::tuple([firm.into_expr(), record.into_expr()]);
    let last = at.firm_id.zip(at.record_id);
    let later = last.map(|(firm_id, id)| here().gt(Expr::tuple([Expr::val(firm_id), Expr::val(id)])));
    Condition::all().add_option(later)
}

/// Says which record had its turn last; none when there were no more.
pub async fn went_on(tx: &DatabaseTransaction, name: &'static str, last: Option<(Uuid, Uuid)>) -> Result<(), AppError> {
    let on = upkeep::ActiveModel {
        name: Set(name.into()),
        firm_id: Set(last.map(|(firm_id, _)| firm_id)),
        record_id: Set(last.map(|(_, id)| id)),
        done: Set(last.is_none()),
    };
    upkeep::Entity::update(on).exec(tx).await?;
    Ok(())
}
