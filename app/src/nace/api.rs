//! The server function by which a form finds a code.

use domain::nace::Activity;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// By what an activity is looked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActivityRequest {
    pub search: String,
}

/// Activities by what they are called in any language, or by how their code begins: the nearest first.
#[server(name = SearchNace, prefix = "/api", endpoint = "nace/search", input = Json, output = Json)]
pub async fn search(request: ActivityRequest) -> Result<Vec<Activity>, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    Caller::who_may(Area::Customers, Level::Read)?;
    Ok(super::names::search(&request.search))
}
