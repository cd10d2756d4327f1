//! Tells the outside that the page is awake.

use leptos::prelude::*;

/// Stands first in each page, and draws nothing: sets `data-hydrated` on the body once the page's own code, which may come
/// later than the frame's, listens. The browser tests wait for it.
#[component]
pub fn Awake() -> impl IntoView {
    Effect::new(|| {
        if let Some(body) = document().body() {
            // An attribute of our own on an element that exists: the browser has no reason to refuse.
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
}
