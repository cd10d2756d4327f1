//! Who is signed in, at the foot of the side menu.

use leptos::prelude::*;

use crate::{
    i18n::*,
    session::use_visitor,
    ui::{Icon, scheme::SchemeSwitch},
};

/// The name, and behind it the profile, the colour scheme and the way out. Signing out is a plain form: it works while the
/// page is not hydrated.
#[component]
pub fn UserMenu() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = use_visitor();
    let name = move || visitor.with(|visitor| visitor.called().0.to_owned());
    let email = move || visitor.with(|visitor| visitor.called().1.to_owned());
    view! {
        <div class="user-menu">
            <button type="button" class="menu-entry" popovertarget="user-menu" title=name>
                <Icon name="user" />
                <span class="menu-word">{name}</span>
            </button>
            <div class="menu-panel" id="user-menu" popover="auto">
                <div class="user-who">
                    <strong>{name}</strong>
                    <span>{email}</span>
                </div>
                <a class="menu-item" href="/profiel">
                    <Icon name="user" />
                    <span>{t!(i18n, ui.menu.profile)}</span>
                </a>
                <a class="menu-item" href="/toetsen">
                    <Icon name="keyboard" />
                    <span>{t!(i18n, ui.menu.keys)}</span>
                </a>
                <SchemeSwitch />
                <form method="post" novalidate action="/api/session/sign_out">
                    <button type="submit" class="menu-item">
                        <Icon name="log-out" />
                        <span>{t!(i18n, ui.menu.sign_out)}</span>
                    </button>
                </form>
            </div>
        </div>
    }
}
