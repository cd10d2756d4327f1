//! Tells the outside that the page is hydrated.

use std::future;

use leptos::prelude::*;

use super::{focus, locale_of};
use crate::i18n::*;

/// The attribute of the body by which it is told.
const HYDRATED: &str = "data-hydrated";

/// Whether the code of a page listens: the one that the server sent, or one that took its place.
pub fn is_hydrated() -> bool {
    document().body().is_some_and(|body| body.has_attribute(HYDRATED))
}

/// The code of the page that the server sent does not arrive. Leaves the page as it is, whose links and forms work as they do in any
/// browser, and says so at its foot with a way to try again. Does not return.
pub async fn never_hydrate() {
    let language = document().document_element().and_then(|html| html.get_attribute("lang"));
    let locale = locale_of(&language.unwrap_or_default());
    let (words, again) = (td_string!(locale, ui.state.not_hydrated), td_string!(locale, ui.state.again));
    if let Ok(Some(foot)) = document().query_selector(".offline") {
        foot.set_inner_html(&format!(r#"<p><span>{words} <a href="">{again}</a></span></p>"#));
    }
    let links = document().links();
    for link in (0..links.length()).filter_map(|at| links.item(at)) {
        // The router listens to links already, but shows nothing yet.
        let _ = link.set_attribute("rel", "external");
    }
    future::pending().await
}

/// Stands first in each page, and draws nothing: sets `data-hydrated` on the body once the page's own code, which may come
/// later than the frame's, listens. The browser tests wait for it. The heading of a page that takes the place of another one takes
/// the focus too, which went with the link that led here: the next Tab goes on in the page, and a screen reader speaks of it. Of a page
/// that came whole, `hydration.js` has seen to that.
#[component]
pub fn Hydrated() -> impl IntoView {
    Effect::new(|| {
        let Some(body) = document().body() else { return };
        if body.has_attribute(HYDRATED) {
            focus::arrive();
        }
        // An attribute of our own on an element that exists: the browser has no reason to refuse.
        let _ = body.set_attribute(HYDRATED, "");
    });
}
