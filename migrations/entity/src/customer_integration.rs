//! An integration linked to a customer, with its settings there.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "customer_integration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    /// Key of `domain::integrations::Integration`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub integration: String,
    pub version: i32,
    /// What the outside system calls the customer.
    pub external_reference: String,
    /// JSON object of text values, by the catalogue's keys.
    pub settings: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
