//! Asks before what was typed gets lost: on closing the tab, and on following a link within the page.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, MouseEvent},
};
use leptos_use::{use_document, use_event_listener};

use crate::i18n::*;

/// Guards the browser tab for as long as `unsaved` is true: closing it would lose what it keeps.
pub fn use_closing_guard(unsaved: Signal<bool>) {
    Effect::new(move || {
        let leaving = window_event_listener(ev::beforeunload, move |event| {
            if unsaved.try_get_untracked() == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || leaving.remove());
    });
}

/// Guards the page for as long as `unsaved` is true.
pub fn use_unsaved_guard(unsaved: Signal<bool>) {
    let i18n = use_i18n();
    use_closing_guard(unsaved);
    // The router listens on the window: the document hears of a click before it does.
    let _ = use_event_listener(use_document(), ev::click, move |event| {
        if unsaved.try_get_untracked() == Some(true) && leads_away(&event) {
            let question = t_string!(i18n, ui.unsaved);
            if !window().confirm_with_message(question).unwrap_or(true) {
                event.prevent_default();
                event.stop_propagation();
            }
        }
    });
}

/// A plain click on a link to another page, in this tab.
fn leads_away(event: &MouseEvent) -> bool {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return false;
    }
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = element.and_then(|element| element.closest("a[href]").ok().flatten());
    let elsewhere = |link: Element| {
        link.get_attribute("target").is_none() && link.get_attribute("href").is_some_and(|href| !href.starts_with('#'))
    };
    link.is_some_and(elsewhere)
}
