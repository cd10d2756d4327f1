//! A button beside a value that copies it.

use leptos::{prelude::*, task::spawn_local};

use super::{Icon, clipboard, use_toaster};
use crate::i18n::*;

/// Copies `text` as it stands in files, without spaces; says that it did, or in words that the browser would not.
#[component]
pub fn CopyButton(
    text: String,
    /// What the value is called.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let words = move || t_string!(i18n, ui.copy, label = label.get());
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if clipboard::write(&text).await {
                toaster.say(t_string!(i18n, ui.copied));
            } else {
                toaster.problem(t_string!(i18n, ui.not_copied, value = text));
            }
        });
    };
    view! {
        <button type="button" class="button quiet icon-only copy by-script" aria-label=words title=words on:click=copy>
            <Icon name="copy" />
        </button>
    }
}
