//! An accounting firm: the tenant that every other record belongs to.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "firm")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub name: String,
    /// ISO 3166-1 alpha-2; "abroad" is judged against it.
    pub country: String,
    pub vat: String,
    /// A line for each line of it; may be empty, like the telephone.
    pub address: String,
    pub phone: String,
    /// Sender name and reply address of the firm's mails.
    pub email: String,
    /// Language of mails to a customer whose own language is not known.
    pub locale: String,
    /// A picture of the firm.
    pub logo_id: Option<Uuid>,
    /// The number that the next customer gets; raised in the transaction that uses it.
    pub next_customer_number: i64,
    /// The slugs of the tabs that it may do without and that its cards have, with a space between.
    pub card_tabs: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
