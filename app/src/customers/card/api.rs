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
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::card(&context.db, &viewer, id).await
}

/// A customer's history, newest first.
#[server(name = History, prefix = "/api", endpoint = "audit/history", input = Json, output = Json)]
pub async fn history(request: HistoryRequest) -> Result<HistoryPage, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::history(&context, &viewer, request).await
}
