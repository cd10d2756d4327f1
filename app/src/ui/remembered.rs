//! Small choices of a screen that outlive a page load: kept in a cookie, so that the server draws the page right at once.

use codee::string::FromToStringCodec;
use leptos::prelude::*;
use leptos_use::{SameSite, UseCookieOptions, use_cookie_with_options};

use crate::session::request;

/// A year, in milliseconds: each change begins it anew.
const KEPT: i64 = 365 * 24 * 60 * 60 * 1000;

/// The choice of this name, and how to change it. Every use of the same name sees the same value.
pub fn use_remembered(name: &str) -> (Signal<Option<String>>, WriteSignal<Option<String>>) {
    let options =
        UseCookieOptions::default().max_age(KEPT).path("/").same_site(SameSite::Lax).secure(request::is_https());
    use_cookie_with_options::<String, FromToStringCodec>(name, options)
}
