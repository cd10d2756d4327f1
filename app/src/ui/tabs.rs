//! Tabs are links: each has its address, and a middle click opens one in a new browser tab.

use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::hooks::use_location;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    pub href: String,
    pub label: Signal<String>,
    /// How many things it holds, shown beside its name.
    pub count: Option<Signal<String>>,
}

impl Tab {
    /// A tab with a name only.
    pub fn new<Marker>(href: impl Into<String>, label: impl IntoReactiveValue<Signal<String>, Marker>) -> Self {
        Self { href: href.into(), label: label.into_reactive_value(), count: None }
    }
}

/// A row of tabs; the one of the present address is marked. An address with a query matches when path and query do.
#[component]
pub fn Tabs(
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] label: Signal<String>,
    /// What stands behind the last.
    #[prop(into, optional)]
    after: ViewFn,
) -> impl IntoView {
    let location = use_location();
    let is_here = move |href: &str| match href.split_once('?') {
        Some((path, query)) => {
            *location.pathname.read() == path && location.search.read().trim_start_matches('?') == query
        }
        None => *location.pathname.read() == href,
    };
    let row = NodeRef::<html::Nav>::new();
    Effect::new(move || {
        location.pathname.track();
        location.search.track();
        if let Some(row) = row.get() {
            request_animation_frame(move || show_present(&row));
        }
    });
    view! {
        <nav class="tabs" node_ref=row aria-label=move || label.get()>
            {move || {
                tabs.get()
                    .into_iter()
                    .map(|Tab { href, label, count }| {
                        let here = href.clone();
                        view! {
                            <a class="tab" href=href aria-current=move || is_here(&here).then_some("page")>
                                {label}
                                {count.map(|count| view! { <span class="tab-count">{count}</span> })}
                            </a>
                        }
                    })
                    .collect_view()
            }}
            {after.run()}
        </nav>
    }
}

/// Scrolls a row that is wider than the window to the tab of the present address.
fn show_present(row: &HtmlElement) {
    let Ok(Some(present)) = row.query_selector("[aria-current]") else { return };
    let Ok(present) = present.dyn_into::<HtmlElement>() else { return };
    let (from, width) = (present.offset_left() - row.offset_left(), present.offset_width());
    if from < row.scroll_left() || from + width > row.scroll_left() + row.client_width() {
        row.set_scroll_left(from - (row.client_width() - width) / 2);
    }
}
