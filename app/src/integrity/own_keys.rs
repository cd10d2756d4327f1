//! The keys by which values of own fields sort, each by the kind that it was written as.

use std::collections::HashMap;

use domain::own_fields::{OwnKind, sort_key};
use entity::{own_field, own_value};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{report::Problems, rows::readable};
use crate::error::AppError;

/// The kinds that a firm's own fields were made with.
pub(super) struct Kinds(HashMap<Uuid, OwnKind>);

impl Kinds {
    /// Reads them.
    pub(super) async fn of(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Self, AppError> {
        let found = own_field::Entity::find()
            .select_only()
            .columns([own_field::Column::Id, own_field::Column::Kind, own_field::Column::FirstKind])
            .filter(own_field::Column::FirmId.eq(firm_id));
        let found: Vec<(Uuid, String, String)> = found.into_tuple().all(db).await?;
        let first = |(id, kind, first): (Uuid, String, String)| {
            Some((id, OwnKind::from_key(if first.is_empty() { &kind } else { &first })?))
        };
        Ok(Self(found.into_iter().filter_map(first).collect()))
    }

    /// Derives the keys of customers with ids behind `after`, up to and with `until`, and compares.
    pub(super) async fn check(
        &self,
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        (after, until): (Uuid, Uuid),
        problems: &mut Problems,
    ) -> Result<(), AppError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let of_page = own_value::Entity::find()
            .filter(own_value::Column::FirmId.eq(firm_id))
            .filter(own_value::Column::CustomerId.gt(after))
            .filter(own_value::Column::CustomerId.lte(until));
        let rows = db.query_all(&of_page.into_query()).await?;
        for row in readable::<own_value::Model>("own_value", &rows, problems) {
            let kind = match row.kind.as_str() {
                "" => self.0.get(&row.field_id).copied(),
                key => OwnKind::from_key(key),
            };
            let key = kind.map(|kind| sort_key(kind, &row.value));
            if key.is_some_and(|key| key != row.value_key) {
                problems.add("own_value: column value_key does not follow from its value", row.customer_id.to_string());
            }
        }
        Ok(())
    }
}
