//! The plain forms of an open invitation on the card: each does the same as the function that a hydrated page calls, and tells the next
//! page.

use super::{records::WITHDRAWN, send, taking_back};
use crate::{context::AppContext, error::AppError, paths, session::plain::Sent, ui::CONFIRMED};

/// Sends it once more.
pub async fn resend(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = send::again(context, &sent.viewer, sent.id("id")?).await?;
    Ok(paths::saved_card(customer_id))
}

/// Takes it back once the question was answered.
pub async fn withdraw(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let id = sent.id("id")?;
    if sent.text(CONFIRMED).is_empty() {
        return Ok(sent.asking(WITHDRAWN, id));
    }
    let customer_id = taking_back::withdraw(context, &sent.viewer, id).await?;
    Ok(paths::saved_card(customer_id))
}
