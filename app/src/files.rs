//! Routes that are no server function: uploads, downloads and live progress. Each feature brings its own.

use axum::{Router, extract::FromRef};

use crate::context::AppContext;

/// All of them.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new()
}
