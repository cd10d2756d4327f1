//! On the server nobody chooses a file.

use leptos::{ev, web_sys::HtmlInputElement};

/// None.
pub fn file(_input: &HtmlInputElement) -> Option<(String, f64)> {
    None
}

/// Does nothing.
pub fn take_dropped(_event: &ev::DragEvent, _input: &HtmlInputElement) {}
