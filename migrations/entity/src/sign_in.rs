//! Who came in, or was refused.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "sign_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The firm that may read it; none where no firm is known to be meant.
    pub firm_id: Option<Uuid>,
    pub at: DateTimeUtc,
    /// The last of several that were alike.
    pub last_at: DateTimeUtc,
    pub times: i32,
    pub user_id: Option<Uuid>,
    pub portal_account_id: Option<Uuid>,
    /// The beginning of an address that is nobody's; empty for who is known.
    pub typed: String,
    /// At the door of customers.
    pub portal: bool,
    pub address: String,
    /// As `domain::Device` is stored.
    pub device: String,
    /// right, link, joined, wrong_password, wrong_code, too_often, deactivated or link_refused.
    pub result: String,
    /// The session that was opened.
    pub session_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
