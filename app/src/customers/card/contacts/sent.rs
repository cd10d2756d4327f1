//! The plain forms of a contact: each does the same as the function that a hydrated page calls, and tells the next page.

use super::{
    api::{ContactRequest, SaveContactRequest},
    queries,
    question::{ACTIVATE, END_ACCESS, MAKE_MAIN},
};
use crate::{
    context::AppContext,
    customers::{
        card::{
            asked::{self, OPEN},
            dialog_form::along,
        },
        form::request::{CONTACT, END_CONTACT_ACCESS},
    },
    error::AppError,
    paths,
    session::plain::Sent,
};

/// Adds a contact, or changes one. Where a new one is only asked for, the next page has its form.
pub async fn save(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, id) = (sent.id("customer_id")?, sent.id_if_any("id")?);
    if sent.texts.contains_key(OPEN) {
        return Ok(asked::form_of_new(customer_id, asked::CONTACT));
    }
    let request = SaveContactRequest {
        customer_id,
        id,
        version: sent.version(),
        details: sent.patch(CONTACT),
        end_access: !sent.text(END_CONTACT_ACCESS).is_empty(),
    };
    queries::save(context, &sent.viewer, request).await?;
    Ok(paths::saved_card(customer_id))
}

/// Hides a contact. Taken up again it is as it was; the main contact is so by being chosen again. Access that was ended is not given back
/// by the way.
pub async fn deactivate(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = request(sent)?;
    let was = queries::deactivate(context, &sent.viewer, request).await?;
    let page = paths::saved_card(request.customer_id);
    if request.end_access || !was.active {
        return Ok(page);
    }
    let back = if was.main { MAKE_MAIN } else { ACTIVATE };
    sent.undoable(page, back, along(request.customer_id, Some(was.id), was.version + 1))
}

/// Takes it up again.
pub async fn activate(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = request(sent)?;
    queries::activate(context, &sent.viewer, request).await?;
    Ok(paths::saved_card(request.customer_id))
}

/// Removes it for good.
pub async fn delete(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = request(sent)?;
    queries::delete(context, &sent.viewer, request).await?;
    Ok(paths::saved_card(request.customer_id))
}

/// Makes it the one that is written to.
pub async fn make_main(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = request(sent)?;
    queries::make_main(context, &sent.viewer, request).await?;
    Ok(paths::saved_card(request.customer_id))
}

/// Which contact, as it was shown.
fn request(sent: &Sent) -> Result<ContactRequest, AppError> {
    let end_access = !sent.text(END_ACCESS).is_empty();
    Ok(ContactRequest { customer_id: sent.id("customer_id")?, id: sent.id("id")?, version: sent.version(), end_access })
}
