//! Tells the outside that the page is awake.

use leptos::prelude::*;

/// Sets `data-hydrated` on the body once the page listens: the browser tests wait for it.
pub fn mark_hydrated() {
    Effect::new(|| {
        if let Some(body) = document().body() {
            // An attribute of our own on an element that exists: the browser has no reason to refuse.
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
}
