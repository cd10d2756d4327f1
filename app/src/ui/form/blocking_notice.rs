//! Why a save did not go on, and the way to go on.

use leptos::{html, prelude::*};

use crate::{i18n::*, ui::Icon};

/// A notice that stands above a form. Where it stopped a save, it takes the focus and so comes into view when it appears: whoever
/// saved at the foot of a long form would see nothing else.
#[component]
pub fn BlockingNotice(
    /// Of the notice: warning or danger.
    tone: &'static str,
    icon: &'static str,
    children: Children,
) -> impl IntoView {
    let notice = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(notice) = notice.get() {
            let _ = notice.focus();
        }
    });
    view! {
        <div class=format!("notice {tone}") role="alert" tabindex="-1" node_ref=notice>
            <Icon name=icon />
            <div>{children()}</div>
        </div>
    }
}

/// Where somebody was signed out: signing in happens in another tab, beside what is not saved yet.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let i18n = use_i18n();
    view! { <a href="/aanmelden" target="_blank" rel="noopener">{t!(i18n, ui.error.sign_in)}</a> }
}
