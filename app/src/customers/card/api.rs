//! The card's own server functions.

use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    audit::history::{HistoryPage, HistoryRequest},
    customers::records::Card,
    error::AppError,
};

/// One customer with all that its card shows.
#[server(name = ReadCard, prefix = "/api", endpoint = "customers/card", input = Json, output = Json)]
pub async fn card(id: Uuid) -> Result<Card, AppError> {
    use domain::permissions::{Area, Level};
    let viewer = crate::session::viewer_who_may(Area::Customers, Level::Read)?;
    super::queries::card(&crate::context::AppContext::current()?.db, &viewer, id).await
}

/// A customer's history, newest first.
#[server(name = History, prefix = "/api", endpoint = "audit/history", input = Json, output = Json)]
pub async fn history(request: HistoryRequest) -> Result<HistoryPage, AppError> {
    use domain::permissions::{Area, Level};
    let viewer = crate::session::viewer_who_may(Area::Customers, Level::Read)?;
    super::queries::history(&crate::context::AppContext::current()?, &viewer, request).await
}
