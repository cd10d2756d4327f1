//! How many customers each tab and view of the list holds.

use std::collections::BTreeMap;

use entity::{customer, customer_tally};
use sea_orm::{
    ActiveValue::Set,
    DatabaseTransaction, EntityTrait,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::error::AppError;

/// How the counts beside the list change.
#[derive(Default)]
pub struct Tally(BTreeMap<(i16, bool), i64>);

impl Tally {
    /// Counts a customer in (1) or out (-1).
    pub fn add(&mut self, customer: &customer::Model, by: i64) {
        *self.0.entry((customer.tab, !customer.vat.is_empty())).or_default() += by;
    }

    /// Adds what was counted to what is stored.
    pub async fn write(self, tx: &DatabaseTransaction, firm_id: Uuid) -> Result<(), AppError> {
        for ((tab, has_vat), by) in self.0 {
            if by == 0 {
                continue;
            }
            let row = customer_tally::ActiveModel {
                firm_id: Set(firm_id),
                tab: Set(tab),
                has_vat: Set(has_vat),
                customers: Set(by),
            };
            use customer_tally::Column::{Customers, FirmId, HasVat, Tab};
            let raise = Expr::col((customer_tally::Entity, Customers)).add(by);
            customer_tally::Entity::insert(row)
                .on_conflict(OnConflict::columns([FirmId, Tab, HasVat]).value(Customers, raise).to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    }
}
