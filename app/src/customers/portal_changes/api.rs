//! Server functions of what customers changed.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{DecideRequest, SeenRequest};
use crate::{error::AppError, session::Texts};

/// Takes the marks off a card that a colleague has seen.
#[server(name = Seen, prefix = "/api", endpoint = "customers/changes_seen", input = Json, output = Json)]
pub async fn seen(request: SeenRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::news::seen(&context, &viewer, request).await
}

/// Does so by a plain form.
#[server(name = SeenForm, prefix = "/api", endpoint = "customers/changes_seen_form")]
pub async fn seen_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/changes_seen_form", texts, Area::Customers, Level::Edit, super::news::seen_sent).await
}

/// Approves or refuses what a customer wants changed.
#[server(name = Decide, prefix = "/api", endpoint = "customers/decide", input = Json, output = Json)]
pub async fn decide(request: DecideRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::proposals::decide(&context, &viewer, &request).await
}

/// Does so by a plain form.
#[server(name = DecideForm, prefix = "/api", endpoint = "customers/decide_form")]
pub async fn decide_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/decide_form", texts, Area::Customers, Level::Edit, super::proposals::decide_sent).await
}
