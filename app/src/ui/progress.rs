//! How far something long is.

use leptos::prelude::*;

use super::grouped;
use crate::i18n::*;

/// A bar, and the same in words: "1.200 van 10.000". A total of 0 is not known yet.
#[component]
pub fn Progress(
    #[prop(into)] done: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || {
        let locale = i18n.get_locale();
        match total.get() {
            0 => grouped(locale, done.get()),
            total => t_string!(i18n, ui.progress, done = grouped(locale, done.get()), total = grouped(locale, total)),
        }
    };
    view! {
        <div class="progress">
            <progress
                aria-label=move || label.get()
                max=move || Some(total.get()).filter(|total| *total > 0)
                value=move || (total.get() > 0).then(|| done.get())
            ></progress>
            <span class="progress-words">{words}</span>
        </div>
    }
}
