//! The session's cookie: unreadable by scripts, sent to this site only.

use axum::http::{HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, SameSite};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::queries::LIFETIME;
use crate::context::{AppContext, internal};
use crate::error::AppError;

/// The cookie's name.
pub const NAME: &str = "kantoor_session";

/// Gives the browser of the request that is being answered this session.
pub fn set(token: &str) -> Result<(), AppError> {
    append(NAME, token, LIFETIME.num_seconds(), true)
}

/// Takes the session from the browser.
pub fn clear() -> Result<(), AppError> {
    append(NAME, "", 0, true)
}

/// Remembers the language that a person chose; leptos_i18n reads it in the browser too.
pub fn set_locale(locale: &str) -> Result<(), AppError> {
    append("i18n_pref_locale", locale, 365 * 24 * 3600, false)
}

/// Gives the browser a cookie; `hidden` keeps it from scripts.
pub(crate) fn append(name: &str, value: &str, seconds: i64, hidden: bool) -> Result<(), AppError> {
    let Some(response) = use_context::<ResponseOptions>() else { return Ok(()) };
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(hidden)
        .secure(AppContext::current().secure_cookies)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(seconds))
        .build();
    response.append_header(header::SET_COOKIE, HeaderValue::from_str(&cookie.to_string()).map_err(internal)?);
    Ok(())
}

/// A text as it may stand in a URL's query.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
