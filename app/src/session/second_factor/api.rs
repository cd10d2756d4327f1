//! The server functions of the second factor. Those without `input = Json` are the targets of plain forms.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::{AppSetup, Factors, SecondStep};
use crate::{error::AppError, session::Texts};

/// The colleague's own second factor.
#[server(name = ReadFactors, prefix = "/api", endpoint = "session/factors", input = Json)]
pub async fn factors() -> Result<Factors, AppError> {
    use crate::session::caller::Caller;
    let Caller { context, viewer } = Caller::colleague()?;
    super::store::shown(&context, &viewer).await
}

/// The secret that a form came back with, if it did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetupRequest {
    pub sealed: Option<String>,
}

/// What an authenticator app needs to be set up. Nothing is stored by looking.
#[server(name = ReadAppSetup, prefix = "/api", endpoint = "session/app_setup", input = Json)]
pub async fn app_setup(request: SetupRequest) -> Result<AppSetup, AppError> {
    let viewer = crate::session::viewer_setting_up()?;
    crate::session::request::confirmed().await?;
    super::setup::offer(&crate::context::AppContext::current()?, &viewer, request.sealed.as_deref())
}

/// Sets up an authenticator app by its first code.
#[server(prefix = "/api", endpoint = "session/set_up_app")]
pub async fn set_up_app(sealed: String, code: String, #[server(default)] terug: String) -> Result<(), AppError> {
    use crate::session::{back, cookie, request, viewer_setting_up, wanted};
    let viewer = viewer_setting_up()?;
    let page = format!("/tweestaps?terug={}", cookie::encoded(wanted::own_page(&terug).unwrap_or("/profiel")));
    let outcome = async {
        request::confirmed().await?;
        super::setup::accept(&crate::context::AppContext::current()?, &viewer, &sealed, &code).await
    };
    let sent = back::Sent { form: "set_up_app", page: &page, typed: &[("sealed", &sealed)] };
    sent.answer(outcome.await.map(|()| super::setup::codes_page(&terug)))
}

/// Takes the colleague's authenticator app away.
#[server(prefix = "/api", endpoint = "session/remove_app", input = Json)]
pub async fn remove_app() -> Result<(), AppError> {
    use crate::session::caller::Caller;
    let Caller { context, viewer } = Caller::colleague()?;
    crate::session::request::confirmed().await?;
    super::store::remove_app(&context, &viewer).await
}

/// Takes the colleague's authenticator app away by a plain form.
#[server(prefix = "/api", endpoint = "session/remove_app_form")]
pub async fn remove_app_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::Sent;
    Sent::take_of_colleague("/api/session/remove_app_form", texts, super::sent::remove_app).await
}

/// Makes new recovery codes; the page of recovery codes shows them.
#[server(prefix = "/api", endpoint = "session/new_codes", input = Json)]
pub async fn new_codes() -> Result<(), AppError> {
    use crate::session::caller::Caller;
    let Caller { context, viewer } = Caller::colleague()?;
    crate::session::request::confirmed().await?;
    super::store::new_codes(&context, &viewer).await
}

/// Makes new recovery codes by a plain form.
#[server(prefix = "/api", endpoint = "session/new_codes_form")]
pub async fn new_codes_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::Sent;
    Sent::take_of_colleague("/api/session/new_codes_form", texts, super::sent::new_codes).await
}

/// The recovery codes that were just made, once; then none.
#[server(name = ReadCodes, prefix = "/api", endpoint = "session/codes", input = Json)]
pub async fn codes() -> Result<Vec<String>, AppError> {
    use crate::session::caller::Caller;
    let Caller { context, viewer } = Caller::colleague()?;
    super::codes::take_shown(&context, viewer.user_id)
}

/// What whoever gave the right password in this browser can go on with.
#[server(name = ReadSecondStep, prefix = "/api", endpoint = "session/second_step", input = Json)]
pub async fn second_step() -> Result<SecondStep, AppError> {
    crate::session::sign_in::second_step(&crate::context::AppContext::current()?).await
}

/// Signs in with a code of the authenticator app, or a recovery code, after the password.
#[server(prefix = "/api", endpoint = "session/give_code")]
pub async fn give_code(code: String, #[server(default)] terug: String) -> Result<(), AppError> {
    use crate::{
        error::Refusal,
        session::{back, cookie, sign_in, wanted},
    };
    let on = wanted::own_page(&terug).unwrap_or("/klanten").to_owned();
    let outcome = sign_in::by_code(&crate::context::AppContext::current()?, &code).await;
    let first = if outcome == Err(AppError::Refused(Refusal::StepExpired)) { "/aanmelden" } else { "/aanmelden/code" };
    let page = format!("{first}?terug={}", cookie::encoded(&on));
    let sent = back::Sent { form: "give_code", page: &page, typed: &[] };
    sent.answer(outcome.map(|()| on))
}

/// The password, given once more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmRequest {
    pub password: String,
}

/// Proves who sits at the open session, for a quarter of an hour.
#[server(prefix = "/api", endpoint = "session/confirm", input = Json)]
pub async fn confirm(request: ConfirmRequest) -> Result<(), AppError> {
    let viewer = crate::session::viewer_setting_up()?;
    crate::session::confirm::by_password(&crate::context::AppContext::current()?, &viewer, request.password).await
}

/// The same on a page of its own, which then goes back to what was wanted.
#[server(prefix = "/api", endpoint = "session/confirm_and_return")]
pub async fn confirm_and_return(password: String, #[server(default)] terug: String) -> Result<(), AppError> {
    use crate::session::{back, confirm, cookie, viewer_setting_up};
    let viewer = viewer_setting_up()?;
    let (page, on) = confirm::ways(&terug);
    let outcome = confirm::by_password(&crate::context::AppContext::current()?, &viewer, password).await;
    let page = format!("{}?terug={}", confirm::PAGE, cookie::encoded(page));
    let sent = back::Sent { form: "confirm", page: &page, typed: &[] };
    sent.answer(outcome.map(|()| on))
}
