//! The top of a page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    i18n::*,
    ui::{Icon, raw_text},
};

/// The title of the browser's tab. The server writes the head when the body is done, and the page's signals may be gone by then:
/// what the title was first is kept.
///
/// This is the only place that uses `Title`, whose text leptos_meta (0.8) writes into the page unescaped.
#[component]
pub fn TabTitle(#[prop(into)] title: Signal<String>) -> impl IntoView {
    let first = title.get_untracked();
    let text = move || raw_text(format!("{} · Kantoor", title.try_get().unwrap_or_else(|| first.clone())));
    view! { <Title text /> }
}

/// A way back, as the `lead` of a page's head.
#[component]
pub fn BackLink(
    #[prop(into)] href: Signal<String>,
    /// Where it leads; *Terug* where nothing is said.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || label.map_or_else(|| t_string!(i18n, ui.back).to_owned(), |label| label.get());
    view! {
        <a class="button quiet icon-only" href=href aria-label=label title=label>
            <Icon name="chevron-left" />
        </a>
    }
}

/// The title, which is the browser tab's too; at the right the quiet actions and the one primary action; `lead` before the
/// title, for a cog or a way back.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] lead: ViewFn,
    #[prop(into, optional)] secondary: ViewFn,
    #[prop(into, optional)] primary: ViewFn,
) -> impl IntoView {
    view! {
        <TabTitle title />
        <header class="page-head">
            {lead.run()} <h1>{title}</h1> <div class="page-actions">{secondary.run()} {primary.run()}</div>
        </header>
    }
}
