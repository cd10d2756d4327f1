//! The HTTP status of a failed server function: leptos answers 500 to every error, whoever's fault it is.

use app::error::AppError;
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// The header by which leptos marks an answer as an error of a server function.
pub const MARK: &str = "serverfnerror";
/// Longest error that is read: a conflict carries a whole record.
const LONGEST: usize = 2 * 1024 * 1024;

/// Gives the answer of a server function the status of the error that it holds. Redirects keep theirs: a plain form goes back
/// to its page.
pub async fn of_error(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR || !response.headers().contains_key(MARK) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if let Ok(error) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    }
    Response::from_parts(parts, Body::from(bytes))
}
