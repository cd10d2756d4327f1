//! Server functions of the form.

use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use super::request::{Blank, CreateRequest, DuplicatesRequest, Filled, UpdateRequest};
use crate::{customers::records::Duplicates, error::AppError, session::Texts};

/// What an empty form begins with.
#[server(name = BlankForm, prefix = "/api", endpoint = "customers/blank", input = Json, output = Json)]
pub async fn blank() -> Result<Blank, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::blank(&context, &viewer).await
}

/// What the form of a customer that exists begins with.
#[server(name = FilledForm, prefix = "/api", endpoint = "customers/filled", input = Json, output = Json)]
pub async fn filled(id: Uuid) -> Result<Filled, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::filled(&context, &viewer, id).await
}

/// Adds a customer, and tells its id.
#[server(name = Create, prefix = "/api", endpoint = "customers/create", input = Json, output = Json)]
pub async fn create(request: CreateRequest) -> Result<Uuid, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::create(&context, &viewer, request).await
}

/// Changes a customer's own data.
#[server(name = Update, prefix = "/api", endpoint = "customers/update", input = Json, output = Json)]
pub async fn update(request: UpdateRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::update(&context, &viewer, request).await
}

/// Customers that may be the one that is being added.
#[server(name = FindDuplicates, prefix = "/api", endpoint = "customers/duplicates", input = Json, output = Json)]
pub async fn duplicates(request: DuplicatesRequest) -> Result<Duplicates, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::duplicates::find(&context.db, &viewer, &request).await
}

/// Adds a customer, or changes one, by a plain form; its steps go on with what was typed.
#[server(name = SaveForm, prefix = "/api", endpoint = "customers/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let sent = crate::session::plain::Sent::read(super::request::SAVE, texts, Area::Customers, Level::Edit)?;
    let Some(sent) = sent else { return Ok(()) };
    super::plain::take(&crate::context::AppContext::current()?, sent).await
}
