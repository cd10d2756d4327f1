//! The files of an import: up as a form, down as workbooks.

mod download;
mod upload;

use axum::{
    Router,
    extract::FromRef,
    routing::{get, post},
};

use crate::{context::AppContext, files};

/// The routes of this feature.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new()
        .route("/api/imports/upload", files::upload(post(upload::upload)))
        .route("/api/imports/template", get(download::template))
        .route("/api/imports/{id}/errors", get(download::errors))
}
