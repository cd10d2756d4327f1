//! Why a save did not go on.

use leptos::{html, prelude::*};

use super::Icon;

/// A notice that stands above a form. Where it stopped a save, it takes the focus and so comes into view when it appears: whoever
/// saved at the foot of a long form would see nothing else.
#[component]
pub fn Stopped(
    /// Of the notice: warning or danger.
    tone: &'static str,
    icon: &'static str,
    /// False where it only warns while somebody types.
    #[prop(default = true)]
    focus: bool,
    children: Children,
) -> impl IntoView {
    let notice = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(notice) = notice.get().filter(|_| focus) {
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
