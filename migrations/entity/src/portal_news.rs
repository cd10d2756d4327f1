//! A customer with changes of its own that no colleague has marked as seen.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_news")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub firm_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    /// The first line of the change log that was not seen.
    pub since: Uuid,
    /// When the customer changed something last.
    pub changed_at: DateTimeUtc,
    /// The daily mail that told of all of it: what it calls its subject.
    pub digest: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
