//! The top of a page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::ui::raw_text;

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
