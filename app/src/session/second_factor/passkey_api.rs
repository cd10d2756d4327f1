//! The server functions of passkeys. Questions and answers are the browser's own, as JSON.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::AppError, session::Texts};

/// What the browser asks to make a passkey.
#[server(prefix = "/api", endpoint = "session/passkey_add_options", input = Json)]
pub async fn passkey_add_options() -> Result<String, AppError> {
    let viewer = crate::session::viewer_setting_up()?;
    crate::session::confirmed().await?;
    super::passkeys::add_options(&crate::context::AppContext::current()?, &viewer).await
}

/// A new passkey.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddPasskeyRequest {
    pub name: String,
    /// What the browser made.
    pub credential: String,
    /// The page that was wanted.
    pub terug: String,
}

/// Adds a passkey, and gives the page that comes next: the recovery codes, then what was wanted.
#[server(prefix = "/api", endpoint = "session/add_passkey", input = Json)]
pub async fn add_passkey(request: AddPasskeyRequest) -> Result<String, AppError> {
    let viewer = crate::session::viewer_setting_up()?;
    crate::session::confirmed().await?;
    let AddPasskeyRequest { name, credential, terug } = request;
    super::passkeys::add(&crate::context::AppContext::current()?, &viewer, &name, &credential).await?;
    Ok(super::setup::codes_page(&terug))
}

/// One passkey.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PasskeyRequest {
    pub id: Uuid,
}

/// Takes one of the colleague's passkeys away.
#[server(prefix = "/api", endpoint = "session/remove_passkey", input = Json)]
pub async fn remove_passkey(request: PasskeyRequest) -> Result<(), AppError> {
    use crate::session::caller::Caller;
    let Caller { context, viewer } = Caller::colleague()?;
    crate::session::confirmed().await?;
    super::passkeys::remove(&context, &viewer, request.id).await
}

/// Takes one of the colleague's passkeys away by a plain form.
#[server(prefix = "/api", endpoint = "session/remove_passkey_form")]
pub async fn remove_passkey_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::Sent;
    Sent::take_of_colleague("/api/session/remove_passkey_form", texts, super::sent::remove_passkey).await
}

/// What the browser asks to sign in by a passkey.
#[server(prefix = "/api", endpoint = "session/passkey_options", input = Json)]
pub async fn passkey_options() -> Result<String, AppError> {
    super::passkeys::sign_in_options(&crate::context::AppContext::current()?).await
}

/// What a passkey answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasskeyAnswer {
    pub credential: String,
}

/// What a passkey answered, and the page that was wanted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasskeySignInRequest {
    pub credential: String,
    pub terug: String,
    /// Agrees to signing out a customer's person, as the page told.
    #[serde(default)]
    pub switch: bool,
}

/// Signs in by a passkey, and gives the page that comes next.
#[server(prefix = "/api", endpoint = "session/passkey_sign_in", input = Json)]
pub async fn passkey_sign_in(request: PasskeySignInRequest) -> Result<String, AppError> {
    super::passkeys::sign_in(&crate::context::AppContext::current()?, &request.credential, request.switch).await?;
    Ok(crate::session::wanted::own_page(&request.terug).unwrap_or("/klanten").to_owned())
}

/// What the browser asks to confirm by a passkey.
#[server(prefix = "/api", endpoint = "session/passkey_confirm_options", input = Json)]
pub async fn passkey_confirm_options() -> Result<String, AppError> {
    let viewer = crate::session::viewer_setting_up()?;
    super::passkeys::confirm_options(&crate::context::AppContext::current()?, &viewer).await
}

/// Proves who sits at the open session, by a passkey.
#[server(prefix = "/api", endpoint = "session/passkey_confirm", input = Json)]
pub async fn passkey_confirm(request: PasskeyAnswer) -> Result<(), AppError> {
    let viewer = crate::session::viewer_setting_up()?;
    super::passkeys::confirm(&crate::context::AppContext::current()?, &viewer, &request.credential).await
}
