//! Adding and changing a customer by a plain form: what the page does between typing and saving is done here.

use std::collections::BTreeSet;

use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
use uuid::Uuid;

use super::{
    doubles, queries,
    request::{ADDRESS, CATEGORY, CONTACT, CreateRequest, DoublesRequest, UpdateRequest},
};
use crate::{context::AppContext, error::AppError, session::plain::Sent};

/// Saves what was typed, and tells the next page.
pub async fn save(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let id = match sent.id_if_any("id")? {
        Some(id) => change(context, sent, id).await?,
        None => add(context, sent).await?,
    };
    Ok(format!("/klanten/{id}?bewaard=ja"))
}

async fn change(context: &AppContext, sent: &Sent, id: Uuid) -> Result<Uuid, AppError> {
    let stored = queries::filled(context, &sent.viewer, id).await?.details;
    let request = UpdateRequest { id, version: sent.version(), customer: sent.onto(&stored, "") };
    queries::update(context, &sent.viewer, request).await?;
    Ok(id)
}

/// Adds it, unless one that may be the same is there and nobody said that it is to be added all the same.
async fn add(context: &AppContext, sent: &Sent) -> Result<Uuid, AppError> {
    let request = CreateRequest {
        form_id: sent.id_if_any("form_id")?,
        template_id: sent.id_if_any("template_id")?,
        customer: sent.onto(&CustomerDetails::default(), ""),
        address: sent.onto(&AddressDetails::default(), ADDRESS),
        contact: sent.onto(&ContactDetails::default(), CONTACT),
        categories: ticked(sent),
    };
    let wrong = request.wrong();
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    if sent.text("although_double").is_empty() {
        let sought = DoublesRequest {
            name: request.customer.name.clone(),
            vat: request.customer.vat.clone(),
            company_number: request.customer.company_number.clone(),
            country: request.customer.country.clone(),
            postcode: request.address.postcode.clone(),
        };
        // A lookup that fails must not keep anybody from saving.
        if !doubles::find(&context.db, &sent.viewer, &sought).await.unwrap_or_default().is_none() {
            return Err(AppError::Taken(String::new()));
        }
    }
    queries::create(context, &sent.viewer, request).await
}

/// The categories whose boxes were sent.
fn ticked(sent: &Sent) -> BTreeSet<Uuid> {
    sent.texts.keys().filter_map(|name| name.strip_prefix(CATEGORY)?.parse().ok()).collect()
}
