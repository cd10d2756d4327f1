//! Adding and changing a customer by a plain form: what the page does between typing and saving is done here.

use std::collections::BTreeSet;

use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
use uuid::Uuid;

use super::{
    duplicates, queries,
    request::{
        ADDRESS, ALTHOUGH_DUPLICATE, CATEGORIES_SEEN, CATEGORY, CHOOSE_TEMPLATE, CONTACT, CreateRequest,
        DuplicatesRequest, END_COMPANY_ACCESS, END_CONTACT_ACCESS, Filled, NEW, NO_TEMPLATE, Part, TO_TEMPLATES, Ticks,
        UpdateRequest, Versions,
    },
    template_gives::{categories_given_anew, given_anew},
    whole::Whole,
};
use crate::{
    context::AppContext,
    error::AppError,
    own_fields,
    patch::{Patch, Record},
    paths,
    session::plain::Sent,
    templates,
};

/// Saves what was typed, or goes on with it: to the choice of a template, and from there back to the form.
pub async fn take(context: &AppContext, mut sent: Sent) -> Result<(), AppError> {
    if sent.texts.remove(TO_TEMPLATES).is_some() {
        return sent.go_on(NEW);
    }
    if let Some(chosen) = sent.texts.remove(CHOOSE_TEMPLATE) {
        return match choose(context, &mut sent, chosen.parse().ok()).await {
            Ok(form) => sent.go_on(&form),
            Err(error) => sent.answer(Err(error)),
        };
    }
    let saved = save(context, &mut sent).await;
    sent.answer(saved)
}

/// The form under another template: what the one before gave and nobody changed gives way to what this one gives. Tells its address.
async fn choose(context: &AppContext, sent: &mut Sent, template_id: Option<Uuid>) -> Result<String, AppError> {
    let choices = templates::queries::choices(&context.db.read, sent.viewer.firm_id).await?;
    let given_by = |id: Option<Uuid>| {
        let choice = choices.iter().find(|choice| Some(choice.id) == id);
        choice.map(|choice| choice.gives.clone()).unwrap_or_default()
    };
    let (before, now) = (given_by(sent.id_if_any("template_id")?), given_by(template_id));
    let typed = given_anew(&sent.onto(&CustomerDetails::default(), ""), &before, &now);
    let categories = categories_given_anew(&ticked(sent), &before, &now);
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    sent.texts.retain(|name, _| !name.starts_with(CATEGORY));
    sent.texts.extend([
        ("manager_id".to_owned(), id(typed.manager_id)),
        ("business_unit_id".to_owned(), id(typed.business_unit_id)),
    ]);
    sent.texts.extend(categories.iter().map(|id| (format!("{CATEGORY}{}", id.simple()), "true".to_owned())));
    Ok(paths::new_customer(template_id.map_or_else(|| NO_TEMPLATE.to_owned(), |id| id.to_string())))
}

/// Saves what was typed, and tells the next page.
async fn save(context: &AppContext, sent: &mut Sent) -> Result<String, AppError> {
    let id = match sent.id_if_any("id")? {
        Some(id) => change(context, sent, id).await?,
        None => add(context, sent).await?,
    };
    Ok(paths::saved_card(id))
}

