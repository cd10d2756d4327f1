//! Who made and last changed a customer's records, read from the change log.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use entity::{address, change, contact, customer, own_value};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Stamp, Tracked, Trail, actors::Actors};
use crate::{error::AppError, session::Viewer};

/// The kinds of records of which a card is the whole.
const OF_CARD: [&str; 4] = [customer::Model::KIND, address::Model::KIND, contact::Model::KIND, own_value::Model::KIND];

/// The trails of a customer's card: of its records by their id, and of the whole under the customer's own id.
pub async fn of_customer(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<HashMap<Uuid, Trail>, AppError> {
    let mut trails: HashMap<Uuid, Trail> = HashMap::new();
    for (record_id, stamp) in stamps(db, viewer, customer_id, &OF_CARD).await? {
        // A change of an address or contact is a change of the customer too.
        for id in [record_id, customer_id] {
            trails.entry(id).or_default().add(stamp.clone());
        }
    }
    Ok(trails)
}

/// The trails of the records of one kind that a customer has, by their id.
pub async fn of_kind<T: Tracked>(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<HashMap<Uuid, Trail>, AppError> {
    let mut trails: HashMap<Uuid, Trail> = HashMap::new();
    for (record_id, stamp) in stamps(db, viewer, customer_id, &[T::KIND]).await? {
        trails.entry(record_id).or_default().add(stamp);
    }
    Ok(trails)
}

/// Who wrote which record of these kinds, and when, the first first.
async fn stamps(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
    kinds: &[&str],
) -> Result<Vec<(Uuid, Stamp)>, AppError> {
    use change::Column::{ActorId, ActorKind, At, RecordId};
    type Row = (Uuid, DateTime<Utc>, String, Option<Uuid>);
    let rows: Vec<Row> = change::Entity::find()
        .select_only()
        .columns([RecordId, At, ActorKind, ActorId])
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer_id))
        .filter(change::Column::RecordKind.is_in(kinds.iter().copied()))
        .order_by_asc(change::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let actors = Actors::named(db, viewer, rows.iter().map(|(_, _, kind, id)| (kind.as_str(), *id))).await?;
    let stamp = |(record_id, at, kind, actor_id): Row| (record_id, Stamp { at, who: actors.who(&kind, actor_id) });
    Ok(rows.into_iter().map(stamp).collect())
}

/// Who changed each field of a record last since it had `version`.
pub async fn since<T: Tracked>(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
    record_id: Uuid,
    version: i32,
) -> Result<BTreeMap<String, Stamp>, AppError> {
    let lines = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer_id))
        .filter(change::Column::RecordKind.eq(T::KIND))
        .filter(change::Column::RecordId.eq(record_id))
        .filter(change::Column::Version.gt(version))
        .order_by_asc(change::Column::Id)
        .all(db)
        .await?;
    let actors = Actors::named(db, viewer, lines.iter().map(|line| (line.actor_kind.as_str(), line.actor_id))).await?;
    let mut stamps = BTreeMap::new();
    for line in &lines {
        let stamp = Stamp { at: line.at, who: actors.who(&line.actor_kind, line.actor_id) };
        let fields: Map<String, Value> = serde_json::from_str(&line.fields).unwrap_or_default();
        stamps.extend(fields.into_iter().map(|(field, _)| (field, stamp.clone())));
    }
    Ok(stamps)
}
