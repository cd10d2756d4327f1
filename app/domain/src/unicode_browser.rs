//! The same as on the server, by the tables that every browser has: they need not be fetched.

use js_sys::JsString;
use web_sys::Url;

/// The text with letters and their accents as one sign wherever there is one (NFC).
pub fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// The text with letters and their accents apart, and ligatures and the like as plain letters (NFKD).
pub fn decomposed(text: &str) -> String {
    JsString::from(text).normalize("NFKD").into()
}

/// A domain name as mail servers know it. None for a name that cannot exist.
pub fn ascii_domain(domain: &str) -> Option<String> {
    if domain.contains(|c: char| c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))) {
        return None;
    }
    Url::new(&format!("http://{domain}/")).ok().map(|url| url.hostname()).filter(|host| !host.is_empty())
}

/// A domain name as it is: the server sends addresses as people write them.
pub fn shown_domain(domain: &str) -> String {
    domain.to_owned()
}
