//! Who can be invited: whom a mail would go to, and what stands in the way.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Email,
    customers::Transition,
    email,
    invitations::InvitationStatus,
    permissions::{Area, Level},
};
use entity::{change, contact, customer, firm, invitation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    reach::Own,
    records::{Obstacle, Recipient, Selection},
};
use crate::{
    context::Db,
    customers::{
        list::{self, address::ListQuery},
        records::person_name,
        status, visible,
    },
    error::{AppError, Refusal},
    imports, limits,
    session::Viewer,
};

/// How many customers are looked for with one query.
const CHUNK: usize = 1_000;

/// A customer that may be invited.
pub struct Candidate {
    pub customer: customer::Model,
    /// Whom a mail can go to, the most likely first.
    pub recipients: Vec<Recipient>,
    pub obstacle: Option<Obstacle>,
}

/// The candidates among `customers` with these ids, in the order of the ids. For who may not see contacts there are none: such a
/// colleague writes to the customer's general address.
pub async fn of(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customers: Select<customer::Entity>,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Candidate>, AppError> {
    let ids = || ids.iter().copied();
    let mut found: HashMap<Uuid, customer::Model> = customers
        .filter(customer::Column::Id.is_in(ids()))
        .all(db)
        .await?
        .into_iter()
        .map(|customer| (customer.id, customer))
        .collect();
    let firm_id = viewer.firm_id;
    let mut contacts: HashMap<Uuid, Vec<contact::Model>> = HashMap::new();
    if viewer.may(Area::Contacts, Level::Read) {
        for contact in contact::Entity::find()
            .filter(contact::Column::FirmId.eq(firm_id))
            .filter(contact::Column::CustomerId.is_in(ids()))
            .filter(contact::Column::Active.eq(true))
            .filter(contact::Column::Email.ne(""))
            .order_by_desc(contact::Column::Main)
            .order_by_asc(contact::Column::Id)
            .all(db)
            .await?
        {
            contacts.entry(contact.customer_id).or_default().push(contact);
        }
    }
    let answers: Vec<(Uuid, String, DateTime<Utc>)> = invitation::Entity::find()
        .select_only()
        .columns([invitation::Column::CustomerId, invitation::Column::Status, invitation::Column::ExpiresAt])
        .filter(invitation::Column::FirmId.eq(firm_id))
        .filter(invitation::Column::CustomerId.is_in(ids()))
        .filter(
            invitation::Column::Status
                .is_in([InvitationStatus::Open, InvitationStatus::Accepted].map(InvitationStatus::key)),
        )
        .into_tuple()
        .all(db)
        .await?;
    let fallback = locale_of_firm(db, firm_id).await?;
    let own = Own::of(db, viewer, ids()).await?;
    let candidate = |customer: customer::Model| {
        let mut recipients = recipients(&customer, contacts.get(&customer.id).map_or(&[], Vec::as_slice), &fallback);
        let has_address = !recipients.is_empty();
        recipients.retain(|recipient| own.may_reach(&customer, recipient.contact_id));
        let has = |wanted: InvitationStatus| {
            let mine = answers.iter().filter(|(of, ..)| *of == customer.id);
            mine.clone().any(|(_, status, expires)| {
                status == wanted.key() && (wanted != InvitationStatus::Open || *expires > now)
            })
        };
        let obstacle = if status::of(&customer).after(Transition::Invite).is_none() {
            Some(Obstacle::Archived)
        } else if has(InvitationStatus::Open) {
            Some(Obstacle::Open)
        } else if recipients.is_empty() {
            Some(if has_address { Obstacle::OwnAddress } else { Obstacle::NoEmail })
        } else {
            has(InvitationStatus::Accepted).then_some(Obstacle::Accepted)
        };
        Candidate { customer, recipients, obstacle }
    };
    Ok(ids().filter_map(|id| found.remove(&id)).map(candidate).collect())
}

/// A selection in which the viewer sees something: an import, or at least one of the customers. Any other is not found; of several
/// customers, those that are gone or not seen are passed over.
pub async fn known(db: &Db, viewer: &Viewer, selection: &Selection) -> Result<(), AppError> {
    if let Some(import) = selection.import {
        return imports::queries::model(db, viewer, import).await.map(drop);
    }
    for ids in selection.ids.chunks(CHUNK) {
        let of_ids = customer::Column::Id.is_in(ids.iter().copied());
        if visible::visible_to(viewer).filter(of_ids).one(&db.read).await?.is_some() {
            return Ok(());
        }
    }
    if selection.ids.is_empty() { Ok(()) } else { Err(AppError::NotFound) }
}

/// The customers that a list shows now, on all of its pages.
///
/// # Errors
/// `Refused` for more than are invited at once.
pub async fn of_list(db: &Db, viewer: &Viewer, list: &ListQuery) -> Result<Vec<Uuid>, AppError> {
    let list = list.clone().first_page();
    let (found, more) = list::queries::following(db, viewer, &list, limits::CHOSEN).await?;
    if more.is_some() {
        Err(AppError::Refused(Refusal::TooManyChosen))
    } else {
        Ok(found.iter().map(|one| one.id).collect())
    }
}

/// The customers of a selection, but for those of a list: see [`of_list`]. An import's are those that the change log says it made.
pub async fn selected(db: &impl ConnectionTrait, firm_id: Uuid, selection: &Selection) -> Result<Vec<Uuid>, AppError> {
    let Some(import) = selection.import else { return Ok(selection.ids.clone()) };
    Ok(change::Entity::find()
        .select_only()
        .column(change::Column::RecordId)
        .filter(change::Column::FirmId.eq(firm_id))
        .filter(change::Column::BatchId.eq(import))
        .filter(change::Column::RecordKind.eq("customer"))
        .filter(change::Column::Action.eq("create"))
        .order_by_asc(change::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// The language of who has none of its own.
pub async fn locale_of_firm(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<String, AppError> {
    let firm = firm::Entity::find_by_id(firm_id).one(db).await?;
    Ok(firm.map(|firm| firm.locale).unwrap_or_default())
}

fn recipients(customer: &customer::Model, contacts: &[contact::Model], fallback: &str) -> Vec<Recipient> {
    let locale = |own: &str| {
        let known = [own, &customer.locale, fallback].into_iter().find(|locale| !locale.is_empty());
        known.unwrap_or_default().to_owned()
    };
    let mut recipients: Vec<Recipient> = contacts
        .iter()
        .map(|contact| Recipient {
            contact_id: Some(contact.id),
            name: person_name(&contact.first_name, &contact.last_name, ""),
            email: email::shown(&contact.email),
            locale: locale(&contact.locale),
        })
        .collect();
    let key = Email::key_of(&customer.email);
    let known = recipients.iter().any(|recipient| Email::key_of(&recipient.email) == key);
    if !customer.email.is_empty() && !known {
        let (email, locale) = (email::shown(&customer.email), locale(""));
        recipients.push(Recipient { contact_id: None, name: String::new(), email, locale });
    }
    recipients
}
