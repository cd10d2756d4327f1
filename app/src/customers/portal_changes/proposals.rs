//! What customers want changed of what their firm approves: kept beside the customer until a colleague decides.

use std::collections::BTreeSet;

use domain::{
    details::{CustomerDetails, Proposal},
    permissions::{Area, Level},
};
use entity::{change, customer, proposal};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{DecideRequest, Proposed, Waiting, news};
use crate::{
    audit::{Actors, AuditedTransaction, Stamp},
    context::AppContext,
    customers::{
        details,
        duplicates::{self, Numbers},
        financial,
        form::request::{ALTHOUGH_DUPLICATE, refused},
        store, visible,
    },
    error::{AppError, Refusal},
    paths,
    session::{Viewer, plain::Sent},
};

/// How the names of the boxes of fields begin in the form.
pub const FIELD: &str = "field_";

/// What is kept for a customer.
pub async fn stored(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Option<proposal::Model>, AppError> {
    Ok(proposal::Entity::find_by_id((firm_id, customer_id)).one(db).await?)
}

/// What a customer proposes, as far as it is not so already.
pub fn read(stored: Option<&proposal::Model>, now: &CustomerDetails) -> Proposal {
    let Some(stored) = stored.cloned() else { return Proposal::default() };
    let proposal::Model { name, given_name, family_name, vat, company_number, country, iban, .. } = stored;
    let columns = [
        ("name", name),
        ("given_name", given_name),
        ("family_name", family_name),
        ("vat", vat),
        ("company_number", company_number),
        ("country", country),
        ("iban", iban),
    ];
    let fields = columns.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?)));
    Proposal(fields.collect()).without_what_is(now)
}

/// Keeps a proposal in place of the one before. One without fields is none.
pub async fn keep(
    log: &mut AuditedTransaction,
    customer_id: Uuid,
    before: Option<&proposal::Model>,
    Proposal(mut fields): Proposal,
) -> Result<(), AppError> {
    let is_none = fields.is_empty();
    let mut column = |name: &str| fields.remove(name);
    let after = proposal::Model {
        firm_id: log.firm_id(),
        customer_id,
        version: before.map_or(1, |before| before.version),
        name: column("name"),
        given_name: column("given_name"),
        family_name: column("family_name"),
        vat: column("vat"),
        company_number: column("company_number"),
        country: column("country"),
        iban: column("iban"),
    };
    match before {
        Some(before) if is_none => log.delete(before).await,
        Some(before) => log.update(before, after).await,
        None if is_none => Ok(()),
        None => log.insert(after).await.map(drop),
    }
}

/// What waits for approval, with who proposed it; only what the viewer sees.
pub async fn of_card(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer: &customer::Model,
    now: &CustomerDetails,
) -> Result<Option<Waiting>, AppError> {
    let Some(stored) = stored(db, viewer.firm_id, customer.id).await? else { return Ok(None) };
    let proposal = read(Some(&stored), now);
    let mut fields = shown(&proposal, now);
    if !financial::may_see(viewer) {
        fields.retain(|proposed| !financial::guards(&proposed.field));
    }
    if fields.is_empty() {
        return Ok(None);
    }
    let last = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer.id))
        .filter(change::Column::RecordKind.eq("proposal"))
        .filter(change::Column::ActorKind.eq("customer"))
        .order_by_desc(change::Column::Id)
        .one(db)
        .await?;
    let actors = Actors::named(db, viewer, last.iter().map(|line| (line.actor_kind.as_str(), line.actor_id))).await?;
    let stamp = last.map(|line| Stamp { at: line.at, who: actors.who(&line.actor_kind, line.actor_id) });
    let numbers = Numbers::of_details(&proposal.onto(now.clone()));
    let duplicates = duplicates::holders_of_new(db, viewer, numbers, Some(customer)).await?.told();
    Ok(Some(Waiting { version: stored.version, stamp, fields, duplicates }))
}

/// The fields of a proposal beside what they are now.
pub fn shown(proposal: &Proposal, now: &CustomerDetails) -> Vec<Proposed> {
    let side_by_side = |field: &'static str| {
        let proposed = proposal.0.get(field)?.clone();
        Some(Proposed { field: field.to_owned(), now: text_of(now, field), proposed })
    };
    Proposal::fields().filter_map(side_by_side).collect()
}

/// A field of details, as text.
fn text_of(details: &CustomerDetails, field: &str) -> String {
    let fields = serde_json::to_value(details).unwrap_or_default();
    fields[field].as_str().unwrap_or_default().to_owned()
}

/// Approves or refuses fields. What is approved is checked again: the rest of the customer may be another now. Where another customer
/// has a number, it is `Taken` until somebody who sees that one says that it is meant.
pub async fn decide(context: &AppContext, viewer: &Viewer, request: &DecideRequest) -> Result<(), AppError> {
    let DecideRequest { id, version, fields, approve, although_duplicate } = request;
    let is_financial = |field: &String| financial::guards(field);
    if fields.iter().any(is_financial) && !viewer.may(Area::Financial, Level::Edit) {
        return Err(AppError::Forbidden);
    }
    let mut log = AuditedTransaction::by(context, viewer, "card").await?;
    let before = visible::one_to_write(&log.tx, viewer, *id).await?;
    let now = details::of_customer(&before);
    let stored = stored(&log.tx, viewer.firm_id, *id).await?.ok_or(AppError::Conflict(String::new()))?;
    if stored.version != *version {
        return Err(AppError::Conflict(String::new()));
    }
    let (decided, rest): (Vec<_>, Vec<_>) =
        read(Some(&stored), &now).0.into_iter().partition(|(field, _)| fields.contains(field));
    if decided.is_empty() {
        return Err(AppError::Refused(Refusal::NothingTicked));
    }
    if *approve {
        let becomes = Proposal(decided.into_iter().collect()).onto(now);
        let checked = becomes.checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))?;
        duplicates::refuse_unseen(&log.tx, viewer, &checked, Some(&before)).await?;
        let numbers = Numbers::of_details(&checked);
        let holders = duplicates::holders_of_new(&log.tx, viewer, numbers, Some(&before)).await?;
        if !although_duplicate && !holders.seen.is_empty() {
            return Err(AppError::Taken(String::new()));
        }
        store::update(&mut log, &before, details::onto_customer(checked, before.clone())).await?;
    }
    keep(&mut log, *id, Some(&stored), Proposal(rest.into_iter().collect())).await?;
    news::settle(&log, *id).await?;
    log.finish().await
}

/// Does so by a plain form, and tells the next page.
pub async fn decide_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let id = sent.id("id")?;
    let fields: BTreeSet<String> =
        sent.texts.keys().filter_map(|name| name.strip_prefix(FIELD)).map(str::to_owned).collect();
    let although_duplicate = !sent.text(ALTHOUGH_DUPLICATE).is_empty();
    let approve = although_duplicate || sent.text("decision") == "approve";
    let request = DecideRequest { id, version: sent.version(), fields, approve, although_duplicate };
    decide(context, &sent.viewer, &request).await?;
    Ok(paths::saved_card(id))
}
