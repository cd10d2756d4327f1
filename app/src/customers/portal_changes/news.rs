//! Which customers changed something themselves that no colleague has seen, and what.

use std::collections::{BTreeMap, BTreeSet};

use domain::permissions::{Area, Level};
use entity::{change, customer, portal_news, proposal};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict, SelectStatement, UnionType},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{News, SeenRequest};
use crate::{
    audit::{Actors, AuditedTransaction, Stamp},
    context::AppContext,
    customers::{financial, visible},
    error::AppError,
    own_fields::of_customer,
    paths,
    session::{Viewer, plain::Sent},
};

/// So many changes of one customer are looked at: more than a card has fields.
const LOOKED_AT: u64 = 500;
/// The kind of record that a value of a field of the firm's own is.
const OWN: &str = "own_value";

/// Notes that the customer made the changes of this transaction itself.
pub async fn note(log: &AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    let Some(since) = log.first_line() else { return Ok(()) };
    let row = portal_news::ActiveModel {
        firm_id: Set(log.firm_id()),
        customer_id: Set(customer_id),
        since: Set(since),
        changed_at: Set(log.at()),
        digest: Set(None),
    };
    let again = OnConflict::columns([portal_news::Column::FirmId, portal_news::Column::CustomerId])
        .update_columns([portal_news::Column::ChangedAt, portal_news::Column::Digest])
        .to_owned();
    portal_news::Entity::insert(row).on_conflict(again).exec_without_returning(&log.tx).await?;
    Ok(())
}

/// What the card of a customer marks; none where everything was seen.
pub async fn of_card(db: &impl ConnectionTrait, viewer: &Viewer, customer_id: Uuid) -> Result<Option<News>, AppError> {
    let Some(news) = portal_news::Entity::find_by_id((viewer.firm_id, customer_id)).one(db).await? else {
        return Ok(None);
    };
    let mut lines = changes_since(&news).all(db).await?;
    if !viewer.may(Area::Contacts, Level::Read) {
        lines.retain(|line| line.record_kind != "contact");
    }
    let mut own = BTreeMap::new();
    if lines.iter().any(|line| line.record_kind == OWN) {
        let seen = of_customer::seen_by(db, viewer, customer_id).await?;
        lines.retain(|line| {
            let of = (line.record_kind == OWN).then(|| own_field(line).and_then(|field| seen.get(&field)));
            own.extend(of.flatten().map(|field| (field.id, field.labels.clone())));
            of.is_none_or(|seen| seen.is_some())
        });
    }
    let Some(last) = lines.last() else { return Ok(None) };
    let actors = Actors::named(db, viewer, [(last.actor_kind.as_str(), last.actor_id)]).await?;
    let stamp = Stamp { at: news.changed_at, who: actors.who(&last.actor_kind, last.actor_id) };
    let (mut fields, mut records) = (BTreeSet::new(), BTreeSet::new());
    for line in lines.iter().filter(|line| line.record_kind != OWN) {
        if line.record_id != customer_id {
            records.insert(line.record_id);
            continue;
        }
        let changed: Map<String, Value> = serde_json::from_str(&line.fields).unwrap_or_default();
        fields.extend(changed.into_iter().map(|(field, _)| field));
    }
    if !financial::may_see(viewer) {
        fields.retain(|field| !financial::guards(field));
    }
    let is_any = !fields.is_empty() || !own.is_empty() || !records.is_empty();
    Ok(is_any.then_some(News { stamp, fields, own, records }))
}

/// Of which field of the firm's own a line tells.
fn own_field(line: &change::Model) -> Option<Uuid> {
    let changed: Map<String, Value> = serde_json::from_str(&line.fields).unwrap_or_default();
    let sides = changed.get("field_id")?;
    [1, 0].into_iter().find_map(|side| sides[side].as_str()?.parse().ok())
}

/// The lines of what a customer changed itself and was not seen, but for what it proposed.
fn changes_since(news: &portal_news::Model) -> sea_orm::Select<change::Entity> {
    change::Entity::find()
        .filter(change::Column::FirmId.eq(news.firm_id))
        .filter(change::Column::CustomerId.eq(news.customer_id))
        .filter(change::Column::Id.gte(news.since))
        .filter(change::Column::ActorKind.eq("customer"))
        .filter(change::Column::RecordKind.is_in(["customer", "address", "contact", OWN]))
        .order_by_asc(change::Column::Id)
        .limit(LOOKED_AT)
}

/// Takes the marks off a card. What the customer changed after `until` keeps them.
pub async fn seen(context: &AppContext, viewer: &Viewer, request: SeenRequest) -> Result<(), AppError> {
    visible::one(&context.db, viewer, request.id).await?;
    let tx = context.db.begin().await?;
    portal_news::Entity::delete_many()
        .filter(portal_news::Column::FirmId.eq(viewer.firm_id))
        .filter(portal_news::Column::CustomerId.eq(request.id))
        .filter(portal_news::Column::ChangedAt.lte(request.until))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Does so by a plain form, and tells the next page.
pub async fn seen_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let id = sent.id("id")?;
    let until = sent.moment("until")?;
    seen(context, &sent.viewer, SeenRequest { id, until }).await?;
    Ok(paths::card(id))
}

/// Forgets the marks of a customer of which nothing is left to be seen: all that it changed was proposed, and decided.
pub async fn settle(log: &AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    let key = (log.firm_id(), customer_id);
    let Some(news) = portal_news::Entity::find_by_id(key).one(&log.tx).await? else { return Ok(()) };
    if changes_since(&news).one(&log.tx).await?.is_none() {
        portal_news::Entity::delete_by_id(key).exec(&log.tx).await?;
    }
    Ok(())
}

/// Removes what is kept of a customer that is deleted.
pub async fn forget(log: &mut AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    let key = (log.firm_id(), customer_id);
    if let Some(proposal) = proposal::Entity::find_by_id(key).one(&log.tx).await? {
        log.delete(&proposal).await?;
    }
    portal_news::Entity::delete_by_id(key).exec(&log.tx).await?;
    Ok(())
}

/// The customers of a firm of which a colleague has something to see or to decide, in a column `id`.
pub fn ids(firm_id: Uuid) -> SelectStatement {
    let news = portal_news::Entity::find()
        .select_only()
        .column_as(portal_news::Column::CustomerId, "id")
        .filter(portal_news::Column::FirmId.eq(firm_id));
    let waiting = proposal::Entity::find()
        .select_only()
        .column_as(proposal::Column::CustomerId, "id")
        .filter(proposal::Column::FirmId.eq(firm_id));
    news.into_query().union(UnionType::Distinct, waiting.into_query()).take()
}

/// The same as a condition on the customer table.
pub fn unseen(firm_id: Uuid) -> Expr {
    customer::Column::Id.in_subquery(ids(firm_id))
}
