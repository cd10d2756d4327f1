//! A configuration template: who and what a new customer starts with.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub name: String,
    pub description: String,
    pub archived: bool,
    /// JSON array of user ids.
    pub users: String,
    /// JSON object: integration key to its settings.
    pub integrations: String,
    pub manager_id: Option<Uuid>,
    /// May have been deleted since, as may the categories.
    pub business_unit_id: Option<Uuid>,
    /// JSON array of category ids; empty without any.
    pub categories: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
