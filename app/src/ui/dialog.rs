//! A short question over the page. Anything longer is a page of its own.

use leptos::{ev, html, prelude::*};

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
    let i18n = use_i18n();
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
    let ask = move |event: ev::Event| {
        let stays = || !window().confirm_with_message(t_string!(i18n, ui.unsaved)).unwrap_or(true);
        if unsaved.get_untracked() && stays() {
            event.prevent_default();
        }
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-label=move || title.get() on:cancel=ask on:close=move |_| open.set(false)>
            <h2 class="dialog-title">{title}</h2>
            <div class="dialog-body">{children()}</div>
            <div class="dialog-foot">{foot.run()}</div>
        </dialog>
    }
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
    view! { <Dialog open title foot>{children()}</Dialog> }
}
