//! The server function by which a form finds a code.

use domain::nace::Activity;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

/// Activities by what they are called in any language, or by how their code begins: the nearest first.
#[server(name = SearchNace, prefix = "/api", endpoint = "nace/search", input = Json, output = Json)]
pub async fn search(search: String) -> Result<Vec<Activity>, AppError> {
    use domain::permissions::{Area, Level};
    crate::session::viewer_who_may(Area::Customers, Level::Read)?;
    Ok(super::names::search(&search))
}
