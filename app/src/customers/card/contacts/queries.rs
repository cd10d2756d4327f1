//! Writing the contacts of a customer. One of them is the main one, as long as somebody is active.

use domain::details::{ContactDetails, Rejections};
use entity::contact;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::api::{ContactRequest, SaveContactRequest};
use crate::{
    access,
    audit::AuditedTransaction,
    context::AppContext,
    customers::{
        card::record::{CardRecord, add, checked, finish, opened, patched, seen},
        details,
        form::request::CONTACT,
        store,
    },
    error::AppError,
    limits::Counted,
    session::Viewer,
};

impl CardRecord for contact::Model {
    type Details = ContactDetails;
    const PREFIX: &'static str = CONTACT;
    const COUNTED: Counted = Counted::Contacts;

    async fn all(db: &impl ConnectionTrait, firm_id: Uuid, customer_id: Uuid) -> Result<Vec<Self>, AppError> {
        store::contacts_of(db, firm_id, customer_id).await
    }
    fn details(&self) -> ContactDetails {
        details::of_contact(self)
    }
    fn check(typed: &ContactDetails) -> Result<ContactDetails, Rejections> {
        typed.checked()
    }
    /// It is the main one where there is none.
    fn new(firm_id: Uuid, customer_id: Uuid, others: &[Self], checked: ContactDetails) -> Self {
        details::new_contact(firm_id, customer_id, lacks_main(others), checked)
    }
}

/// Adds a contact, or changes one, and ends the access that it has by an address that is replaced if that was asked. Changing one that
/// was deactivated takes it up again (row S8).
pub async fn save(context: &AppContext, viewer: &Viewer, request: SaveContactRequest) -> Result<(), AppError> {
    let SaveContactRequest { customer_id, id, version, details: patch, end_access } = request;
    let (mut log, customer, contacts) = opened::<contact::Model>(context, viewer, customer_id).await?;
    match id {
        None => add(&mut log, customer_id, &contacts, checked::<contact::Model>(&patch.typed())?).await?,
        Some(id) => {
            let (before, checked) = patched(&log, viewer, &contacts, (id, version), &patch).await?;
            let main = before.main || lacks_main(&contacts);
            let after = details::onto_contact(checked, before.clone());
            if end_access {
                access::store::end_of_renamed(&mut log, viewer, &customer, before, &after.email).await?;
            }
            log.update(before, contact::Model { active: true, main, ..after }).await?;
        }
    }
    finish(log, customer_id).await
}

fn lacks_main(contacts: &[contact::Model]) -> bool {
    !contacts.iter().any(|contact| contact.main)
}

/// Hides a contact, and ends its access if that was asked. Where it was the main one, the next active one becomes it. Gives the contact
/// as it was.
pub async fn deactivate(
    context: &AppContext,
    viewer: &Viewer,
    request: ContactRequest,
) -> Result<contact::Model, AppError> {
    let (mut log, customer, contacts) = opened::<contact::Model>(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    if request.end_access {
        access::store::end_of_contact(&mut log, viewer, &customer, contact).await?;
    }
    log.update(contact, contact::Model { active: false, main: false, ..contact.clone() }).await?;
    if contact.main {
        pass_on(&mut log, &contacts, contact.id).await?;
    }
    let was = contact.clone();
    finish(log, request.customer_id).await?;
    Ok(was)
}

/// Takes up again a contact that was deactivated, as it was: nothing of it is checked anew. It is the main one where there is none.
pub async fn activate(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, _, contacts) = opened::<contact::Model>(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    let main = contact.main || lacks_main(&contacts);
    log.update(contact, contact::Model { active: true, main, ..contact.clone() }).await?;
    finish(log, request.customer_id).await
}

/// Removes a contact for good, and ends its access if that was asked. An invitation that waits for its answer is taken back, and
/// none names it any more.
pub async fn delete(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, customer, contacts) = opened::<contact::Model>(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    if request.end_access {
        access::store::end_of_contact(&mut log, viewer, &customer, contact).await?;
    }
    access::store::forget_contact(&mut log, &customer, contact).await?;
    log.delete(contact).await?;
    if contact.main {
        pass_on(&mut log, &contacts, contact.id).await?;
    }
    finish(log, request.customer_id).await
}

/// Makes this the contact that is written to unless another is chosen.
pub async fn make_main(context: &AppContext, viewer: &Viewer, request: ContactRequest) -> Result<(), AppError> {
    let (mut log, _, contacts) = opened::<contact::Model>(context, viewer, request.customer_id).await?;
    let contact = seen(&log, viewer, &contacts, request.id, request.version).await?;
    for other in contacts.iter().filter(|other| other.main && other.id != contact.id) {
        log.update(other, contact::Model { main: false, ..other.clone() }).await?;
    }
    log.update(contact, contact::Model { main: true, active: true, ..contact.clone() }).await?;
    finish(log, request.customer_id).await
}

async fn pass_on(log: &mut AuditedTransaction, contacts: &[contact::Model], from: Uuid) -> Result<(), AppError> {
    match contacts.iter().find(|contact| contact.active && contact.id != from) {
        Some(next) => log.update(next, contact::Model { main: true, ..next.clone() }).await,
        None => Ok(()),
    }
}
