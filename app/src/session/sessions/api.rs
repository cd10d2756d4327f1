//! The server functions about one's own sessions, for colleagues and customers alike. Ending one is a plain form, which works before
//! the page is hydrated.

use chrono::{DateTime, Utc};
use domain::Device;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    pub id: Uuid,
    pub device: Device,
    pub address: String,
    pub since: DateTime<Utc>,
    pub seen: DateTime<Utc>,
    /// The browser that asks.
    pub this: bool,
}

/// Where the caller is signed in, this browser first.
#[server(name = ListSessions, prefix = "/api", endpoint = "session/sessions", input = Json)]
pub async fn sessions() -> Result<Vec<OpenSession>, AppError> {
    let holder = crate::session::request::holder()?;
    super::list::of(&crate::context::AppContext::current()?, holder).await
}

/// Ends one session of the caller.
#[server(prefix = "/api", endpoint = "session/end_session")]
pub async fn end_session(id: Uuid) -> Result<(), AppError> {
    let holder = crate::session::request::holder()?;
    let outcome = super::list::end(&crate::context::AppContext::current()?, holder, id).await;
    super::list::answer(holder, outcome)
}

/// Ends every session of the caller but this one.
#[server(prefix = "/api", endpoint = "session/end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let holder = crate::session::request::holder()?;
    let outcome = super::list::end_others(&crate::context::AppContext::current()?, holder).await;
    super::list::answer(holder, outcome)
}
