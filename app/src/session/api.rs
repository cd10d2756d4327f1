//! The server functions of the session. Those without `input = Json` are the targets of plain forms, which work before the page
//! is hydrated: they always lead to a page.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::{Account, Invited};
use crate::error::AppError;

/// The first run: makes the firm and its first administrator, by the code that the server shows when it starts. Works once.
#[server(prefix = "/api", endpoint = "session/begin")]
pub async fn begin(
    firm: String,
    name: String,
    email: String,
    password: String,
    locale: String,
    #[server(default)] code: String,
) -> Result<(), AppError> {
    let locale = domain::Language::of_texts(&locale).unwrap_or_default().to_string();
    let (typed_firm, typed_name, typed_email) = (firm.clone(), name.clone(), email.clone());
    let founder = crate::settings::firm::Founder { firm, name, email, locale, password };
    let outcome = super::sign_in::begin(&crate::context::AppContext::current()?, founder, &code).await;
    let typed =
        [("firm", typed_firm.as_str()), ("name", &typed_name), ("email", &typed_email), ("code", code.as_str())];
    let sent = super::back::Sent { form: "begin", page: "/begin", typed: &typed };
    sent.answer(outcome.map(|()| "/klanten".to_owned()))
}

/// Signs in, and goes on to the page that was wanted.
#[server(prefix = "/api", endpoint = "session/sign_in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] terug: String,
    #[server(default)] switch: String,
) -> Result<(), AppError> {
    let on = super::wanted::own_page(&terug).unwrap_or("/klanten").to_owned();
    let page = format!("/aanmelden?terug={}", super::cookie::encoded(&on));
    // Who types a colleague's name and password means to be that colleague; a customer's person is told first.
    let outcome = match super::sign_in::allow_replacing(super::Visitor::is_colleague, super::agrees(&switch)) {
        Ok(()) => super::sign_in::sign_in(&crate::context::AppContext::current()?, &email, password, &on).await,
        Err(error) => Err(error),
    };
    let sent = super::back::Sent { form: "sign_in", page: &page, typed: &[("email", &email)] };
    sent.answer(outcome)
}

/// Ends the session of this browser.
#[server(prefix = "/api", endpoint = "session/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    super::sign_in::sign_out(&crate::context::AppContext::current()?).await?;
    leptos_axum::redirect("/aanmelden?gedaan=afgemeld");
    Ok(())
}

/// Keeps the language in which somebody who has no profile yet reads pages, and shows the page again.
#[server(prefix = "/api", endpoint = "session/language_form")]
pub async fn language_form(#[server(default)] locale: String, #[server(default)] page: String) -> Result<(), AppError> {
    if let Some(language) = domain::Language::of_texts(&locale) {
        super::cookie::set_locale(language.as_str())?;
    }
    leptos_axum::redirect(super::wanted::own_page(&page).unwrap_or("/"));
    Ok(())
}

/// Ends every session of the colleague.
#[server(prefix = "/api", endpoint = "session/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    let viewer = super::viewer()?;
    super::sign_in::sign_out_everywhere(&crate::context::AppContext::current()?, &viewer).await?;
    leptos_axum::redirect("/aanmelden?gedaan=overal");
    Ok(())
}

/// Asks for a mail with a link to choose a new password.
#[server(prefix = "/api", endpoint = "session/forgot_password")]
pub async fn forgot_password(email: String) -> Result<(), AppError> {
    let outcome = super::passwords::forgotten(&crate::context::AppContext::current()?, &email).await;
    let sent = super::back::Sent { form: "forgot_password", page: "/wachtwoord", typed: &[("email", &email)] };
    sent.answer(outcome.map(|()| "/wachtwoord?gedaan=verstuurd".to_owned()))
}

