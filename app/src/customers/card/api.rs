//! The card's own server function.

use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{customers::records::Card, error::AppError};

/// One customer with all that its card shows.
#[server(name = ReadCard, prefix = "/api", endpoint = "customers/card", input = Json, output = Json)]
pub async fn card(id: Uuid) -> Result<Card, AppError> {
    use domain::permissions::{Area, Level};
    let viewer = crate::session::viewer_who_may(Area::Customers, Level::Read)?;
    super::queries::card(&crate::context::AppContext::current()?.db, &viewer, id).await
}
