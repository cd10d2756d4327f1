//! Tells the outside that the page is awake.

use leptos::prelude::*;

use super::focus;

/// Stands first in each page, and draws nothing: sets `data-hydrated` on the body once the page's own code, which may come
/// later than the frame's, listens. The browser tests wait for it. The heading of a page that takes the place of another one takes
/// the focus too, which went with the link that led here: the next Tab goes on in the page, and a screen reader speaks of it.
#[component]
pub fn Awake() -> impl IntoView {
    Effect::new(|| {
        let Some(body) = document().body() else { return };
        if body.has_attribute("data-hydrated") {
            focus::arrive();
        }
        // An attribute of our own on an element that exists: the browser has no reason to refuse.
        let _ = body.set_attribute("data-hydrated", "");
    });
}
