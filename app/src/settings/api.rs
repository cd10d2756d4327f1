//! The server functions of the settings.

use leptos::{prelude::*, server_fn::codec::Json};

use super::Colleague;
use crate::error::AppError;

/// The active colleagues of the firm, for whoever works there.
#[server(prefix = "/api", endpoint = "settings/colleagues", input = Json)]
pub async fn colleagues() -> Result<Vec<Colleague>, AppError> {
    let viewer = crate::session::viewer()?;
    super::queries::colleagues(&crate::context::AppContext::current().db.read, viewer.firm_id).await
}
