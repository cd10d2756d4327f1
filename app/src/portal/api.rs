//! What the customer's pages ask the server. Whatever writes is a plain form: it answers by going back to a page.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::records::{Access, Company, Entrance, Overview};
use crate::{error::AppError, session::Texts};

/// Which company.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CompanyRequest {
    pub id: Uuid,
}

/// The companies that this person keeps.
#[server(name = Companies, prefix = "/api", endpoint = "portal/companies", input = Json, output = Json)]
pub async fn companies() -> Result<Vec<Company>, AppError> {
    let viewer = crate::session::portal_viewer()?;
    super::queries::companies(&crate::context::AppContext::current()?.db.read, &viewer).await
}

/// What the firm shows of one of them, with a form that could not be saved, once.
#[server(name = GetCompany, prefix = "/api", endpoint = "portal/company", input = Json, output = Json)]
pub async fn company(request: CompanyRequest) -> Result<Overview, AppError> {
    let viewer = crate::session::portal_viewer()?;
    super::queries::overview(&crate::context::AppContext::current()?.db, &viewer, request.id).await
}

/// How this person signs in.
#[server(name = GetAccess, prefix = "/api", endpoint = "portal/access", input = Json, output = Json)]
pub async fn access() -> Result<Access, AppError> {
    let viewer = crate::session::portal_viewer()?;
    super::accounts::access(&crate::context::AppContext::current()?.db.read, &viewer).await
}

/// Changes the company's own data. `account` is whose session showed the form.
#[server(name = SaveDetails, prefix = "/api", endpoint = "portal/save_details")]
pub async fn save_details(
    customer_id: Uuid,
    version: i32,
    details: Texts,
    #[server(default)] account: Option<Uuid>,
) -> Result<(), AppError> {
    use super::{draft::Form, save};
    let sent = save::Sent { customer_id, form: Form::Details, version, details, account };
    let Some(viewer) = sent.sender()? else { return Ok(()) };
    let saved =
        save::details(&crate::context::AppContext::current()?, &viewer, customer_id, version, &sent.details).await;
    sent.answer(saved)
}

/// Takes back what waits for the firm's approval.
#[server(name = WithdrawProposal, prefix = "/api", endpoint = "portal/withdraw")]
pub async fn withdraw(customer_id: Uuid, #[server(default)] account: Option<Uuid>) -> Result<(), AppError> {
    use super::save;
    let Some(viewer) = save::sender(account)? else {
        save::show_door(&crate::paths::company(customer_id));
        return Ok(());
    };
    let withdrawn = save::withdraw(&crate::context::AppContext::current()?, &viewer, customer_id).await;
    save::answer_withdrawal(customer_id, withdrawn)
}

/// Adds an address, or changes one.
#[server(name = SaveAddress, prefix = "/api", endpoint = "portal/save_address")]
pub async fn save_address(
    customer_id: Uuid,
    #[server(default)] id: Option<Uuid>,
    #[server(default)] version: i32,
    details: Texts,
    #[server(default)] account: Option<Uuid>,
) -> Result<(), AppError> {
    use super::{draft::Form, save};
    let sent = save::Sent { customer_id, form: Form::Address(id), version, details, account };
    let Some(viewer) = sent.sender()? else { return Ok(()) };
    let saved =
        save::address(&crate::context::AppContext::current()?, &viewer, customer_id, id, version, &sent.details).await;
    sent.answer(saved)
}

/// Adds a contact, or changes one.
#[server(name = SaveContact, prefix = "/api", endpoint = "portal/save_contact")]
pub async fn save_contact(
    customer_id: Uuid,
    #[server(default)] id: Option<Uuid>,
    #[server(default)] version: i32,
    details: Texts,
    #[server(default)] account: Option<Uuid>,
) -> Result<(), AppError> {
    use super::{draft::Form, save};
    let sent = save::Sent { customer_id, form: Form::Contact(id), version, details, account };
    let Some(viewer) = sent.sender()? else { return Ok(()) };
    let saved =
        save::contact(&crate::context::AppContext::current()?, &viewer, customer_id, id, version, &sent.details).await;
    sent.answer(saved)
}

