//! What the customer changes itself: by the same rules and the same way as its firm does, and in the history as *door klant*.

use domain::{
    customers::Status,
    details::{AddressDetails, ContactDetails, CustomerDetails, Proposal},
};
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    draft::{Draft, Form, Values},
    notices, queries,
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    customers::{
        details as convert,
        form::request::refused,
        portal_changes::{news, proposals},
        status, store,
    },
    error::{AppError, Fields},
    limits::Counted,
    own_fields, paths,
    session::{KeptForm, PortalViewer, Texts, Visitor, cookie, fault, plain, request, typed},
};

/// Changes the company's own data.
pub async fn details(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
    version: i32,
    sent: &Texts,
) -> Result<(), AppError> {
    let (mut log, before) = opened(context, viewer, customer_id).await?;
    if before.version != version {
        return Err(AppError::Conflict(String::new()));
    }
    let own = convert::of_customer(&before);
    let stored = proposals::stored(&log.tx, log.firm_id(), customer_id).await?;
    let known = proposals::read(stored.as_ref(), &own);
    // What the page shows is what was proposed before.
    let merged = queries::merged(&plain::onto(sent, &known.onto(own.clone()), ""), own.clone());
    let mut checked = merged.checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))?;
    let mut proposal = known.clone();
    proposal.hold_back(&mut checked, &own);

    let after = convert::onto_customer(checked, before.clone());
    let told = before.email != after.email || known.0.get("iban") != proposal.0.get("iban");
    own_fields::of_portal::write(&mut log, customer_id, sent).await?;
    store::update(&mut log, &before, after).await?;
    proposals::keep(&mut log, customer_id, stored.as_ref(), proposal).await?;
    if told {
        notices::data_changed(&log, viewer, &before, &before.email).await?;
    }
    news::note(&log, customer_id).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Takes back all that waits for approval.
pub async fn withdraw(context: &AppContext, viewer: &PortalViewer, customer_id: Uuid) -> Result<(), AppError> {
    let (mut log, _) = opened(context, viewer, customer_id).await?;
    let stored = proposals::stored(&log.tx, log.firm_id(), customer_id).await?;
    proposals::keep(&mut log, customer_id, stored.as_ref(), Proposal::default()).await?;
    news::settle(&log, customer_id).await?;
    log.finish().await
}

/// Adds an address, or changes one. The first is the head office.
pub async fn address(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
    id: Option<Uuid>,
    version: i32,
    sent: &Texts,
) -> Result<(), AppError> {
    let checked = |before: AddressDetails| {
        plain::onto(sent, &before, "").checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))
    };
    let (mut log, customer) = opened(context, viewer, customer_id).await?;
    let addresses = store::addresses_of(&log.tx, customer.firm_id, customer_id).await?;
    match id {
        None => {
            Counted::Addresses.room(addresses.len() as u64)?;
            log.insert(convert::new_address(
                customer.firm_id,
                customer_id,
                addresses.is_empty(),
                checked(AddressDetails::default())?,
            ))
            .await?;
        }
        Some(id) => {
            let before = addresses.iter().find(|address| address.id == id).ok_or(AppError::NotFound)?;
            if before.version != version {
                return Err(AppError::Conflict(String::new()));
            }
            let checked = checked(convert::of_address(before))?;
            log.update(before, convert::onto_address(checked, before.clone())).await?;
        }
    }
    store::refresh(&mut log, customer_id).await?;
    news::note(&log, customer_id).await?;
    log.finish().await
}

/// Adds a contact, or changes one. Whom the firm deactivated is not found.
pub async fn contact(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
    id: Option<Uuid>,
    version: i32,
    sent: &Texts,
) -> Result<(), AppError> {
    let checked = |before: ContactDetails| {
        plain::onto(sent, &before, "").checked().map_err(|wrong| AppError::Invalid(refused(wrong, "")))
    };
    let (mut log, customer) = opened(context, viewer, customer_id).await?;
    let contacts = store::contacts_of(&log.tx, customer.firm_id, customer_id).await?;
    match id {
        None => {
            Counted::Contacts.room(contacts.len() as u64)?;
            let main = !contacts.iter().any(|contact| contact.main);
            log.insert(convert::new_contact(customer.firm_id, customer_id, main, checked(ContactDetails::default())?))
                .await?;
        }
        Some(id) => {
            let before =
                contacts.iter().find(|contact| contact.id == id && contact.active).ok_or(AppError::NotFound)?;
            if before.version != version {
                return Err(AppError::Conflict(String::new()));
            }
            let after = convert::onto_contact(checked(convert::of_contact(before))?, before.clone());
            let told = before.email != after.email;
            log.update(before, after).await?;
            if told {
                notices::data_changed(&log, viewer, &customer, &before.email).await?;
            }
        }
    }
    store::refresh(&mut log, customer_id).await?;
    news::note(&log, customer_id).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Leads on from taking back what waited.
pub fn answer_withdrawal(customer_id: Uuid, withdrawn: Result<(), AppError>) -> Result<(), AppError> {
    let page = paths::company(customer_id);
    let anchor = Form::Details.anchor();
    match withdrawn {
        Ok(()) => leptos_axum::redirect(&format!("{page}?bewaard=ingetrokken&formulier={anchor}#{anchor}")),
        Err(AppError::NotFound) if request::wants_page() => leptos_axum::redirect("/mijn-bedrijf?fout=toegang"),
        Err(error @ (AppError::NotFound | AppError::Unauthenticated)) => return Err(error),
        Err(error) => {
            let word = Some(fault::to_word(&error)).filter(|word| !word.is_empty()).unwrap_or("onbekend".to_owned());
            leptos_axum::redirect(&format!("{page}?fout={word}&formulier={anchor}#{anchor}"));
        }
    }
    Ok(())
}

/// A transaction in which this person writes, and its company, held.
async fn opened(
    context: &AppContext,
    viewer: &PortalViewer,
    customer_id: Uuid,
) -> Result<(AuditedTransaction, customer::Model), AppError> {
    let tx = context.db.begin().await?;
    let firm_id = queries::access_to(&tx, viewer, customer_id).await?.firm_id;
    let customer = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.eq(customer_id))
        .lock_exclusive()
        .one(&tx)
        .await?
        .filter(|customer| status::of(customer) != Status::Archived)
        .ok_or(AppError::NotFound)?;
    let origin = Origin { firm_id, actor: Actor::Customer(viewer.account_id), source: "portal", batch_id: None };
    Ok((AuditedTransaction::new(tx, origin), customer))
}

