//! A short question over the page. Anything longer is a page of its own.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{Button, Kind};
use crate::i18n::*;

/// The browser's own modal dialog: it keeps the focus inside, closes on Escape, and gives the focus back where it was.
#[component]
pub fn Dialog(
    /// Whether it is shown. Escape and the closing button set it to false.
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// Whether closing it loses what was typed in it: Escape asks first then.
    #[prop(into, optional)]
    unsaved: Signal<bool>,
    /// Buttons at its foot, the way out first.
    #[prop(into, optional)]
    foot: ViewFn,
    children: Children,
) -> impl IntoView {
    let leaving = RwSignal::new(false);
    // A browser lets a dialog refuse to close once, and not again before somebody does something else: Escape is caught as a key.
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && unsaved.get_untracked() && !leaving.get_untracked() {
            event.prevent_default();
            leaving.set(true);
        }
    };
    let ask = move |event: ev::Event| {
        if unsaved.get_untracked() && event.cancelable() {
            event.prevent_default();
            leaving.set(true);
        }
    };
    Effect::new(move || {
        if !open.get() {
            leaving.set(false);
        }
    });
    let leave = Callback::new(move |()| {
        leaving.set(false);
        open.set(false);
    });
    let body = view! {
        {children()}
        <Leave open=leaving on_leave=leave />
    };
    modal(open, title, on_key, ask, foot, body.into_any())
}

/// A dialog as the browser has it.
fn modal(
    open: RwSignal<bool>,
    title: Signal<String>,
    on_key: impl Fn(ev::KeyboardEvent) + 'static,
    on_cancel: impl Fn(ev::Event) + 'static,
    foot: ViewFn,
    body: AnyView,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It fails only on a dialog that has left the page.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // What happens to a dialog inside this one is not this one's.
    let own = move |event: &ev::Event| event.target() == event.current_target();
    let cancelled = move |event: ev::Event| {
        if own(&event) {
            on_cancel(event);
        }
    };
    let closed = move |event: ev::Event| {
        if own(&event) {
            open.set(false);
            write_on();
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-label=move || title.get()
            on:keydown=on_key
            on:cancel=cancelled
            on:close=closed
        >
            <h2 class="dialog-title">{title}</h2>
            <div class="dialog-body">{body}</div>
            <div class="dialog-foot">{foot.run()}</div>
        </dialog>
    }
    .into_any()
}

/// Chromium gives the focus back to the field that had it, and not the place in its text: what is typed would go nowhere.
fn write_on() {
    let active = document().active_element().filter(|active| active.matches("input, textarea").unwrap_or_default());
    if let Some(field) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        // It fails on nothing that can have the focus.
        let _ = field.blur();
        let _ = field.focus();
    }
}

/// Asks before what was typed is lost. Whoever closes it goes on typing.
#[component]
pub fn Leave(open: RwSignal<bool>, on_leave: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, ui.leave.title).to_owned());
    let foot = move || {
        view! {
            <Button on_click=move |_| open.set(false)>{t!(i18n, ui.leave.stay)}</Button>
            <Button kind=Kind::Danger on_click=move |_| on_leave.run(())>{t!(i18n, ui.leave.go)}</Button>
        }
    };
    let body = view! { <p>{t!(i18n, ui.leave.text)}</p> };
    modal(open, title, |_| (), |_| (), foot.into(), body.into_any())
}

/// "Are you sure?" with the consequence as its children. The action is a verb ("Verwijderen"); the caller closes it when done.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] action: Signal<String>,
    /// It cannot be undone.
    #[prop(optional)]
    danger: bool,
    #[prop(into, optional)] pending: Signal<bool>,
    on_confirm: impl Fn() + Clone + Send + Sync + 'static,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = if danger { Kind::Danger } else { Kind::Primary };
    let foot = move || {
        let on_confirm = on_confirm.clone();
        view! {
            <Button on_click=move |_| open.set(false)>{t!(i18n, ui.cancel)}</Button>
            <Button kind pending on_click=move |_| on_confirm()>{action}</Button>
        }
    };
    modal(open, title, |_| (), |_| (), foot.into(), children().into_any())
}
