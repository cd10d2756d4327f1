//! Cookies: unreadable by scripts, sent to this site only. Over TLS their names begin with `__Host-`: no other host of the same
//! domain can give a browser one.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::{LANGUAGE_COOKIE, queries::LONGEST};
use crate::context::{AppContext, internal};
use crate::error::AppError;

/// Not among the headers that axum names.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// The cookie of the session.
pub const NAME: &str = "kantoor_session";
/// The cookie that a browser is known again by.
pub const BROWSER: &str = "kantoor_browser";

/// A hidden cookie's name as the browser keeps it.
pub fn full_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// Gives the browser of the request that is being answered this session.
pub fn set(token: &str) -> Result<(), AppError> {
    append(NAME, token, LONGEST.num_seconds(), true)
}

/// Takes the session from the browser, and with it what pages and drafts of them it keeps.
pub fn clear() -> Result<(), AppError> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(CLEAR_SITE_DATA, HeaderValue::from_static("\"cache\", \"storage\""));
    }
    append(NAME, "", 0, true)
}

/// Whether an answer gives the browser a session.
pub fn is_opened_by(answer: &Response, secure: bool) -> bool {
    let begins = format!("{}=", full_name(NAME, secure));
    let mut cookies = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.any(|cookie| cookie.strip_prefix(&begins).is_some_and(|value| !value.starts_with(';')))
}

/// The languages that a visitor prefers, as in `Accept-Language`: the one that was chosen here comes first.
pub fn languages(headers: &HeaderMap) -> String {
    let chosen = CookieJar::from_headers(headers).get(LANGUAGE_COOKIE).map(|cookie| cookie.value().to_owned());
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    chosen.into_iter().chain(accepted).collect::<Vec<_>>().join(",")
}

/// Remembers the language that a person chose.
pub fn set_locale(locale: &str) -> Result<(), AppError> {
    append(LANGUAGE_COOKIE, locale, 365 * 24 * 3600, false)
}

/// Gives the browser a cookie; `hidden` keeps it from scripts.
pub(crate) fn append(name: &str, value: &str, seconds: i64, hidden: bool) -> Result<(), AppError> {
    let Some(response) = use_context::<ResponseOptions>() else { return Ok(()) };
    let secure = AppContext::current()?.secure_cookies;
    let name = full_name(name, secure && hidden);
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(hidden)
        .secure(secure)
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
