//! Server functions of contacts.

use domain::details::ContactDetails;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::AppError, patch::Patch, session::Texts};

/// A contact to be added (without an id), or what is changed of one that was read in `version`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveContactRequest {
    pub customer_id: Uuid,
    pub id: Option<Uuid>,
    pub version: i32,
    pub details: Patch<ContactDetails>,
    /// Whether the access that it has by an address that is replaced ends.
    #[serde(default)]
    pub end_access: bool,
}

/// A contact, as it was read in `version`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ContactRequest {
    pub customer_id: Uuid,
    pub id: Uuid,
    pub version: i32,
    /// Whether a contact that goes loses its access to the customer's own page too.
    #[serde(default)]
    pub end_access: bool,
}

/// Adds a contact, or changes one.
#[server(name = SaveContact, prefix = "/api", endpoint = "contacts/save", input = Json, output = Json)]
pub async fn save(request: SaveContactRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Contacts, Level::Edit)?;
    super::queries::save(&context, &viewer, request).await
}

/// Adds a contact, or changes one, by a plain form.
#[server(name = SaveContactForm, prefix = "/api", endpoint = "contacts/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/contacts/save_form", texts, Area::Contacts, Level::Edit, super::sent::save).await
}

/// Hides a contact.
#[server(name = DeactivateContact, prefix = "/api", endpoint = "contacts/deactivate", input = Json, output = Json)]
pub async fn deactivate(request: ContactRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Contacts, Level::Edit)?;
    super::queries::deactivate(&context, &viewer, request).await.map(drop)
}

/// Hides a contact by a plain form.
#[server(name = DeactivateContactForm, prefix = "/api", endpoint = "contacts/deactivate_form")]
pub async fn deactivate_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/contacts/deactivate_form", texts, Area::Contacts, Level::Edit, super::sent::deactivate).await
}

/// Takes up again a contact that was deactivated, as it was.
#[server(name = ActivateContact, prefix = "/api", endpoint = "contacts/activate", input = Json, output = Json)]
pub async fn activate(request: ContactRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Contacts, Level::Edit)?;
    super::queries::activate(&context, &viewer, request).await
}

/// Takes up a contact again by a plain form.
#[server(name = ActivateContactForm, prefix = "/api", endpoint = "contacts/activate_form")]
pub async fn activate_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/contacts/activate_form", texts, Area::Contacts, Level::Edit, super::sent::activate).await
}

/// Removes a contact for good.
#[server(name = DeleteContact, prefix = "/api", endpoint = "contacts/delete", input = Json, output = Json)]
pub async fn delete(request: ContactRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Contacts, Level::Delete)?;
    super::queries::delete(&context, &viewer, request).await
}

/// Removes a contact for good by a plain form, which asked first.
#[server(name = DeleteContactForm, prefix = "/api", endpoint = "contacts/delete_form")]
pub async fn delete_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/contacts/delete_form", texts, Area::Contacts, Level::Delete, super::sent::delete).await
}

/// Makes this the contact that is written to unless another is chosen.
#[server(name = MakeMain, prefix = "/api", endpoint = "contacts/make_main", input = Json, output = Json)]
pub async fn make_main(request: ContactRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Contacts, Level::Edit)?;
    super::queries::make_main(&context, &viewer, request).await
}

/// Makes this the contact that is written to by a plain form.
#[server(name = MakeMainForm, prefix = "/api", endpoint = "contacts/make_main_form")]
pub async fn make_main_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/contacts/make_main_form", texts, Area::Contacts, Level::Edit, super::sent::make_main).await
}
