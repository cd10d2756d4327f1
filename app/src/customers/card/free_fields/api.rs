//! Server functions of the tab *Vrije kenmerken*.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::AppError,
    own_fields::{OwnFact, OwnForm, OwnPatch},
    session::Texts,
    settings::Colleague,
};

/// What the tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeFields {
    /// The fields that its reader may change.
    pub form: OwnForm,
    /// The others that its reader sees.
    pub facts: Vec<OwnFact>,
    /// Who can be chosen in a field that holds a colleague; nobody where there is none.
    pub colleagues: Vec<Colleague>,
}

/// Whose tab.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FreeFieldsRequest {
    pub customer_id: Uuid,
}

/// What is changed on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveFreeFieldsRequest {
    pub customer_id: Uuid,
    #[serde(default)]
    pub own: OwnPatch,
}

/// What stands on the tab of a customer.
#[server(name = ReadFreeFields, prefix = "/api", endpoint = "free_fields/read", input = Json, output = Json)]
pub async fn read(request: FreeFieldsRequest) -> Result<FreeFields, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::FreeFields, Level::Read)?;
    super::store::read(&context.db, &viewer, request.customer_id).await
}

/// Changes what stands there.
#[server(name = SaveFreeFields, prefix = "/api", endpoint = "free_fields/save", input = Json, output = Json)]
pub async fn save(request: SaveFreeFieldsRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::FreeFields, Level::Edit)?;
    super::store::save(&context, &viewer, request).await
}

/// Changes what stands there, by a plain form.
#[server(name = SaveFreeFieldsForm, prefix = "/api", endpoint = "free_fields/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/free_fields/save_form", texts, Area::FreeFields, Level::Edit, super::store::save_sent).await
}
