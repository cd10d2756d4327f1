//! Ending access by a plain form.

use super::{api::WithdrawRequest, records::ENDED, store};
use crate::{context::AppContext, error::AppError, paths, session::plain::Sent, ui::CONFIRMED};

/// Ends somebody's access once the question was answered, and tells the next page.
pub async fn withdraw(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, account_id) = (sent.id("customer_id")?, sent.id("id")?);
    if sent.text(CONFIRMED).is_empty() {
        return Ok(sent.asking(ENDED, account_id));
    }
    store::withdraw(context, &sent.viewer, WithdrawRequest { customer_id, account_id }).await?;
    Ok(paths::saved_card(customer_id))
}
