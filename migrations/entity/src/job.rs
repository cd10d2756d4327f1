//! Long work, done by the worker and resumable after a crash.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// check_import, run_import, invite_customers, …
    pub kind: String,
    /// The record it works on.
    pub subject_id: Uuid,
    pub owner_id: Uuid,
    /// JSON of its arguments; null once it has ended.
    pub payload: String,
    /// queued, running, done, failed or cancelled.
    pub state: String,
    pub done: i64,
    pub total: i64,
    pub cancel_requested: bool,
    /// Raised while a worker has it; a running job whose lease has passed is claimed again.
    pub lease_until: DateTimeUtc,
    pub attempts: i32,
    /// Which server has it, where several share a database; none on SQLite.
    pub worker: Option<i32>,
    pub error: String,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
