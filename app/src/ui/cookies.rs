//! What the browser of the request keeps in cookies that scripts may read.

use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use leptos::prelude::use_context;

/// The value of the cookie of this name.
pub fn read(name: &str) -> Option<String> {
    let jar = use_context::<Parts>().map(|parts| CookieJar::from_headers(&parts.headers))?;
    jar.get(name).map(|cookie| cookie.value().to_owned())
}

/// Does nothing: what is chosen in a page is written by the browser.
pub const fn keep(_name: &str, _value: Option<&str>) {}
