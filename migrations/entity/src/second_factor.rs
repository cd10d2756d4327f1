//! The second factor of a user, there as long as the user has one.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "second_factor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    /// The user's own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    /// The secret of the authenticator app, sealed with the key in the data folder.
    #[serde(skip_serializing)]
    pub app_secret: Option<String>,
    /// When the app was set up: what the change log tells of it.
    pub app_set_at: Option<DateTimeUtc>,
    /// When the recovery codes were made.
    pub codes_set_at: DateTimeUtc,
    /// The time step of the last code that was accepted: no code counts twice.
    pub last_step: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
