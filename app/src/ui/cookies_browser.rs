//! Cookies that the page itself reads and writes. Their values are words of this program, which need no encoding.

use leptos::{prelude::document, wasm_bindgen::JsCast};
use web_sys::HtmlDocument;

use crate::session::request;

/// A year, in seconds: each change begins it anew.
const KEPT: u32 = 365 * 24 * 60 * 60;

/// The value of the cookie of this name.
pub fn read(name: &str) -> Option<String> {
    let all = document().unchecked_into::<HtmlDocument>().cookie().ok()?;
    all.split("; ").find_map(|cookie| Some(cookie.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}

/// Keeps a value for every page, or removes it.
pub fn keep(name: &str, value: Option<&str>) {
    let seconds = if value.is_some() { KEPT } else { 0 };
    let secure = if request::is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}", value.unwrap_or_default());
    // A browser that takes no cookies forgets the choice.
    let _ = document().unchecked_into::<HtmlDocument>().set_cookie(&cookie);
}