/// Chooses a new password by the link of a mail.
#[server(prefix = "/api", endpoint = "session/choose_password")]
pub async fn choose_password(
    token: String,
    password: String,
    #[server(default)] switch: String,
) -> Result<(), AppError> {
    let page = format!("/wachtwoord/{}", super::cookie::encoded(&token));
    let agreed = super::agrees(&switch);
    let outcome = super::passwords::choose(&crate::context::AppContext::current()?, &token, password, agreed).await;
    let sent = super::back::Sent { form: "choose_password", page: &page, typed: &[] };
    sent.answer(outcome.map(|()| "/aanmelden?gedaan=wachtwoord".to_owned()))
}

/// An invited colleague joins by the link of a mail.
#[server(prefix = "/api", endpoint = "session/join")]
pub async fn join(
    token: String,
    name: String,
    password: String,
    #[server(default)] switch: String,
) -> Result<(), AppError> {
    let page = format!("/collega/{}", super::cookie::encoded(&token));
    let agreed = super::agrees(&switch);
    let outcome = super::own::join(&crate::context::AppContext::current()?, &token, &name, password, agreed).await;
    let sent = super::back::Sent { form: "join", page: &page, typed: &[("name", &name)] };
    sent.answer(outcome)
}

/// Which link of a mail is looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkRequest {
    /// It was sent to join, not to choose a new password.
    pub joining: bool,
    pub token: String,
}

/// Whom a link of a mail is for. Looking changes nothing: mail scanners do it too.
#[server(name = ReadInvited, prefix = "/api", endpoint = "session/invited", input = Json)]
pub async fn invited(request: LinkRequest) -> Result<Invited, AppError> {
    use super::links::Purpose;
    let purpose = if request.joining { Purpose::Colleague } else { Purpose::Password };
    super::own::invited(&crate::context::AppContext::current()?, purpose, &request.token).await
}

/// The colleague's own account.
#[server(name = ReadAccount, prefix = "/api", endpoint = "session/account", input = Json)]
pub async fn account() -> Result<Account, AppError> {
    let viewer = super::viewer()?;
    super::own::account(&crate::context::AppContext::current()?, &viewer).await
}

/// What a colleague changes of its own account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountRequest {
    pub version: i32,
    pub name: String,
    pub locale: String,
    /// Whether it gets the daily mail about what customers changed.
    pub digest: bool,
}

/// Changes the colleague's name, language and mails.
#[server(prefix = "/api", endpoint = "session/change_account", input = Json)]
pub async fn change_account(request: AccountRequest) -> Result<Account, AppError> {
    let viewer = super::viewer()?;
    super::own::change(&crate::context::AppContext::current()?, &viewer, request).await
}

/// Does so by a plain form.
#[server(prefix = "/api", endpoint = "session/account_form")]
pub async fn account_form(#[server(flatten)] texts: super::Texts) -> Result<(), AppError> {
    use super::plain::Sent;
    Sent::take_of_colleague("/api/session/account_form", texts, super::own::change_sent).await
}

/// Leads to the page that the form stands on, with the form or the question in it that a hydrated page opens in a dialog.
#[server(prefix = "/api", endpoint = "session/open_form")]
pub async fn open_form(#[server(flatten)] texts: super::Texts) -> Result<(), AppError> {
    let sent = super::plain::Sent::of_colleague("/api/session/open_form", texts)?;
    let Some(sent) = sent else { return Ok(()) };
    let opened = sent.opened();
    sent.answer(Ok(opened))
}

/// The old password and the new one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordRequest {
    pub current: String,
    pub password: String,
}

/// Changes the colleague's password; its other sessions end.
#[server(prefix = "/api", endpoint = "session/change_password", input = Json)]
pub async fn change_password(request: PasswordRequest) -> Result<(), AppError> {
    let viewer = super::viewer()?;
    super::passwords::change(&crate::context::AppContext::current()?, &viewer, request.current, request.password).await
}

/// Does so by a plain form.
#[server(prefix = "/api", endpoint = "session/password_form")]
pub async fn password_form(#[server(flatten)] texts: super::Texts) -> Result<(), AppError> {
    use super::plain::Sent;
    Sent::take_of_colleague("/api/session/password_form", texts, super::passwords::change_sent).await
}
