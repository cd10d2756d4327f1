//! The browser is told by the page that the server sends who looks at it.

use super::Visitor;

/// Nobody whom the page did not name.
pub fn visitor() -> Visitor {
    Visitor::Nobody
}

/// Whether the page was fetched over TLS.
pub fn is_https() -> bool {
    leptos::prelude::window().location().protocol().is_ok_and(|protocol| protocol == "https:")
}

/// The page says in which language it was sent.
pub const fn languages() -> Option<String> {
    None
}
