//! The file that somebody chose.

use leptos::{ev, web_sys::HtmlInputElement};

/// Its name, and its size in bytes.
pub fn file(input: &HtmlInputElement) -> Option<(String, f64)> {
    let file = input.files()?.get(0)?;
    Some((file.name(), file.size()))
}

/// Puts a file that was dropped into the field.
pub fn take_dropped(event: &ev::DragEvent, input: &HtmlInputElement) {
    let files = event.data_transfer().and_then(|dropped| dropped.files()).filter(|files| files.length() > 0);
    if files.is_some() {
        input.set_files(files.as_ref());
    }
}
