//! Pictures that stand for a word. They say nothing to a screen reader: the word beside them does.

use leptos::prelude::*;

/// An icon of `assets/icons.svg`, as tall as the text around it.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}") />
        </svg>
    }
}

/// The flag of a country by its ISO 3166-1 alpha-2 code. An empty code draws nothing.
#[component]
pub fn Flag(#[prop(into)] country: Signal<String>) -> impl IntoView {
    let source =
        move || country.with(|code| (code.len() == 2).then(|| format!("/flags/{}.svg", code.to_ascii_lowercase())));
    move || {
        source().map(|source| view! { <img class="flag" src=source alt="" width="20" height="15" loading="lazy" /> })
    }
}
