//! A permission profile: what a user may do, as data.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub name: String,
    /// administrator, client_manager, staff or reader for the four built-in ones, which cannot be changed; empty otherwise.
    pub builtin: String,
    /// `domain::permissions::Rights` as JSON.
    pub rights: String,
    /// Whoever has this profile can do nothing before a second factor is set up.
    pub requires_second_factor: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
