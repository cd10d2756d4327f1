//! What surrounds every page, whatever its frame.

use leptos::prelude::*;
use leptos_meta::Html;

use super::{Offline, Toaster, Toasts, focus, network, pressed::provide_pressed, scheme::provide_scheme};

/// Stands once inside the translations and around the router: the colour scheme, messages that appear, the word that the
/// connection is gone, the line that an answer is awaited, and what watches over the focus.
#[component]
pub fn Root(children: Children) -> impl IntoView {
    provide_context(Toaster::default());
    provide_pressed();
    focus::keep();
    network::watch();
    let scheme = provide_scheme();
    view! {
        <Html {..} data-scheme=move || scheme.read().map(|scheme| scheme.as_str()) />
        <div class="going" aria-hidden="true"></div>
        {children()}
        <Offline />
        <Toasts />
    }
}
