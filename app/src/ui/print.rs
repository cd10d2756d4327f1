//! Printing.

use leptos::prelude::*;

/// Opens the browser's dialog for printing, once what was just changed is drawn. Does nothing on the server.
pub fn print() {
    request_animation_frame(|| {
        let _ = window().print();
    });
}
