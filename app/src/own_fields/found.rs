//! What customers are found by in fields of the firm's own: the words of texts that no area of permission guards. What stands on the tab
//! *Vrije kenmerken* is guarded by the right to that. A value counts as the kind that it was written as, so a change of kind changes
//! nothing of this before its job writes the value.

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

/// The kind that a value was written as, as SQL on its row and that of its field.
pub fn written_kind(value: &str, field: &str) -> String {
    format!("COALESCE(NULLIF({value}.kind, ''), NULLIF({field}.first_kind, ''), {field}.kind)")
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
        .and_where(Expr::cust(written_kind("own_value", "own_field")).is_in(SOUGHT.map(OwnKind::key)))
        .order_by_expr(Field::Id.into_expr(), sea_orm::Order::Asc);
    let mut texts: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in db.query_all(&select).await? {
        texts.entry(row.try_get("", "customer_id")?).or_default().push(row.try_get("", "value")?);
    }
    Ok(texts)
}

/// Holds the fields of which values change until the end, and tells their kinds: who guards one of them meanwhile waits, and takes the
/// words away; who gives it another kind waits too, and counts these values.
pub async fn hold(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    changed: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>, AppError> {
    let changed: BTreeSet<Uuid> = changed.into_iter().collect();
    if changed.is_empty() {
        return Ok(HashMap::new());
    }
    let fields = own_field::Entity::find()
        .select_only()
        .columns([Field::Id, Field::Kind])
        .filter(Field::FirmId.eq(firm_id))
        .filter(Field::Id.is_in(changed))
        .order_by_asc(Field::Id)
        .lock(LockType::Share);
    Ok(fields.into_tuple::<(Uuid, String)>().all(tx).await?.into_iter().collect())
}

/// The customers that are found by the words of a field, as it is stored. They are held until the end.
pub async fn hold_customers(tx: &DatabaseTransaction, field: &own_field::Model) -> Result<Vec<Uuid>, AppError> {
    let first = if field.first_kind.is_empty() { &field.kind } else { &field.first_kind };
    let sought = SOUGHT.map(OwnKind::key);
    // What is stored of the kind of a value that has words.
    let written = sought.into_iter().chain(sought.contains(&first.as_str()).then_some(""));
    let have = own_value::Entity::find()
        .select_only()
        .column(Held::CustomerId)
        .filter(Held::FirmId.eq(field.firm_id))
        .filter(Held::FieldId.eq(field.id))
        .filter(Held::Kind.is_in(written));
    let held = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .filter(customer::Column::FirmId.eq(field.firm_id))
        .filter(customer::Column::Id.in_subquery(have.into_query()))
        .order_by_asc(customer::Column::Id)
        .lock(LockType::NoKeyUpdate);
    Ok(held.into_tuple().all(tx).await?)
}
