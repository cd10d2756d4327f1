//! Keys that work anywhere on a page.

use leptos::{ev, prelude::*};

/// Calls back on Ctrl-S (⌘-S on a Mac) for as long as the component that asks is on the page.
pub fn use_save_shortcut(save: impl Fn() + Clone + Send + Sync + 'static) {
    Effect::new(move || {
        let save = save.clone();
        let listener = window_event_listener(ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key().eq_ignore_ascii_case("s") {
                event.prevent_default();
                save();
            }
        });
        on_cleanup(move || listener.remove());
    });
}
