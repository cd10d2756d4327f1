//! Pages for whoever is not signed in.

use leptos::prelude::*;

use super::{LanguageSwitch, MAIN, SkipLink};

/// One narrow column with whose page it is at its top, and the language at its foot.
#[component]
pub fn PlainFrame(
    /// Room for a page of data rather than a form.
    #[prop(optional)]
    wide: bool,
    /// Stands instead of the product's name.
    #[prop(into, optional)]
    head: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let head = head.map_or_else(|| view! { <ProductName /> }.into_any(), |head| head.run());
    view! {
        <SkipLink />
        <div class="plain" class:wide=wide>
            <header class="plain-head">{head}</header>
            <main class="plain-page" id=MAIN tabindex="-1">
                {children()}
            </main>
            <footer class="plain-foot">
                <LanguageSwitch />
            </footer>
        </div>
    }
}

/// Whose page it is where no firm is known.
#[component]
pub fn ProductName() -> impl IntoView {
    view! {
        <img src="/favicon.svg" alt="" width="32" height="32" />
        <span>"Kantoor"</span>
    }
}
