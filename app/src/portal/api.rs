//! What the customer's pages ask the server. Whatever writes is a plain form: it answers by going back to a page.

use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::records::{Access, Company, Overview};
use crate::error::AppError;

/// Which company.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CompanyRequest {
    pub id: Uuid,
}

/// The companies that this person keeps.
#[server(name = Companies, prefix = "/api", endpoint = "portal/companies", input = Json, output = Json)]
pub async fn companies() -> Result<Vec<Company>, AppError> {
    let viewer = crate::session::portal_viewer()?;
    super::queries::companies(&crate::context::AppContext::current().db.read, &viewer).await
}

/// What the firm shows of one of them, with a form that could not be saved, once.
#[server(name = GetCompany, prefix = "/api", endpoint = "portal/company", input = Json, output = Json)]
pub async fn company(request: CompanyRequest) -> Result<Overview, AppError> {
    let viewer = crate::session::portal_viewer()?;
    super::queries::overview(&crate::context::AppContext::current().db.read, &viewer, request.id).await
}

/// How this person signs in.
#[server(name = GetAccess, prefix = "/api", endpoint = "portal/access", input = Json, output = Json)]
pub async fn access() -> Result<Access, AppError> {
    let viewer = crate::session::portal_viewer()?;
    super::accounts::access(&crate::context::AppContext::current().db.read, &viewer).await
}

/// Changes the company's own data.
#[server(name = SaveDetails, prefix = "/api", endpoint = "portal/save_details")]
pub async fn save_details(customer_id: Uuid, version: i32, details: CustomerDetails) -> Result<(), AppError> {
    use super::{draft::Form, save};
    let viewer = crate::session::portal_viewer()?;
    let saved = save::details(&crate::context::AppContext::current(), &viewer, customer_id, version, &details).await;
    save::answer(customer_id, Form::Details, &details, saved)
}

/// Adds an address, or changes one.
#[server(name = SaveAddress, prefix = "/api", endpoint = "portal/save_address")]
pub async fn save_address(
    customer_id: Uuid,
    #[server(default)] id: Option<Uuid>,
    #[server(default)] version: i32,
    details: AddressDetails,
) -> Result<(), AppError> {
    use super::{draft::Form, save};
    let viewer = crate::session::portal_viewer()?;
    let saved =
        save::address(&crate::context::AppContext::current(), &viewer, customer_id, id, version, &details).await;
    save::answer(customer_id, Form::Address(id), &details, saved)
}

/// Adds a contact, or changes one.
#[server(name = SaveContact, prefix = "/api", endpoint = "portal/save_contact")]
pub async fn save_contact(
    customer_id: Uuid,
    #[server(default)] id: Option<Uuid>,
    #[server(default)] version: i32,
    details: ContactDetails,
) -> Result<(), AppError> {
    use super::{draft::Form, save};
    let viewer = crate::session::portal_viewer()?;
    let saved =
        save::contact(&crate::context::AppContext::current(), &viewer, customer_id, id, version, &details).await;
    save::answer(customer_id, Form::Contact(id), &details, saved)
}

/// Changes this person's name and language.
#[server(name = SaveAccount, prefix = "/api", endpoint = "portal/save_account")]
pub async fn save_account(version: i32, #[server(default)] name: String, locale: String) -> Result<(), AppError> {
    let viewer = crate::session::portal_viewer()?;
    let saved = super::accounts::save(&crate::context::AppContext::current(), &viewer, version, &name, &locale).await;
    super::accounts::answer(saved, "bewaard=toegang", &[("name", &name), ("locale", &locale)])
}

/// Chooses a password, or another one. Other sessions of this person end.
#[server(name = ChoosePassword, prefix = "/api", endpoint = "portal/choose_password")]
pub async fn choose_password(#[server(default)] current: String, password: String) -> Result<(), AppError> {
    let viewer = crate::session::portal_viewer()?;
    let context = crate::context::AppContext::current();
    let chosen = super::accounts::choose_password(&context, &viewer, current, password).await;
    super::accounts::answer(chosen, "bewaard=wachtwoord", &[])
}

/// Signs in with a password.
#[server(name = Enter, prefix = "/api", endpoint = "portal/sign_in")]
pub async fn sign_in(email: String, password: String) -> Result<(), AppError> {
    let entered = super::entry::by_password(&crate::context::AppContext::current(), &email, password).await;
    super::entry::answer(entered, "/mijn-bedrijf", &email)
}

/// Asks for a link to sign in with. The answer is the same for an address that nobody knows.
#[server(name = AskLink, prefix = "/api", endpoint = "portal/ask_link")]
pub async fn ask_link(email: String) -> Result<(), AppError> {
    let asked = super::entry::ask_link(&crate::context::AppContext::current(), &email).await;
    super::entry::answer(asked, "/toegang?gedaan=gevraagd", &email)
}

/// Signs in with the link of a mail.
#[server(name = EnterByLink, prefix = "/api", endpoint = "portal/enter")]
pub async fn enter(token: String) -> Result<(), AppError> {
    let entered = super::entry::by_link(&crate::context::AppContext::current(), &token).await;
    super::entry::answer(entered, "/mijn-bedrijf", "")
}

/// Ends the session of this browser.
#[server(name = Leave, prefix = "/api", endpoint = "portal/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    super::entry::leave(&crate::context::AppContext::current()).await?;
    leptos_axum::redirect("/toegang?gedaan=afgemeld");
    Ok(())
}
