//! Keys that work anywhere on a page.

use leptos::{ev, prelude::*};

/// Calls back on Ctrl-S (⌘-S on a Mac) for as long as the component that asks is on the page.
pub fn use_save_shortcut(save: impl Fn() + Clone + Send + Sync + 'static) {
    on_pressed(move |event| {
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key().eq_ignore_ascii_case("s") {
            event.prevent_default();
            save();
        }
    });
}

/// Calls back on a key that is a sign, unless somebody is typing or a dialog is open, for as long as the component that asks is on the
/// page.
pub fn use_key(key: &'static str, act: impl Fn() + Clone + Send + Sync + 'static) {
    on_pressed(move |event| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if is_plain && event.key() == key && !is_typing() {
            event.prevent_default();
            act();
        }
    });
}

fn on_pressed(act: impl Fn(ev::KeyboardEvent) + Clone + Send + Sync + 'static) {
    Effect::new(move || {
        let listener = window_event_listener(ev::keydown, act.clone());
        on_cleanup(move || listener.remove());
    });
}

fn is_typing() -> bool {
    document().active_element().is_some_and(|active| {
        active.matches("input:not([type=checkbox]), textarea, select, [contenteditable]").unwrap_or_default()
    }) || document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}
