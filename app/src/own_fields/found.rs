//! What customers are found by in fields of the firm's own: the words of texts that no area of permission guards. What stands on the tab
//! *Vrije kenmerken* is guarded by the right to that.

use std::collections::{BTreeSet, HashMap};

use domain::own_fields::OwnKind;
use entity::{
    customer,
    own_field::{self, Column as Field},
    own_value::{self, Column as Held},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, LockType, Query},
};
use uuid::Uuid;

use crate::error::AppError;

/// The kinds whose words are sought.
const SOUGHT: [OwnKind; 2] = [OwnKind::Text, OwnKind::LongText];

/// Whether whoever sees a customer sees the field.
pub fn is_open(field: &own_field::Model) -> bool {
    field.area.is_empty() && !field.on_tab && field.customer_id.is_none()
}

/// The same of the row of a field.
fn is_open_row() -> Expr {
    Field::Area.eq("").and(Field::OnTab.eq(false)).and(Field::CustomerId.is_null())
}

/// Whether what a customer is found by follows from values of this kind: from their words, or from what the list is narrowed to.
pub fn follows_from(kind: OwnKind) -> bool {
    SOUGHT.contains(&kind) || kind.narrows()
}

/// The texts by which customers are found, by customer; `which` says of whom. They come in an order that nobody changes.
pub async fn texts(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    which: Expr,
) -> Result<HashMap<Uuid, Vec<String>>, AppError> {
    let of_firm = Field::FirmId.into_expr().equals(Held::FirmId.as_column_ref());
    let of_value = Field::Id.into_expr().equals(Held::FieldId.as_column_ref());
    let mut select = Query::select();
    select
        .column((own_value::Entity, Held::CustomerId))
        .column((own_value::Entity, Held::Value))
        .from(own_value::Entity)
        .inner_join(own_field::Entity, of_firm.and(of_value))
        .and_where(Held::FirmId.eq(firm_id))
        .and_where(which)
        .and_where(is_open_row())
        .and_where(Field::Kind.is_in(SOUGHT.map(OwnKind::key)))
        .order_by_expr(Field::Id.into_expr(), sea_orm::Order::Asc);
    let mut texts: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in db.query_all(&select).await? {
        texts.entry(row.try_get("", "customer_id")?).or_default().push(row.try_get("", "value")?);
    }
    Ok(texts)
}

/// Holds the fields of text among those that change until the end, before a customer is found by their words: who guards one of them
/// meanwhile waits, and takes the words away.
pub async fn hold(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    changed: impl IntoIterator<Item = Uuid>,
) -> Result<(), AppError> {
    let changed: BTreeSet<Uuid> = changed.into_iter().collect();
    if changed.is_empty() {
        return Ok(());
    }
    let texts = own_field::Entity::find()
        .select_only()
        .column(Field::Id)
        .filter(Field::FirmId.eq(firm_id))
        .filter(Field::Id.is_in(changed))
        .filter(Field::Kind.is_in(SOUGHT.map(OwnKind::key)))
        .order_by_asc(Field::Id)
        .lock(LockType::Share);
    texts.into_tuple::<Uuid>().all(tx).await?;
    Ok(())
}

/// The customers that are found by the words of a field, as it is stored. They are held until the end.
pub async fn hold_customers(tx: &DatabaseTransaction, field: &own_field::Model) -> Result<Vec<Uuid>, AppError> {
    if !SOUGHT.iter().any(|kind| kind.key() == field.kind) {
        return Ok(Vec::new());
    }
    let have = own_value::Entity::find()
        .select_only()
        .column(Held::CustomerId)
        .filter(Held::FirmId.eq(field.firm_id))
        .filter(Held::FieldId.eq(field.id));
    let held = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .filter(customer::Column::FirmId.eq(field.firm_id))
        .filter(customer::Column::Id.in_subquery(have.into_query()))
        .order_by_asc(customer::Column::Id)
        .lock(LockType::NoKeyUpdate);
    Ok(held.into_tuple().all(tx).await?)
}
