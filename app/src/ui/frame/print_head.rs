//! What stands at the top of a page on paper: the firm, and when it was printed.

use leptos::{ev, prelude::*};

use crate::{
    clock,
    ui::when::{shown_time, use_zone},
};

/// On the screen it is not there: its words are the style's, so that nobody reads or finds them.
#[component]
pub fn PrintHead(firm: String) -> impl IntoView {
    let zone = use_zone();
    let at = RwSignal::new(clock::now());
    Effect::new(move || {
        let listener =
            window_event_listener(ev::Custom::<ev::Event>::new("beforeprint"), move |_| at.set(clock::now()));
        on_cleanup(move || listener.remove());
    });
    view! { <div class="print-head" data-firm=firm data-at=move || shown_time(zone, at.get())></div> }
}
