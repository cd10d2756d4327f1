//! A single-use link sent by mail.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "link")]
pub struct Model {
    /// SHA-256 of the token in the link, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// password, colleague, invitation or portal.
    pub purpose: String,
    pub firm_id: Option<Uuid>,
    /// The user, invitation or portal account it is for.
    pub subject_id: Uuid,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    /// When a newer mail took its place, or it was withdrawn.
    pub revoked_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
