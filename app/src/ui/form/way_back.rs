//! The way out of a form or a question in the page.

use leptos::{ev, prelude::*};

use super::came_back;
use crate::{i18n::*, ui::LinkButton};

/// *Annuleren*: leads to the page without the form. What came back to that is over: on a hydrated page nothing of it stands in the next
/// form of the same function, or is said once more.
#[component]
pub fn WayBack(
    #[prop(into)] href: Signal<String>,
    /// What a hydrated page does beside that.
    #[prop(optional, into)]
    on_click: Option<Callback<ev::MouseEvent>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let forget = came_back::use_forget();
    let leave = move |event: ev::MouseEvent| {
        forget();
        if let Some(on_click) = on_click {
            on_click.run(event);
        }
    };
    view! { <LinkButton href on_click=leave>{t!(i18n, ui.cancel)}</LinkButton> }
}
