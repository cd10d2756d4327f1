//! An address of a customer; the first is its head office.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "address")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub customer_id: Uuid,
    pub version: i32,
    pub head_office: bool,
    /// What the customer calls it: warehouse, invoices, …
    pub label: String,
    pub street: String,
    pub house_number: String,
    pub box_number: String,
    /// What stands between street and city: a building, a gate, a department.
    pub addition: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
