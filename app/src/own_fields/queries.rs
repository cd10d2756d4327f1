//! Reading the definitions of own fields.

use domain::{
    own_fields::{OwnKind, RequiredFrom, Sharing},
    permissions::Area,
};
use entity::own_field;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::IntoCondition,
};
use uuid::Uuid;

use super::{Fields, OwnField, store::SET};
use crate::{error::AppError, session::Viewer};

/// The fields of a firm, the archived ones too, as its settings list them.
pub async fn list(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Fields, AppError> {
    let found = of_firm(db, viewer.firm_id).await?;
    Ok(Fields {
        has_set: found.iter().any(|field| field.origin == SET),
        fields: found.iter().filter_map(shown).collect(),
    })
}

/// The fields that all customers of a firm have, in their order, the archived ones too.
pub async fn of_firm(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<own_field::Model>, AppError> {
    read(db, firm_id, own_field::Column::CustomerId.is_null().into_condition()).await
}

/// The fields that one customer alone has, likewise.
pub async fn only_of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<own_field::Model>, AppError> {
    read(db, firm_id, own_field::Column::CustomerId.eq(customer_id).into_condition()).await
}

/// The fields of all customers, and behind them those that one customer alone has.
pub async fn of_firm_and(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Option<Uuid>,
) -> Result<Vec<own_field::Model>, AppError> {
    let Some(customer_id) = customer_id else { return of_firm(db, firm_id).await };
    let of_all = own_field::Column::CustomerId.is_null();
    let which = Condition::any().add(of_all).add(own_field::Column::CustomerId.eq(customer_id));
    let mut found = read(db, firm_id, which).await?;
    found.sort_by_key(|field| field.customer_id.is_some());
    Ok(found)
}

async fn read(db: &impl ConnectionTrait, firm_id: Uuid, which: Condition) -> Result<Vec<own_field::Model>, AppError> {
    let found = own_field::Entity::find()
        .filter(own_field::Column::FirmId.eq(firm_id))
        .filter(which)
        .order_by_asc(own_field::Column::Place)
        .order_by_asc(own_field::Column::Id);
    Ok(found.all(db).await?)
}

/// A field as pages know it; none where this version of the product does not know its kind.
pub fn shown(field: &own_field::Model) -> Option<OwnField> {
    Some(OwnField {
        id: field.id,
        version: field.version,
        labels: serde_json::from_str(&field.labels).unwrap_or_default(),
        kind: OwnKind::from_key(&field.kind)?,
        options: serde_json::from_str(&field.options).unwrap_or_default(),
        required_from: RequiredFrom::from_key(&field.required_from).unwrap_or_default(),
        sharing: Sharing::from_key(&field.sharing).unwrap_or_default(),
        area: Area::ALL.into_iter().find(|area| area.key() == field.area),
        help: serde_json::from_str(&field.help).unwrap_or_default(),
        first_kind: OwnKind::from_key(&field.first_kind).or_else(|| OwnKind::from_key(&field.kind))?,
        archived: field.archived,
        of_customer: field.customer_id.is_some(),
        on_tab: field.on_tab || field.customer_id.is_some(),
    })
}
