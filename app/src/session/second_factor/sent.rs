//! What a colleague changes of its second factor by plain forms: each does the same as the function that a hydrated page calls, and tells
//! the next page.

use super::{passkeys, store};
use crate::{
    context::AppContext,
    error::AppError,
    session::{confirmed, plain::Sent},
};

/// The page of the second factor, which says that it was saved.
const SAVED: &str = "/profiel?bewaard=ja";

/// Takes the authenticator app away.
pub async fn remove_app(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    store::remove_app(context, &sent.viewer).await?;
    Ok(SAVED.to_owned())
}

/// Takes a passkey away.
pub async fn remove_passkey(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    passkeys::remove(context, &sent.viewer, sent.id("id")?).await?;
    Ok(SAVED.to_owned())
}

/// Makes new recovery codes; the next page shows them.
pub async fn new_codes(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    store::new_codes(context, &sent.viewer).await?;
    Ok("/tweestaps/codes".to_owned())
}
