//! A question to a passkey that waits for its answer.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "passkey_challenge")]
pub struct Model {
    /// SHA-256 of the cookie's value, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// add, sign_in or confirm.
    pub purpose: String,
    /// Whose passkey is asked; none while nobody said who it is.
    pub user_id: Option<Uuid>,
    /// What the answer is checked against, as JSON of webauthn-rs.
    pub state: String,
    pub expires_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
