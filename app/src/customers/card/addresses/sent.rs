//! The plain forms of an address: each does the same as the function that a hydrated page calls, and tells the next page.

use super::{
    api::{AddressRequest, SaveAddressRequest},
    head_office::{CHOSEN, version_of},
    queries,
};
use crate::{
    context::AppContext,
    customers::{
        card::asked::{self, Asked, OPEN},
        form::request::ADDRESS,
    },
    error::{AppError, FieldError},
    paths,
    session::plain::Sent,
};

/// Adds an address, or changes one. Where a new one is only asked for, the next page has its form.
pub async fn save(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, id) = (sent.id("customer_id")?, sent.id_if_any("id")?);
    if sent.texts.contains_key(OPEN) {
        return Ok(asked::form_of_new(customer_id, asked::ADDRESS));
    }
    let request = SaveAddressRequest { customer_id, id, version: sent.version(), details: sent.patch(ADDRESS) };
    queries::save(context, &sent.viewer, request).await?;
    Ok(paths::saved_card(customer_id))
}

/// Removes an address.
pub async fn delete(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, id) = (sent.id("customer_id")?, sent.id("id")?);
    let request = AddressRequest { customer_id, id, version: sent.version() };
    queries::delete(context, &sent.viewer, request).await?;
    Ok(paths::saved_card(customer_id))
}

/// Moves the head office to the address that is chosen; the next page asks for one where there was nothing to choose from.
pub async fn make_head_office(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    let Some(id) = sent.id_if_any(CHOSEN)? else {
        let asks = !sent.texts.keys().any(|name| name.starts_with("version_"));
        return match asks {
            true => Ok(asked::of_customer(customer_id, Asked::HeadOffice)),
            false => Err(AppError::field(CHOSEN, FieldError::Required)),
        };
    };
    let version = sent.text(&version_of(id)).parse().unwrap_or_default();
    queries::make_head_office(context, &sent.viewer, AddressRequest { customer_id, id, version }).await?;
    Ok(paths::saved_card(customer_id))
}
