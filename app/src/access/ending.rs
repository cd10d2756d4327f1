//! The box by which access ends with what is changed of whoever has it.

use domain::{
    Email,
    permissions::{Area, Level},
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{CheckField, allowed},
};

/// The box, or a sentence that the access stays, for who may not end it.
#[component]
pub fn EndAccess(
    name: &'static str,
    label: Signal<String>,
    help: Signal<String>,
    value: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    if allowed(Area::Invitations, Level::Edit) {
        view! { <CheckField name label help value /> }.into_any()
    } else {
        view! { <p>{t!(i18n, card.access.stays)}</p> }.into_any()
    }
}

/// The same for the access by an e-mail address. Its room is there from the start; it is shown once the address is replaced by another, and
/// always where no script can tell.
#[component]
pub fn EndOldAccess(
    name: &'static str,
    /// The address as it was stored.
    #[prop(into)]
    old: String,
    typed: RwSignal<String>,
    value: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let old = Email::key_of(&old);
    view! {
        <div class="once-needed" class:needed=move || typed.with(|typed| Email::key_of(typed) != old)>
            <EndAccess
                name
                label=Signal::derive(move || t_string!(i18n, card.access.end_old).to_owned())
                help=Signal::derive(move || t_string!(i18n, card.access.end_old_help).to_owned())
                value
            />
        </div>
    }
}
