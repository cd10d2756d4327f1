//! Printing.

use leptos::prelude::*;

use crate::i18n::*;

/// Opens the browser's dialog for printing, once what was just changed is drawn. Does nothing on the server.
pub fn print() {
    request_animation_frame(|| {
        let _ = window().print();
    });
}

/// Says how a page is printed where no script runs: the button that does it is `by-script`.
#[component]
pub fn PrintByBrowser() -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="without-script soft unprinted">{t!(i18n, ui.print_by_browser)}</p> }
}
