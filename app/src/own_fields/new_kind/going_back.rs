//! What a change of kind did to each value, so that it can be put back.

use std::collections::{HashMap, HashSet};

use domain::own_fields::OwnKind;
use entity::{change, own_value};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    super::{OwnField, reading},
    Back,
    last::{Last, lines},
    scan::following,
};
use crate::{audit::Tracked, batch, error::AppError};

/// Lines that are read at a time.
const PAGE: u64 = 500;

/// What a change of kind did to the value of one customer.
pub(super) struct Done {
    pub id: Uuid,
    pub customer_id: Uuid,
    /// The value and the key of its kind before.
    pub value: String,
    pub kind: String,
    /// What it became, and in which version; none where it was left empty.
    after: Option<(i32, String)>,
}

impl Done {
    fn of(line: &change::Model) -> Option<Self> {
        let fields: Map<String, Value> = serde_json::from_str(&line.fields).ok()?;
        let text = |name: &str, at: usize| Some(fields.get(name)?[at].as_str()?.to_owned());
        let value = text("value", 0)?;
        Some(Self {
            id: line.id,
            customer_id: line.record_id,
            kind: text("kind", 0).unwrap_or_default(),
            after: (line.action == "update").then(|| (line.version, text("value", 1).unwrap_or_default())),
            value,
        })
    }

    /// Whether the value still is what the change made of it.
    pub fn stands(&self, now: Option<&own_value::Model>) -> bool {
        match (&self.after, now) {
            (None, None) => true,
            (Some((version, value)), Some(now)) => now.version == *version && now.value == *value,
            _ => false,
        }
    }
}

/// What a change did, so many at a time, behind the last one that was read.
pub(super) async fn done(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    change_id: Uuid,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<Done>, AppError> {
    let mut of_change = lines(firm_id, change_id, own_value::Model::KIND);
    if let Some(after) = after {
        of_change = of_change.filter(change::Column::Id.gt(after));
    }
    let found = of_change.order_by_asc(change::Column::Id).limit(most).all(db).await?;
    Ok(found.iter().filter_map(Done::of).collect())
}

/// What these customers have in a field.
pub(super) async fn values(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    field_id: Uuid,
    customers: &[Uuid],
) -> Result<HashMap<Uuid, own_value::Model>, AppError> {
    let found = own_value::Entity::find()
        .filter(own_value::Column::FirmId.eq(firm_id))
        .filter(own_value::Column::FieldId.eq(field_id))
        .filter(own_value::Column::CustomerId.is_in(batch::padded(customers.iter().copied())));
    Ok(found.all(db).await?.into_iter().map(|row| (row.customer_id, row)).collect())
}

/// What putting a change back would do.
pub(super) async fn ahead(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    field: &OwnField,
    last: &Last,
) -> Result<Back, AppError> {
    let mut back = Back::default();
    let mut standing = HashSet::new();
    let mut after = None;
    loop {
        let page = done(db, firm_id, last.id, after, PAGE).await?;
        let customers: Vec<Uuid> = page.iter().map(|done| done.customer_id).collect();
        let now = values(db, firm_id, field.id, &customers).await?;
        for one in page.iter().filter(|done| done.stands(now.get(&done.customer_id))) {
            back.restored += 1;
            standing.insert(one.customer_id);
        }
        match page.last() {
            Some(last) => after = Some(last.id),
            None => break,
        }
    }
    since(db, firm_id, field, last.from, &standing, back).await
}

/// Counts what was written since beside what the change made.
async fn since(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    field: &OwnField,
    from: OwnKind,
    standing: &HashSet<Uuid>,
    mut back: Back,
) -> Result<Back, AppError> {
    let people = reading::people(db, firm_id).await?;
    let speech = reading::speech(field, &people);
    let mut at = None;
    loop {
        let page = following(db, firm_id, field.id, at).await?;
        for row in page.iter().filter(|row| row.kind == field.stored_kind() && !standing.contains(&row.customer_id)) {
            back.kept += 1;
            back.misfits += u64::from(speech.converted(field.kind, from, &row.value).is_none());
        }
        match page.into_iter().last() {
            Some(row) => at = Some((row.value_key, row.customer_id)),
            None => return Ok(back),
        }
    }
}