/// Changes this person's name and language.
#[server(name = SaveAccount, prefix = "/api", endpoint = "portal/save_account")]
pub async fn save_account(
    version: i32,
    #[server(default)] name: String,
    locale: String,
    #[server(default)] account: Option<Uuid>,
) -> Result<(), AppError> {
    use super::accounts;
    let typed = [("name", name.as_str()), ("locale", &locale)];
    let Some(viewer) = accounts::sender(account, &typed)? else { return Ok(()) };
    let saved = accounts::save(&crate::context::AppContext::current()?, &viewer, version, &name, &locale).await;
    accounts::answer(saved, "bewaard=toegang", &typed)
}

/// Chooses a password, or another one. Other sessions of this person end.
#[server(name = ChoosePassword, prefix = "/api", endpoint = "portal/choose_password")]
pub async fn choose_password(
    #[server(default)] current: String,
    password: String,
    #[server(default)] account: Option<Uuid>,
) -> Result<(), AppError> {
    use super::accounts;
    let Some(viewer) = accounts::sender(account, &[])? else { return Ok(()) };
    let context = crate::context::AppContext::current()?;
    let chosen = accounts::choose_password(&context, &viewer, current, password).await;
    accounts::answer(chosen, "bewaard=wachtwoord", &[])
}

/// Signs in with a password, and goes on to the page that was wanted. `switch` agrees to signing somebody else out.
#[server(name = Enter, prefix = "/api", endpoint = "portal/sign_in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] terug: String,
    #[server(default)] switch: String,
) -> Result<(), AppError> {
    let agreed = crate::session::agrees(&switch);
    let entered = super::entry::by_password(&crate::context::AppContext::current()?, &email, password, agreed).await;
    let on = super::entry::own_page(&terug).unwrap_or("/mijn-bedrijf");
    super::entry::answer(entered, on, &email, &terug)
}

/// Asks for a link to sign in with. The answer is the same for an address that nobody knows.
#[server(name = AskLink, prefix = "/api", endpoint = "portal/ask_link")]
pub async fn ask_link(email: String, #[server(default)] terug: String) -> Result<(), AppError> {
    let asked = super::entry::ask_link(&crate::context::AppContext::current()?, &email).await;
    super::entry::remember_wanted(&terug)?;
    super::entry::answer(asked, "/toegang?gedaan=gevraagd", &email, &terug)
}

/// The link that was opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EntranceRequest {
    pub token: String,
}

/// What the link of a mail opens. Looking changes nothing: mail scanners do it too. Anybody who has the link may ask.
#[server(name = ReadEntrance, prefix = "/api", endpoint = "portal/entrance", input = Json, output = Json)]
pub async fn entrance(request: EntranceRequest) -> Result<Entrance, AppError> {
    super::entry::entrance(&crate::context::AppContext::current()?, &request.token).await
}

/// Signs in with the link of a mail. `way` is empty for the link alone, `password` with the password, or `new` with a new one.
#[server(name = EnterByLink, prefix = "/api", endpoint = "portal/enter")]
pub async fn enter(
    token: String,
    #[server(default)] way: String,
    #[server(default)] password: String,
    #[server(default)] new_password: String,
    #[server(default)] switch: String,
) -> Result<(), AppError> {
    use super::entry::{self, Proof};
    let proof = match way.as_str() {
        "password" => Proof::Password(password),
        "new" => Proof::NewPassword(new_password),
        _ => Proof::Link,
    };
    let agreed = crate::session::agrees(&switch);
    let entered = entry::by_link(&crate::context::AppContext::current()?, &token, proof, agreed).await;
    entry::answer_link(entered, &token, &way)
}

/// Ends the session of this browser.
#[server(name = Leave, prefix = "/api", endpoint = "portal/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    super::entry::leave(&crate::context::AppContext::current()?).await?;
    leptos_axum::redirect("/toegang?gedaan=afgemeld");
    Ok(())
}
