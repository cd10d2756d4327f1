//! The change log: who changed what, when, by which way, from what to what.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTimeUtc,
    /// user, customer, import, register or system.
    pub actor_kind: String,
    /// The user, portal account or import; the invitation of a customer that declined; none for the system.
    pub actor_id: Option<Uuid>,
    /// The screen or job it came from.
    pub source: String,
    /// All changes of one import, merge or bulk action share it.
    pub batch_id: Option<Uuid>,
    /// The customer it concerns, if any: what a card's history is read by.
    pub customer_id: Option<Uuid>,
    /// customer, address, contact, template, …
    pub record_kind: String,
    pub record_id: Uuid,
    /// The record's version after the change.
    pub version: i32,
    /// create, update or delete.
    pub action: String,
    /// JSON object: field to [before, after].
    pub fields: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
