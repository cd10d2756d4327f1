//! Routes that are no server function: uploads, downloads and live progress. Each feature brings its own.

use axum::{Router, extract::FromRef, routing::get};

use crate::{context::AppContext, imports, jobs};

/// All of them.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new().route("/api/jobs/{id}/events", get(jobs::events::events)).merge(imports::routes::routes())
}
