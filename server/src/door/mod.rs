//! What is refused before anything else looks at a request: what is too long, too much or too deep, what holds a NUL, and what is
//! not of the kind that a server function takes. It stands before all of them, so that a new one is guarded without a word.

mod address;
mod form;
mod refusal;

use std::{collections::HashSet, sync::Arc};

pub(crate) use refusal::Asked;

use app::{
    error::AppError,
    limits::{self, Excess},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

pub(crate) const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Knows the server functions by their paths.
#[derive(Clone)]
pub struct Door(Arc<HashSet<&'static str>>);

impl Door {
    /// A door before all server functions that are registered.
    pub fn new() -> Self {
        Self(Arc::new(leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect()))
    }

    /// The kind of body that a path takes; none where it takes any, or none.
    fn takes(&self, method: &Method, path: &str) -> Option<&'static str> {
        match *method {
            Method::POST if !self.0.contains(path) => Some(MULTIPART),
            Method::POST if limits::PLAIN_FORMS.contains(&path) => Some(FORM),
            Method::POST => Some(JSON),
            _ => None,
        }
    }
}

/// Lets a request through whose address and body keep to the limits, or answers in words what it has too much of.
pub async fn door(State(door): State<Door>, request: Request, next: Next) -> Response {
    let asked = Asked::by(&request);
    match checked(&door, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => asked.refused(&error),
    }
}

async fn checked(door: &Door, request: Request) -> Result<Request, AppError> {
    address::check(request.uri())?;
    address::check_cookies(request.headers())?;
    let Some(kind) = door.takes(request.method(), request.uri().path()) else { return Ok(request) };
    if media_type(request.headers()) != kind {
        return Err(AppError::MediaType);
    }
    // A file is read piece by piece, by its own route and with its own limit.
    if kind == MULTIPART {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let bytes = whole(&parts.headers, body).await?;
    if kind == JSON {
        limits::json::check_json(&bytes)?
    } else {
        form::check(&bytes)?
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// The media type without its parameters, in lower case; empty if there is none.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn whole(headers: &HeaderMap, body: Body) -> Result<Bytes, AppError> {
    let too_large = || AppError::TooLarge(Excess::Kilobytes((limits::BODY / 1024) as u32));
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limits::BODY) {
        return Err(too_large());
    }
    to_bytes(body, limits::BODY).await.map_err(|_| too_large())
}
