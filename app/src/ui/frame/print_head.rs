//! What stands at the top of a page on paper: the firm, how it is reached, and when it was printed.

use leptos::{ev, html, prelude::*};

use crate::{
    clock,
    ui::when::{shown_time, use_zone},
};

/// On the screen it is not there: its words are the style's, so that nobody reads or finds them.
#[component]
pub fn PrintHead(
    firm: String,
    /// Its address and its telephone, a line each.
    #[prop(into)]
    reached: Signal<String>,
    #[prop(into)] logo: Signal<Option<String>>,
) -> impl IntoView {
    let zone = use_zone();
    let head = NodeRef::<html::Div>::new();
    let now = move || shown_time(zone, clock::now());
    Effect::new(move || {
        let listener = window_event_listener(ev::Custom::<ev::Event>::new("beforeprint"), move |_| {
            // At once: a signal is drawn when the browser has printed already.
            if let Some(head) = head.get_untracked() {
                // An attribute of our own: the browser has no reason to refuse.
                let _ = head.set_attribute("data-at", &now());
            }
        });
        on_cleanup(move || listener.remove());
    });
    // Not fetched before it is printed.
    let logo = move || logo.get().map(|path| view! { <img class="logo" src=path alt="" loading="lazy" /> });
    view! {
        <div class="print-head" data-firm=firm data-at=now() node_ref=head>
            <span class="firm-reached" data-reached=move || reached.get()></span>
            {logo}
        </div>
    }
}
