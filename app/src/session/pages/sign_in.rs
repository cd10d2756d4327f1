//! Signing in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::parts::{PlainHead, use_fault};
use crate::{
    i18n::*,
    ui::{self, Kind, Size},
};

#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, fault) = (use_query_map(), use_fault());
    let wanted = move || query.read().get("terug").unwrap_or_default();
    let done = move || match query.read().get("gedaan")?.as_str() {
        "afgemeld" => Some(t_string!(i18n, session.sign_in.signed_out).to_owned()),
        "overal" => Some(t_string!(i18n, session.sign_in.signed_out_everywhere).to_owned()),
        "wachtwoord" => Some(t_string!(i18n, session.sign_in.password_chosen).to_owned()),
        _ => None,
    };
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.sign_in.title).to_owned() done fault />
            <form class="form" method="post" action="/api/session/sign_in">
                <input type="hidden" name="terug" value=wanted />
                <ui::TextField
                    name="email"
                    label=move || t_string!(i18n, session.sign_in.email).to_owned()
                    kind="email"
                    autocomplete="username"
                    size=Size::Full
                    required=true
                    autofocus=true
                    value=RwSignal::default()
                />
                <ui::TextField
                    name="password"
                    label=move || t_string!(i18n, session.sign_in.password).to_owned()
                    kind="password"
                    autocomplete="current-password"
                    size=Size::Full
                    required=true
                    value=RwSignal::default()
                />
                <div class="form-foot">
                    <ui::Button kind=Kind::Primary submit=true>
                        {t!(i18n, session.sign_in.submit)}
                    </ui::Button>
                </div>
            </form>
            <p><a href="/wachtwoord">{t!(i18n, session.sign_in.forgotten)}</a></p>
            <p><a href="/toegang">{t!(i18n, session.sign_in.customer)}</a></p>
        </ui::PlainFrame>
    }
}
