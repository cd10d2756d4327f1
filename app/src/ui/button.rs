//! Buttons and links that look like one. A page has one primary action.

use leptos::{ev, prelude::*};

use super::Icon;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do on this page.
    Primary,
    #[default]
    Secondary,
    /// Text only, until the pointer is on it.
    Quiet,
    /// What cannot be undone.
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button secondary",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button. While `pending` it keeps its focus, says that it is busy and takes no second click. The handler is a property,
/// because one that is spread onto a component (`on:click`) stays on its element when the view around it is drawn again, beside
/// the new one (tachys 0.2).
#[component]
pub fn Button(
    #[prop(optional)] kind: Kind,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// The id of the form that it sends, where that is not around it.
    #[prop(optional)]
    form: &'static str,
    #[prop(into, optional)] pending: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// An icon before the words.
    #[prop(optional)]
    icon: &'static str,
    #[prop(optional, into)] on_click: Option<Callback<ev::MouseEvent>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.try_run(event);
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            form=(!form.is_empty()).then_some(form)
            class=kind.class()
            disabled=move || disabled.get()
            aria-busy=move || pending.get().then_some("true")
            aria-disabled=move || pending.get().then_some("true")
            on:click=press
        >
            {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
            <span class="button-text">{children()}</span>
        </button>
    }
}

/// A link that looks like a button: it goes somewhere, so a middle click opens it in a new tab.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] icon: &'static str,
    /// The address is a file, which says itself that it is to be saved: it is no page of ours. Where there is none, the browser
    /// shows why; it would save that too if the link said `download`.
    #[prop(optional)]
    file: bool,
    /// What a hydrated page does before it goes there.
    #[prop(optional, into)]
    on_click: Option<Callback<ev::MouseEvent>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        if let Some(on_click) = on_click {
            on_click.try_run(event);
        }
    };
    view! {
        <a class=kind.class() href=move || href.get() rel=file.then_some("external") on:click=press>
            {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
            <span class="button-text">{children()}</span>
        </a>
    }
}
