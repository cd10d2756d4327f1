//! The steps of a customer's status by plain forms: each does the same as the function that a hydrated page calls, and tells the next
//! page.

use domain::customers::Transition;

use super::status;
use crate::{context::AppContext, error::AppError, paths, session::plain::Sent};

/// Takes a step.
pub async fn step(context: &AppContext, sent: &Sent, transition: Transition) -> Result<String, AppError> {
    let id = sent.id("id")?;
    status::step(context, &sent.viewer, id, sent.version(), transition).await?;
    Ok(paths::saved_card(id))
}

/// Removes the customer for good.
pub async fn delete(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    status::delete(context, &sent.viewer, sent.id("id")?, sent.version()).await?;
    Ok("/klanten?tab=concept&bewaard=ja".to_owned())
}
