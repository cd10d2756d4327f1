//! A colleague of the firm who signs in.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    /// Lower case; unique over all firms, because it is what one signs in with.
    pub email: String,
    pub name: String,
    /// The language of the interface and of mails, by its key.
    pub locale: String,
    /// Argon2id in PHC form; none until the invitation is accepted.
    #[serde(skip_serializing)]
    pub password_hash: Option<String>,
    /// When the password was chosen: what the change log tells of it.
    pub password_set_at: Option<DateTimeUtc>,
    pub profile_id: Uuid,
    pub business_unit_id: Option<Uuid>,
    /// A colleague who left keeps its name in the history but cannot sign in.
    pub active: bool,
    /// Whether it does without the daily mail about what customers changed.
    pub no_digest: bool,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
