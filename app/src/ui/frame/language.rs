//! The language of the page, for whoever has no profile yet.

use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    i18n::*,
    session::LANGUAGE_COOKIE,
    ui::{cookies, lang},
};

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
                type="button"
                class="switch-choice"
                lang=locale.to_string()
                aria-pressed=move || (i18n.get_locale() == locale).to_string()
                on:click=move |_| choose(locale)
            >
                {lang(locale).own_name()}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || t_string!(i18n, ui.language)>
            {Locale::get_all().iter().copied().map(choice).collect_view()}
        </div>
    }
}