async fn change(context: &AppContext, sent: &mut Sent, id: Uuid) -> Result<Uuid, AppError> {
    let Filled { version, details, address, contact, own, .. } = queries::filled(context, &sent.viewer, id).await?;
    // Another one is the head office or the main contact by now: what was typed for the one before must not come back as this one's.
    let contact_id = contact.as_ref().map(|contact| contact.id);
    for (prefix, now) in [(ADDRESS, Some(address.id)), (CONTACT, contact_id)] {
        let is_shown = !sent.text(&format!("{prefix}version")).is_empty();
        if is_shown && now.is_some_and(|now| sent.id_if_any(&format!("{prefix}id")).ok() != Some(now)) {
            sent.texts.retain(|name, _| !name.starts_with(prefix));
            return Err(AppError::Conflict(String::new()));
        }
    }
    let sent = &*sent;
    let typed = Whole {
        customer: sent.onto(&details, ""),
        address: sent.onto(&address.details, ADDRESS),
        contact: contact.as_ref().map(|contact| sent.onto(&contact.details, CONTACT)).unwrap_or_default(),
        ..Whole::default()
    };
    let versions = Versions {
        customer: version,
        address: address.seen(),
        contact: contact.as_ref().map(Part::seen).unwrap_or_default(),
    };
    // What is wrong, and that a colleague was quicker, is told first.
    if sent.version() == version && typed.wrong(&versions, sent.viewer.country(), Some(&details)).is_empty() {
        ask(context, sent, &DuplicatesRequest::of(&typed.customer, &typed.address.postcode, Some(id))).await?;
    }
    let request = UpdateRequest {
        id,
        version: sent.version(),
        customer: sent.patch(""),
        address: part(sent, ADDRESS)?,
        contact: part(sent, CONTACT)?.filter(|_| contact.is_some()),
        categories: Ticks { seen: seen(sent), ticked: ticked(sent) },
        own: own_fields::sent(&own, &sent.texts),
        end_access: !sent.text(END_CONTACT_ACCESS).is_empty(),
        end_company_access: !sent.text(END_COMPANY_ACCESS).is_empty(),
    };
    queries::update(context, &sent.viewer, request).await?;
    Ok(id)
}

/// What was typed of an address or a contact that was read; none where the form did not have it.
fn part<T: Record>(sent: &Sent, prefix: &str) -> Result<Option<Part<Patch<T>>>, AppError> {
    let version = sent.text(&format!("{prefix}version"));
    if version.is_empty() {
        return Ok(None);
    }
    Ok(Some(Part {
        id: sent.id_if_any(&format!("{prefix}id"))?,
        version: version.parse().unwrap_or_default(),
        details: sent.patch(prefix),
    }))
}

/// Adds it, unless one that may be the same is there and nobody said that it is to be added all the same.
async fn add(context: &AppContext, sent: &Sent) -> Result<Uuid, AppError> {
    let own = own_fields::of_customer::form(&context.db.read, &sent.viewer, None).await?;
    let request = CreateRequest {
        form_id: sent.id_if_any("form_id")?,
        template_id: sent.id_if_any("template_id")?,
        customer: sent.onto(&CustomerDetails::default(), ""),
        address: sent.onto(&AddressDetails::default(), ADDRESS),
        contact: sent.onto(&ContactDetails::default(), CONTACT),
        categories: ticked(sent),
        own: own_fields::sent(&own, &sent.texts),
    };
    let wrong = request.wrong(sent.viewer.country());
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    ask(context, sent, &DuplicatesRequest::of(&request.customer, &request.address.postcode, None)).await?;
    queries::create(context, &sent.viewer, request).await
}

/// Asks first, where there are duplicates that stop a save and nobody said that they are meant: `Taken` leads back to the form.
async fn ask(context: &AppContext, sent: &Sent, sought: &DuplicatesRequest) -> Result<(), AppError> {
    if !sent.text(ALTHOUGH_DUPLICATE).is_empty() {
        return Ok(());
    }
    // A lookup that fails must not keep anybody from saving.
    let found = duplicates::find(&context.db, &sent.viewer, sought).await.unwrap_or_default();
    if sought.is_stopped_by(&found) { Err(AppError::Taken(String::new())) } else { Ok(()) }
}

/// The categories that the form was read with.
fn seen(sent: &Sent) -> BTreeSet<Uuid> {
    sent.text(CATEGORIES_SEEN).split(',').filter_map(|id| id.parse().ok()).collect()
}

/// The categories whose boxes were sent.
fn ticked(sent: &Sent) -> BTreeSet<Uuid> {
    sent.texts.keys().filter_map(|name| name.strip_prefix(CATEGORY)?.parse().ok()).collect()
}
