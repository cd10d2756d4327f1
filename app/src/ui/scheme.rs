//! Light, dark, or what the system says.

use leptos::prelude::*;

use super::{
    Icon,
    cookie_setting::{CookieSetting, use_cookie_setting},
};
use crate::i18n::*;

/// A scheme that somebody chose over the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    /// As it stands in the cookie and in `data-scheme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The chosen scheme; nothing means the system's.
#[derive(Clone, Copy)]
pub struct Chosen(CookieSetting);

impl Chosen {
    /// What is chosen now.
    pub fn read(self) -> Option<Scheme> {
        let name = self.0.read();
        [Scheme::Light, Scheme::Dark].into_iter().find(|scheme| name.as_deref() == Some(scheme.as_str()))
    }
}

/// Reads the cookie `scheme`, for the whole page.
pub fn provide_scheme() -> Chosen {
    let chosen = Chosen(use_cookie_setting("scheme"));
    provide_context(chosen);
    chosen
}

/// Three buttons: light, dark, system.
#[component]
pub fn SchemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let scheme = expect_context::<Chosen>();
    let choice = move |wanted: Option<Scheme>, icon: &'static str, label: Signal<String>| {
        view! {
            <button
                type="button"
                class="switch-choice"
                aria-pressed=move || (scheme.read() == wanted).to_string()
                on:click=move |_| scheme.0.choose(wanted.map(Scheme::as_str))
            >
                <Icon name=icon />
                <span>{label}</span>
            </button>
        }
    };
    view! {
        <div class="switch by-script" role="group" aria-label=move || t_string!(i18n, ui.scheme.title)>
            {choice(Some(Scheme::Light), "sun", Signal::derive(move || t_string!(i18n, ui.scheme.light).to_owned()))}
            {choice(Some(Scheme::Dark), "moon", Signal::derive(move || t_string!(i18n, ui.scheme.dark).to_owned()))}
            {choice(None, "monitor", Signal::derive(move || t_string!(i18n, ui.scheme.system).to_owned()))}
        </div>
    }
}
