//! The files of an import: up as a form, down as workbooks.

mod download;
mod upload;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    routing::{get, post},
};

use crate::context::AppContext;

/// More than this is not even read to its end to answer politely, in bytes.
const BODY_LIMIT: usize = 512 * 1024 * 1024;

/// The routes of this feature.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new()
        .route("/api/imports/upload", post(upload::upload).layer(DefaultBodyLimit::max(BODY_LIMIT)))
        .route("/api/imports/template", get(download::template))
        .route("/api/imports/{id}/errors", get(download::errors))
}
