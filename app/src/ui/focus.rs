//! The focus is the browser's: on the server nothing has it.

use leptos::web_sys::Element;

/// Does nothing.
pub fn keep() {}

/// Does nothing.
pub fn arrive() {}

/// It never is.
pub fn is_under(_above: &Element) -> bool {
    false
}
