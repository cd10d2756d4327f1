//! What a place says while it holds nothing.

use leptos::prelude::*;

use super::Icon;

/// What this place is for, and the first thing to do: a button or a link as its children.
#[component]
pub fn Empty(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] text: Signal<String>,
    #[prop(default = "info")] icon: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
}

/// Nothing at all for an empty text, so that the style of `.facts` shows a dash.
pub fn said(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
