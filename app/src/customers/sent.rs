//! The steps of a customer's status by plain forms: each does the same as the function that a hydrated page calls, and tells the next
//! page.

use domain::customers::Transition;

use super::status;
use crate::{context::AppContext, error::AppError, paths, session::plain::Sent};

/// The function that takes a step back.
const UNDO: &str = "/api/customers/undo_step_form";

/// Takes a step, which can be taken back.
pub async fn step(context: &AppContext, sent: &Sent, transition: Transition) -> Result<String, AppError> {
    let (id, seen) = (sent.id("id")?, sent.version());
    let changed = status::step(context, &sent.viewer, id, seen, transition).await?;
    let page = paths::saved_card(id);
    // To where the customer was already, it was no step.
    if changed.version == seen {
        return Ok(page);
    }
    sent.undoable(page, UNDO, vec![("id", id.to_string()), ("version", changed.version.to_string())])
}

/// Takes back the step that led to this version.
pub async fn undo_step(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let id = sent.id("id")?;
    status::undo(context, &sent.viewer, id, sent.version()).await?;
    Ok(paths::saved_card(id))
}

/// Removes the customer for good.
pub async fn delete(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    status::delete(context, &sent.viewer, sent.id("id")?, sent.version()).await?;
    Ok("/klanten?tab=concept&bewaard=ja".to_owned())
}
