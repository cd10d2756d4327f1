//! What the server does by itself, once each period.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    /// The key of a scheduled job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub job: String,
    /// When it may be claimed: at its next run, or when the claim of a server that is gone has passed.
    pub lease_until: DateTimeUtc,
    /// How often this run was begun; 0 between two runs.
    pub attempts: i32,
    /// Which server has it, where several share a database; none on SQLite.
    pub worker: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
