//! The language of the page, for whoever has no profile yet.

use leptos::prelude::*;

use crate::{i18n::*, session::LANGUAGE_COOKIE, ui::cookies};

/// Each language under its own name. The choice is kept in a cookie.
const LANGUAGES: [(Locale, &str); 3] = [(Locale::nl, "Nederlands"), (Locale::fr, "Français"), (Locale::en, "English")];

/// Three buttons, one a language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let choose = move |locale: Locale| {
        cookies::keep(LANGUAGE_COOKIE, Some(locale.as_str()));
        i18n.set_locale(locale);
    };
    let choice = move |(locale, name): (Locale, &'static str)| {
        view! {
            <button
                type="button"
                class="switch-choice"
                lang=locale.to_string()
                aria-pressed=move || (i18n.get_locale() == locale).to_string()
                on:click=move |_| choose(locale)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || t_string!(i18n, ui.language)>
            {LANGUAGES.into_iter().map(choice).collect_view()}
        </div>
    }
}
