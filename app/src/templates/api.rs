//! What the pages ask the server about templates.

use leptos::{prelude::*, server_fn::codec::Json};

use super::TemplateChoice;
use crate::error::AppError;

/// The templates that a new customer can be made with. Whoever sees customers may choose one by its name, also without a right
/// to the templates themselves.
#[server(name = Choices, prefix = "/api", endpoint = "templates/choices", input = Json)]
pub async fn choices() -> Result<Vec<TemplateChoice>, AppError> {
    use domain::permissions::{Area, Level};
    let viewer = crate::session::viewer_who_may(Area::Customers, Level::Read)?;
    super::queries::choices(&crate::context::AppContext::current().db.read, viewer.firm_id).await
}
