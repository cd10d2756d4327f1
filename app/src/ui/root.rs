//! What surrounds every page, whatever its frame.

use leptos::prelude::*;
use leptos_meta::Html;

use super::{Offline, Toaster, Toasts, scheme::use_scheme};

/// Stands once inside the translations and around the router: the colour scheme, messages that appear, and the word that the
/// connection is gone.
#[component]
pub fn Root(children: Children) -> impl IntoView {
    provide_context(Toaster::default());
    let scheme = use_scheme();
    view! {
        <Html {..} data-scheme=move || scheme.read().map(|scheme| scheme.as_str()) />
        {children()}
        <Offline />
        <Toasts />
    }
}
