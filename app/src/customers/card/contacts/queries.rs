//! Writing the contacts of a customer. One of them is the main one, as long as somebody is active.

use domain::details::ContactDetails;
use entity::{contact, customer};
use uuid::Uuid;

use super::api::{ContactRequest, SaveContactRequest};
use crate::{
    access,
    audit::{AuditedTransaction, trails},
    context::AppContext,
    customers::{
        details,
        form::request::{CONTACT, END_CONTACT_ACCESS, refused},
        records::Current,
        store, visible,
    },
    error::AppError,
    limits::Counted,
    session::{Viewer, plain::Sent},
};

/// Adds a contact, or changes one, and ends the access that it has by an address that is replaced if that was asked. Changing one that
/// was deactivated takes it up again (row S8).
pub async fn save(context: &AppContext, viewer: &Viewer, request: SaveContactRequest) -> Result<(), AppError> {
    let SaveContactRequest { customer_id, id, version, details: patch, end_access } = request;
    let checked = |typed: ContactDetails| typed.checked().map_err(|wrong| AppError::Invalid(refused(wrong, CONTACT)));
    let (mut log, customer, contacts) = opened(context, viewer, customer_id).await?;
    match id {
        None => add(&mut log, customer_id, &contacts, checked(patch.typed())?).await?,
        Some(id) => {
            let before = one(&contacts, id)?;
            let Ok(typed) = patch.onto(&details::of_contact(before), before.version == version) else {
                return Err(conflict(&log, viewer, before, version).await?);
            };
            let checked = checked(typed)?;
            let main = before.main || lacks_main(&contacts);
            let after = details::onto_contact(checked, before.clone());
            if end_access {
                access::store::end_of_renamed(&mut log, viewer, &customer, before, &after.email).await?;
            }
            log.update(before, contact::Model { active: true, main, ..after }).await?;
        }
    }
    store::refresh(&mut log, customer_id).await?;
    log.finish().await
}

/// Adds a contact to those that a customer has, if there is room. It is the main one where there is none.
pub async fn add(
    log: &mut AuditedTransaction,
    customer_id: Uuid,
    others: &[contact::Model],
    checked: ContactDetails,
) -> Result<(), AppError> {
    Counted::Contacts.room(others.len() as u64)?;
    log.insert(details::new_contact(log.firm_id(), customer_id, lacks_main(others), checked)).await?;
    Ok(())
}

fn lacks_main(contacts: &[contact::Model]) -> bool {
    !contacts.iter().any(|contact| contact.main)
}

/// Does so by a plain form, and tells the next page.
pub async fn save_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, id) = (sent.id("customer_id")?, sent.id_if_any("id")?);
    let request = SaveContactRequest {
        customer_id,
        id,
        version: sent.version(),
        details: sent.patch(CONTACT),
        end_access: !sent.text(END_CONTACT_ACCESS).is_empty(),
    };
    save(context, &sent.viewer, request).await?;
    Ok(format!("/klanten/{customer_id}?bewaard=ja"))
}

/// Hides a contact, and ends its access if that was asked. Where it was the main one, the next active one becomes it.
pub async fn deactivate(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, customer, contacts) = opened(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    if request.end_access {
        access::store::end_of_contact(&mut log, viewer, &customer, contact).await?;
    }
    log.update(contact, contact::Model { active: false, main: false, ..contact.clone() }).await?;
    if contact.main {
        pass_on(&mut log, &contacts, contact.id).await?;
    }
    store::refresh(&mut log, request.customer_id).await?;
    log.finish().await
}

/// Takes up again a contact that was deactivated, as it was: nothing of it is checked anew. It is the main one where there is none.
pub async fn activate(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, _, contacts) = opened(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    let main = contact.main || lacks_main(&contacts);
    log.update(contact, contact::Model { active: true, main, ..contact.clone() }).await?;
    store::refresh(&mut log, request.customer_id).await?;
    log.finish().await
}

/// Removes a contact for good, and ends its access if that was asked. An invitation that waits for its answer is taken back, and
/// none names it any more.
pub async fn delete(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, customer, contacts) = opened(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    if request.end_access {
        access::store::end_of_contact(&mut log, viewer, &customer, contact).await?;
    }
    access::store::forget_contact(&mut log, &customer, contact).await?;
    log.delete(contact).await?;
    if contact.main {
        pass_on(&mut log, &contacts, contact.id).await?;
    }
    store::refresh(&mut log, request.customer_id).await?;
    log.finish().await
}

/// Makes this the contact that is written to unless another is chosen.
pub async fn make_main(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, _, contacts) = opened(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    for other in contacts.iter().filter(|other| other.main && other.id != contact.id) {
        log.update(other, contact::Model { main: false, ..other.clone() }).await?;
    }
    log.update(contact, contact::Model { main: true, active: true, ..contact.clone() }).await?;
    store::refresh(&mut log, request.customer_id).await?;
    log.finish().await
}

async fn pass_on(log: &mut AuditedTransaction, contacts: &[contact::Model], from: Uuid) -> Result<(), AppError> {
    match contacts.iter().find(|contact| contact.active && contact.id != from) {
        Some(next) => log.update(next, contact::Model { main: true, ..next.clone() }).await,
        None => Ok(()),
    }
}

/// A transaction that holds the customer, the customer, and its contacts.
async fn opened(
    context: &AppContext,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<(AuditedTransaction, customer::Model, Vec<contact::Model>), AppError> {
    let log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = visible::one_to_write(&log.tx, viewer, customer_id).await?;
    let contacts = store::contacts_of(&log.tx, viewer.firm_id, customer_id).await?;
    Ok((log, customer, contacts))
}

/// The contact as the colleague saw it; `Conflict` tells what it is now where somebody changed it since.
async fn seen<'a>(
    log: &AuditedTransaction,
    viewer: &Viewer,
    contacts: &'a [contact::Model],
    id: Uuid,
    version: i32,
) -> Result<&'a contact::Model, AppError> {
    let contact = one(contacts, id)?;
    if contact.version == version { Ok(contact) } else { Err(conflict(log, viewer, contact, version).await?) }
}

fn one(contacts: &[contact::Model], id: Uuid) -> Result<&contact::Model, AppError> {
    contacts.iter().find(|contact| contact.id == id).ok_or(AppError::NotFound)
}

/// What the contact is now, for a colleague who saw another `version` of it.
async fn conflict(
    log: &AuditedTransaction,
    viewer: &Viewer,
    contact: &contact::Model,
    version: i32,
) -> Result<AppError, AppError> {
    let changed = trails::since(&log.tx, viewer, contact.customer_id, ("contact", contact.id), version).await?;
    Ok(AppError::conflict(&Current { version: contact.version, details: details::of_contact(contact), changed }))
}
