//! A signed-in browser.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the cookie's value, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// None for a customer's own session.
    pub firm_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
    pub portal_account_id: Option<Uuid>,
    /// With `only_customer`: the one company of a portal account that a link opened; none for the whole account.
    pub only_firm: Option<Uuid>,
    pub only_customer: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    /// What it is ended by; no secret.
    #[sea_orm(unique)]
    pub id: Uuid,
    /// The browser and what it runs on, as `domain::Device` is stored.
    pub device: String,
    /// The network address that it was opened from.
    pub address: String,
    /// When its holder last gave the password or a passkey.
    pub confirmed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
