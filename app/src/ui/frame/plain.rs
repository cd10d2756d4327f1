//! Pages for whoever is not signed in.

use leptos::prelude::*;

use super::{LanguageSwitch, MAIN, SkipLink};

/// One narrow column with the product's name, and the language at its foot.
#[component]
pub fn PlainFrame(
    /// Room for a page of data rather than a form.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink />
        <div class="plain" class:wide=wide>
            <header class="plain-head">
                <img src="/favicon.svg" alt="" width="32" height="32" />
                <span>"Kantoor"</span>
            </header>
            <main class="plain-page" id=MAIN tabindex="-1">
                {children()}
            </main>
            <footer class="plain-foot">
                <LanguageSwitch />
            </footer>
        </div>
    }
}
