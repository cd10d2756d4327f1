//! A field that a firm made itself: what it is called, what it holds, who may see it.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "own_field")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    /// The key of its kind.
    pub kind: String,
    /// What it is called, by language, as JSON.
    pub labels: String,
    /// What can be chosen, as JSON.
    pub options: String,
    /// The key of the status from which on it must be filled in.
    pub required_from: String,
    /// The key of the area of permission that guards it; empty where that of customers is enough.
    pub area: String,
    /// The key of what a customer sees of it on its own page.
    pub sharing: String,
    /// Its place among the fields of the firm, or of the customer.
    pub place: i32,
    /// By which way it was made: `settings`, `set`, `import` or `customer`.
    pub origin: String,
    pub archived: bool,
    /// What explains it, by language, as JSON; empty where nothing does.
    pub help: String,
    /// The key of the kind that it was made with; empty where it still is.
    pub first_kind: String,
    /// What holds together what its last change of kind wrote, as long as that can be put back.
    pub change_id: Option<Uuid>,
    /// The customer whose field it is; none for a field of all customers.
    pub customer_id: Option<Uuid>,
    /// It stands on the tab *Vrije kenmerken*, as those of one customer do anyway.
    pub on_tab: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
