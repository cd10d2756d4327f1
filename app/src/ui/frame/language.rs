//! The language of the page, for whoever has no profile yet.

use leptos::{ev, prelude::*};
use leptos_i18n::Locale as _;

use crate::{
    i18n::*,
    session::LANGUAGE_COOKIE,
    ui::{
        cookies,
        form::{Hidden, unseen},
        lang,
    },
};

/// The function that keeps the choice by a plain form.
const CHOOSE: &str = "/api/session/language_form";

/// A button for each language, under its own name. The choice is kept in a cookie.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let choose = move |locale: Locale| {
        cookies::keep(LANGUAGE_COOKIE, Some(locale.as_str()));
        i18n.set_locale(locale);
    };
    let choice = move |locale: Locale| {
        view! {
            <button
                name="locale"
                value=locale.as_str()
                class="switch-choice"
                lang=locale.to_string()
                aria-pressed=move || (i18n.get_locale() == locale).to_string()
                on:click=move |event: ev::MouseEvent| {
                    event.prevent_default();
                    choose(locale);
                }
            >
                {lang(locale).own_name()}
            </button>
        }
    };
    view! {
        <form method="post" action=CHOOSE novalidate>
            <Hidden fields=unseen(Vec::new()) />
            <div class="switch" role="group" aria-label=move || t_string!(i18n, ui.language)>
                {Locale::get_all().iter().copied().map(choice).collect_view()}
            </div>
        </form>
    }
}
