//! `/toegang`: how a customer's person signs in, and `/toegang/:token`, the link of a mail. Opening that changes nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    i18n::*,
    session::pages::parts::{PlainHead, use_returned},
    ui::{Button, Kind, PlainFrame, Size, TextField, forget_all_kept, use_query},
};

/// The name of its forms: they ask for the same address.
pub const FORM: &str = "access";

/// By password, or by a link in a mail.
#[component]
pub fn AccessPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, form) = (use_query(), use_returned(FORM));
    let done = move || match query.read().get_str("gedaan")? {
        "gevraagd" => Some(t_string!(i18n, portal.entry.asked).to_owned()),
        "afgemeld" => Some(t_string!(i18n, portal.entry.signed_out).to_owned()),
        "beeindigd" => Some(t_string!(i18n, portal.entry.session_ended).to_owned()),
        _ => None,
    };
    let email = move || t_string!(i18n, portal.entry.email).to_owned();
    forget_all_kept(query.read_untracked().get_str("gedaan") == Some("afgemeld"));
    view! {
        <PlainFrame>
            <PlainHead title=move || t_string!(i18n, portal.entry.title).to_owned() done form />
            <p class="soft">{t!(i18n, portal.entry.text)}</p>
            <form class="form" method="post" action="/api/portal/ask_link">
                <TextField name="email" label=email kind="email" autocomplete="username" size=Size::Full required=true value=form.value("email", "") />
                <div class="form-foot"><Button kind=Kind::Primary submit=true icon="mail">{t!(i18n, portal.entry.ask)}</Button></div>
            </form>
            <details class="behind" open=move || query.read().get_str("fout") == Some("aanmelden")>
                <summary>{t!(i18n, portal.entry.with_password)}</summary>
                <form class="form" method="post" action="/api/portal/sign_in">
                    <label class="field">
                        <span class="field-label">{email}</span>
                        <input
                            class="input size-full"
                            type="email"
                            name="email"
                            autocomplete="username"
                            required
                            value=form.value("email", "").get_untracked()
                        />
                    </label>
                    <TextField
                        name="password"
                        label=move || t_string!(i18n, portal.entry.password).to_owned()
                        kind="password"
                        autocomplete="current-password"
                        size=Size::Full
                        required=true
                        value=RwSignal::default()
                    />
                    <div class="form-foot"><Button submit=true>{t!(i18n, portal.entry.sign_in)}</Button></div>
                </form>
            </details>
            <p><a href="/aanmelden">{t!(i18n, portal.entry.colleague)}</a></p>
        </PlainFrame>
    }
}

/// One button: mail scanners open links, and must not sign in.
#[component]
pub fn AccessLinkPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, form) = (use_params_map(), use_returned("enter"));
    let token = move || params.read().get("token").unwrap_or_default();
    view! {
        <PlainFrame>
            <PlainHead title=move || t_string!(i18n, portal.entry.link_title).to_owned() form />
            <p>{t!(i18n, portal.entry.link_text)}</p>
            <form method="post" action="/api/portal/enter">
                <input type="hidden" name="token" value=token />
                <Button kind=Kind::Primary submit=true>{t!(i18n, portal.entry.sign_in)}</Button>
            </form>
        </PlainFrame>
    }
}