/// A form of a company's page, as it was sent.
pub struct Sent {
    pub customer_id: Uuid,
    pub form: Form,
    pub version: i32,
    pub details: Texts,
    /// Whose session showed the page.
    pub account: Option<Uuid>,
}

/// What is said of a form on its way back to its page.
#[derive(Serialize, Deserialize)]
struct Returned {
    form: Form,
    version: i32,
    conflict: bool,
    signed_out: bool,
    refused: Option<AppError>,
}

impl Sent {
    /// Who sends it. None where the session has ended, or somebody else signed in, since the page was shown: the answer leads to the
    /// door of the portal then, and what was typed waits for its person.
    pub fn sender(&self) -> Result<Option<PortalViewer>, AppError> {
        let sender = sender(self.account)?;
        if sender.is_none() {
            if let Some(account_id) = self.account {
                let name = name_of(self.customer_id);
                typed::keep_until_signed_in(account_id, &name, &self.returned(None), self.details.clone())?;
            }
            show_door(&self.page(&format!("fout=afgemeld&formulier={}", self.form.anchor())));
        }
        Ok(sender)
    }

    /// Goes back to the page: where it was saved it says so, else it shows the form again as it was filled in.
    pub fn answer(self, saved: Result<(), AppError>) -> Result<(), AppError> {
        let to = match saved {
            Ok(()) => self.page(&format!("bewaard=ja&formulier={}", self.form.anchor())),
            Err(AppError::NotFound) if request::wants_page() => "/mijn-bedrijf?fout=toegang".to_owned(),
            Err(error @ (AppError::NotFound | AppError::Unauthenticated)) => return Err(error),
            Err(error) => {
                typed::keep(&name_of(self.customer_id), &self.returned(Some(error)), self.details.clone())?;
                self.page(&format!("fout=invoer&formulier={}", self.form.anchor()))
            }
        };
        leptos_axum::redirect(&to);
        Ok(())
    }

    fn page(&self, query: &str) -> String {
        format!("{}?{query}#{}", paths::company(self.customer_id), self.form.anchor())
    }

    /// None of an error: the session had ended.
    fn returned(&self, error: Option<AppError>) -> Returned {
        let (form, version, signed_out) = (self.form, self.version, error.is_none());
        let conflict = matches!(error, Some(AppError::Conflict(_)));
        // What is wrong is found again on the page.
        let refused = error.filter(|error| !conflict && !matches!(error, AppError::Invalid(_)));
        Returned { form, version, conflict, signed_out, refused }
    }
}

/// Who is signed in, if that is whose session showed the page. Where a page is to be the answer, nobody is no error.
pub fn sender(account: Option<Uuid>) -> Result<Option<PortalViewer>, AppError> {
    match request::visitor() {
        Visitor::Customer(viewer) if account.is_none_or(|account| account == viewer.account_id) => Ok(Some(viewer)),
        _ if request::wants_page() => Ok(None),
        _ => Err(AppError::Unauthenticated),
    }
}

/// Leads to where a customer's person signs in, and from there to this page.
pub fn show_door(page: &str) {
    leptos_axum::redirect(&format!("/toegang?reden=bewaren&terug={}", cookie::encoded(page)));
}

/// The form that came back to this company's page, if one did. It is shown once.
pub fn take_draft(customer_id: Uuid) -> Option<Draft> {
    let KeptForm { about, texts: values, cut, .. } = typed::take(&name_of(customer_id))?;
    let Returned { form, version, conflict, signed_out, refused: error } = about;
    let wrong = match form {
        Form::Details => details_of::<CustomerDetails>(&values).checked().err(),
        Form::Address(_) => details_of::<AddressDetails>(&values).checked().err(),
        Form::Contact(_) => details_of::<ContactDetails>(&values).checked().err(),
    };
    let wrong = wrong.map_or_else(Fields::new, |wrong| refused(wrong, ""));
    Some(Draft { form, values, wrong, version, conflict, signed_out, refused: error, cut })
}

/// The forms of a company's page, apart from those of another company.
fn name_of(customer_id: Uuid) -> String {
    format!("company {customer_id}")
}

/// Details from their texts; a field that is not there stays empty.
fn details_of<T: DeserializeOwned + Default>(values: &Values) -> T {
    serde_json::to_value(values).and_then(serde_json::from_value).unwrap_or_default()
}
