//! The last change of kind of a field, as the change log tells it.

use domain::own_fields::{Options, OwnKind};
use entity::{change, own_field, own_value};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{super::OwnField, LastChange, work::ConvertValues};
use crate::{
    audit::Tracked,
    error::AppError,
    jobs::{Job, queries::latest_on},
};

/// The last change of kind of a field.
pub(super) struct Last {
    /// What holds together what it wrote.
    pub id: Uuid,
    pub from: OwnKind,
    pub to: OwnKind,
    /// What could be chosen before.
    pub options: Options,
}

impl Last {
    /// Whether it is being put back.
    pub fn is_returning(&self, field: &OwnField) -> bool {
        field.kind == self.from
    }
}

/// The last change of kind of a field, as long as it can be put back.
pub(super) async fn of(db: &impl ConnectionTrait, field: &own_field::Model) -> Result<Option<Last>, AppError> {
    let Some(id) = field.change_id else { return Ok(None) };
    let line = lines(field.firm_id, id, own_field::Model::KIND).one(db).await?;
    Ok(line.and_then(|line| {
        let fields: Map<String, Value> = serde_json::from_str(&line.fields).ok()?;
        let kind = |at: usize| OwnKind::from_key(fields.get("kind")?[at].as_str()?);
        let known = fields.get("options").and_then(|options| options[0].as_str()).unwrap_or(&field.options);
        Some(Last { id, from: kind(0)?, to: kind(1)?, options: serde_json::from_str(known).unwrap_or_default() })
    }))
}

/// The lines of records of one kind that a change of kind wrote.
pub(super) fn lines(firm_id: Uuid, change_id: Uuid, kind: &str) -> Select<change::Entity> {
    change::Entity::find()
        .filter(change::Column::FirmId.eq(firm_id))
        .filter(change::Column::BatchId.eq(change_id))
        .filter(change::Column::RecordKind.eq(kind))
}

/// The same as a page shows it.
pub(super) async fn shown(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    field: &OwnField,
    last: Last,
) -> Result<LastChange, AppError> {
    Ok(LastChange {
        from: last.from,
        to: last.to,
        returning: last.is_returning(field),
        left: left(firm_id, field).count(db).await?,
        job: latest_on(db, firm_id, field.id, &[ConvertValues::KEY]).await?,
    })
}

/// The values that were written as a former kind.
pub(super) fn left(firm_id: Uuid, field: &OwnField) -> Select<own_value::Entity> {
    own_value::Entity::find()
        .filter(own_value::Column::FirmId.eq(firm_id))
        .filter(own_value::Column::FieldId.eq(field.id))
        .filter(own_value::Column::Kind.ne(field.stored_kind()))
}
