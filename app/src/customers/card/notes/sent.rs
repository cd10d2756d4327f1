//! The plain forms of a note: each does the same as the function that a hydrated page calls, and tells the next page.

use uuid::Uuid;

use super::{
    api::{NoteRequest, RestoreRequest, SaveNoteRequest, text_field},
    store,
};
use crate::{
    context::AppContext,
    customers::card::{dialog_form::along, tabs::NOTES},
    error::AppError,
    session::plain::Sent,
};

/// The function that puts a note back.
const RESTORE: &str = "/api/notes/restore_form";

/// Adds a note, or changes one.
pub async fn save(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, id) = (sent.id("customer_id")?, sent.id_if_any("id")?);
    let text = sent.text(text_field(id.is_none())).to_owned();
    store::save(context, &sent.viewer, SaveNoteRequest { customer_id, id, version: sent.version(), text }).await?;
    Ok(saved(customer_id))
}

/// Removes a note, which can be put back.
pub async fn delete(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = NoteRequest { customer_id: sent.id("customer_id")?, id: sent.id("id")?, version: sent.version() };
    store::delete(context, &sent.viewer, request).await?;
    let NoteRequest { customer_id, id, version } = request;
    sent.undoable(saved(customer_id), RESTORE, along(customer_id, Some(id), version))
}

/// Puts a note back.
pub async fn restore(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = RestoreRequest { customer_id: sent.id("customer_id")?, id: sent.id("id")? };
    store::restore(context, &sent.viewer, request).await?;
    Ok(saved(request.customer_id))
}

/// The tab, which says that it was saved.
fn saved(customer_id: Uuid) -> String {
    format!("/klanten/{customer_id}/{NOTES}?bewaard=ja")
}
