//! What the customer changes itself: by the same rules and the same way as its firm does, and in the history as *door klant*.

use domain::{
    customers::Status,
    details::{AddressDetails, ContactDetails, CustomerDetails},
};
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    draft::{Draft, Form, Values, values_of},
    queries,
};
use crate::{
    audit::{Actor, Log, Origin},
    context::AppContext,
    customers::{details as convert, form::request::refused, status, store},
    error::{AppError, Fields, Refusal},
    limits::Counted,
    session::{PortalViewer, fault, typed},
};

/// Changes the company's own data.
pub async fn details(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
    version: i32,
    sent: &CustomerDetails,
) -> Result<(), AppError> {
    let (mut log, before) = opened(context, viewer, customer_id).await?;
    if before.version != version {
        return Err(AppError::Conflict(String::new()));
    }
    let merged = queries::merged(sent, convert::of_customer(&before));
    let checked = merged.checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))?;
    store::update(&mut log, &before, convert::onto_customer(checked, before.clone())).await?;
    log.finish().await
}

/// Adds an address, or changes one. The first is the head office.
pub async fn address(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
    id: Option<Uuid>,
    version: i32,
    sent: &AddressDetails,
) -> Result<(), AppError> {
    let checked = sent.checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))?;
    let (mut log, customer) = opened(context, viewer, customer_id).await?;
    let addresses = store::addresses_of(&log.tx, customer.firm_id, customer_id).await?;
    match id {
        None => {
            Counted::Addresses.room(addresses.len() as u64)?;
            log.insert(convert::new_address(customer.firm_id, customer_id, addresses.is_empty(), checked)).await?;
        }
        Some(id) => {
            let before = addresses.iter().find(|address| address.id == id).ok_or(AppError::NotFound)?;
            if before.version != version {
                return Err(AppError::Conflict(String::new()));
            }
            log.update(before, convert::onto_address(checked, before.clone())).await?;
        }
    }
    store::refresh(&mut log, customer_id).await?;
    log.finish().await
}

/// Adds a contact, or changes one. Whom the firm deactivated is not found.
pub async fn contact(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
    id: Option<Uuid>,
    version: i32,
    sent: &ContactDetails,
) -> Result<(), AppError> {
    let checked = sent.checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))?;
    let (mut log, customer) = opened(context, viewer, customer_id).await?;
    let contacts = store::contacts_of(&log.tx, customer.firm_id, customer_id).await?;
    match id {
        None => {
            Counted::Contacts.room(contacts.len() as u64)?;
            let main = !contacts.iter().any(|contact| contact.main);
            log.insert(convert::new_contact(customer.firm_id, customer_id, main, checked)).await?;
        }
        Some(id) => {
            let before =
                contacts.iter().find(|contact| contact.id == id && contact.active).ok_or(AppError::NotFound)?;
            if before.version != version {
                return Err(AppError::Conflict(String::new()));
            }
            log.update(before, convert::onto_contact(checked, before.clone())).await?;
        }
    }
    store::refresh(&mut log, customer_id).await?;
    log.finish().await
}

/// A transaction in which this person writes, and its company, held.
async fn opened(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
) -> Result<(Log, customer::Model), AppError> {
    let tx = context.db.begin().await?;
    let firm_id = queries::firm_of(&tx, viewer, customer_id).await?;
    let customer = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.eq(customer_id))
        .lock_exclusive()
        .one(&tx)
        .await?
        .filter(|customer| status::of(customer) != Status::Archived)
        .ok_or(AppError::NotFound)?;
    let origin = Origin { firm_id, actor: Actor::Customer(viewer.account_id), source: "portal", batch_id: None };
    Ok((Log::new(tx, origin), customer))
}

/// What is said of a form on its way back to its page.
#[derive(Serialize, Deserialize)]
struct Returned {
    form: Form,
    conflict: bool,
}

/// Goes back to the page: where it was saved it says so, else it shows the form again as it was filled in.
pub fn answer(
    customer_id: Uuid,
    form: Form,
    sent: &impl Serialize,
    saved: Result<(), AppError>,
) -> Result<(), AppError> {
    let word = match saved {
        Ok(()) => "bewaard=ja".to_owned(),
        Err(error @ (AppError::Invalid(_) | AppError::Conflict(_))) => {
            let conflict = matches!(error, AppError::Conflict(_));
            typed::keep(&name_of(customer_id), &Returned { form, conflict }, values_of(sent))?;
            format!("fout=invoer&formulier={}", form.anchor())
        }
        Err(error @ (AppError::NotFound | AppError::Unauthenticated)) => return Err(error),
        Err(error @ AppError::Refused(Refusal::Full(_))) => format!("fout={}", fault::to_word(&error)),
        Err(_) => "fout=onbekend".to_owned(),
    };
    leptos_axum::redirect(&format!("/mijn-bedrijf/{customer_id}?{word}#{}", form.anchor()));
    Ok(())
}

/// The form that came back to this company's page, if one did. It is shown once.
pub fn take_draft(customer_id: Uuid) -> Option<Draft> {
    let (Returned { form, conflict }, values) = typed::take(&name_of(customer_id))?;
    let wrong = match form {
        Form::Details => details_of::<CustomerDetails>(&values).checked().err(),
        Form::Address(_) => details_of::<AddressDetails>(&values).checked().err(),
        Form::Contact(_) => details_of::<ContactDetails>(&values).checked().err(),
    };
    let wrong = wrong.map_or_else(Fields::new, |wrong| refused(wrong, ""));
    Some(Draft { form, values, wrong, conflict })
}

/// The forms of a company's page, apart from those of another company.
fn name_of(customer_id: Uuid) -> String {
    format!("company {customer_id}")
}

/// Details from their texts; a field that is not there stays empty.
fn details_of<T: DeserializeOwned + Default>(values: &Values) -> T {
    serde_json::to_value(values).and_then(serde_json::from_value).unwrap_or_default()
}
