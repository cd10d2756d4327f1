//! Light, dark, or what the system says.

use leptos::prelude::*;

use super::{Icon, remembered::use_remembered};
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
pub struct Chosen(Signal<Option<String>>, WriteSignal<Option<String>>);

impl Chosen {
    /// What is chosen now.
    pub fn read(self) -> Option<Scheme> {
        self.0.with(|name| {
            [Scheme::Light, Scheme::Dark].into_iter().find(|scheme| name.as_deref() == Some(scheme.as_str()))
        })
    }
}

/// Reads the cookie `scheme`.
pub fn use_scheme() -> Chosen {
    let (chosen, choose) = use_remembered("scheme");
    Chosen(chosen, choose)
}

/// Three buttons: light, dark, system.
#[component]
pub fn SchemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let scheme = use_scheme();
    let choice = move |wanted: Option<Scheme>, icon: &'static str, label: Signal<String>| {
        view! {
            <button
                type="button"
                class="switch-choice"
                aria-pressed=move || (scheme.read() == wanted).to_string()
                on:click=move |_| scheme.1.set(wanted.map(|scheme| scheme.as_str().to_owned()))
            >
                <Icon name=icon />
                <span>{label}</span>
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || t_string!(i18n, ui.scheme.title)>
            {choice(Some(Scheme::Light), "sun", Signal::derive(move || t_string!(i18n, ui.scheme.light).to_owned()))}
            {choice(Some(Scheme::Dark), "moon", Signal::derive(move || t_string!(i18n, ui.scheme.dark).to_owned()))}
            {choice(None, "monitor", Signal::derive(move || t_string!(i18n, ui.scheme.system).to_owned()))}
        </div>
    }
}
