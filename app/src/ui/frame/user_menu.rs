//! Who is signed in, at the foot of the side menu.

use leptos::prelude::*;

use crate::{
    i18n::*,
    session::{Visitor, use_visitor},
    ui::{Icon, scheme::SchemeSwitch},
};

/// The name, and behind it the profile, the colour scheme and the way out. Signing out is a plain form: it works while the
/// page is not awake.
#[component]
pub fn UserMenu() -> impl IntoView {
    let i18n = use_i18n();
    let (name, email) = use_visitor().with_value(|visitor| match visitor {
        Visitor::Colleague(viewer) => (viewer.name.clone(), viewer.email.clone()),
        Visitor::Customer(viewer) => (viewer.name.clone(), viewer.email.clone()),
        Visitor::Nobody => Default::default(),
    });
    view! {
        <div class="user-menu">
            <button type="button" class="menu-entry" popovertarget="user-menu" title=name.clone()>
                <Icon name="user" />
                <span class="menu-word">{name.clone()}</span>
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
                <SchemeSwitch />
                <form method="post" action="/api/session/sign_out">
                    <button type="submit" class="menu-item">
                        <Icon name="log-out" />
                        <span>{t!(i18n, ui.menu.sign_out)}</span>
                    </button>
                </form>
            </div>
        </div>
    }
}
