//! The way out of a form or a question in the page.

use leptos::prelude::*;

use super::came_back;
use crate::{i18n::*, ui::LinkButton};

/// *Annuleren*: leads to the page without the form. What came back to that is over: on a hydrated page nothing of it stands in the next
/// form of the same function, or is said once more.
#[component]
pub fn WayBack(#[prop(into)] href: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let forget = came_back::use_forget();
    view! { <LinkButton href on_click=move |_| forget()>{t!(i18n, ui.cancel)}</LinkButton> }
}
