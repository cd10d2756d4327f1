//! `/toegang`: how a customer's person signs in, and `/toegang/:token`, the link of a mail. Opening that changes nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::{self, EntranceRequest},
    records::Entrance,
};
use crate::{
    i18n::*,
    session::{
        Visitor,
        pages::parts::{DeadLink, OtherSignedIn, PlainHead, Returned, is_customer, use_returned},
    },
    settings::{FirmHead, OfFirm},
    ui::{Button, Icon, Kind, LinkButton, PlainFrame, Size, TextField, forget_all_kept, late, use_query},
};

/// The name of its forms: they ask for the same address.
pub const FORM: &str = "access";
/// The name of the forms of a link.
pub const LINK_FORM: &str = "enter";

/// By password, or by a link in a mail.
#[component]
pub fn AccessPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, form) = (use_query(), use_returned(FORM));
    let wanted = move || query.read().get("terug").unwrap_or_default();
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
            <Ended />
            <p class="soft">{t!(i18n, portal.entry.text)}</p>
            <form class="form" method="post" novalidate action="/api/portal/ask_link">
                <input type="hidden" name="terug" value=wanted />
                <TextField name="email" label=email kind="email" autocomplete="username" size=Size::Full required=true value=form.value("email", "") />
                <div class="form-foot"><Button kind=Kind::Primary submit=true icon="mail">{t!(i18n, portal.entry.ask)}</Button></div>
            </form>
            <details class="behind" open=move || matches!(query.read().get_str("fout"), Some("aanmelden" | "aangemeld"))>
                <summary>{t!(i18n, portal.entry.with_password)}</summary>
                <form class="form" method="post" novalidate action="/api/portal/sign_in">
                    <input type="hidden" name="terug" value=wanted />
                    <OtherSignedIn is_same=|_, _| false />
                    <label class="field">
                        <span class="field-label">{email} <span class="field-demand">" " {t!(i18n, ui.field.required)}</span></span>
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

/// Why somebody who was signed in stands here, and that what was typed is not lost.
#[component]
fn Ended() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let words = move || match query.read().get_str("reden")? {
        "sessie" => Some(t_string!(i18n, portal.entry.ended)),
        "bewaren" => Some(t_string!(i18n, portal.entry.unsaved)),
        _ => None,
    };
    move || {
        words().map(|words| {
            view! { <div class="notice warning" role="alert"><Icon name="triangle-alert" /><div><p>{words}</p></div></div> }
        })
    }
}

/// What the link opens, behind a button: mail scanners open links, and must not sign in.
#[component]
pub fn AccessLinkPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, form) = (use_params_map(), use_returned(LINK_FORM));
    let token = move || params.read().get("token").unwrap_or_default();
    let entrance = Resource::new(token, |token| api::entrance(EntranceRequest { token }));
    let head = move || view! { <FirmHead shown=entrance firm=|entrance: Entrance| entrance.firm /> };
    view! {
        <PlainFrame head>
            <Suspense>
                {move || late(async move {
                    match entrance.await {
                        Ok(entrance) => view! { <Entry entrance token=token() form /> }.into_any(),
                        Err(error) => view! {
                            <DeadLink error>
                                <LinkButton href="/toegang">{t!(i18n, portal.entry.again)}</LinkButton>
                            </DeadLink>
                        }
                        .into_any(),
                    }
                })}
            </Suspense>
        </PlainFrame>
    }
}

#[component]
fn Entry(entrance: Entrance, token: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let Entrance { email, has_password, company, firm } = entrance;
    let opens = company.clone();
    let said = move || match (has_password, opens.clone()) {
        (false, _) => t_string!(i18n, portal.entry.link_text).to_owned(),
        (true, Some(company)) => t_string!(i18n, portal.entry.link_one, company = company),
        (true, None) => t_string!(i18n, portal.entry.link_password).to_owned(),
    };
    let alone = (!has_password || company.is_some()).then(|| {
        let (token, email) = (token.clone(), email.clone());
        view! {
            <form class="form" method="post" novalidate action="/api/portal/enter">
                <input type="hidden" name="token" value=token />
                <OtherSignedIn is_same=is_customer email />
                <div><Button kind=Kind::Primary submit=true>{t!(i18n, portal.entry.sign_in)}</Button></div>
            </form>
        }
    });
    let with = has_password.then(|| {
        let password = WithPassword { token: token.clone(), email: email.clone(), form };
        let asked = company.is_none();
        view! {
            <details class="behind" open=asked || form.value("way", "").get_untracked() == "password">
                <summary>{t!(i18n, portal.entry.with_password)}</summary>
                {password.clone().view("password")}
            </details>
            <details class="behind" open=form.value("way", "").get_untracked() == "new">
                <summary>{t!(i18n, portal.entry.forgotten)}</summary>
                <p>{t!(i18n, portal.entry.forgotten_text)}</p>
                {password.view("new")}
            </details>
        }
    });
    let page = move || {
        view! {
            <PlainHead title=move || t_string!(i18n, portal.entry.link_title).to_owned() form />
            <p><strong>{email}</strong></p>
            <p>{said}</p>
            {alone}
            {with}
        }
    };
    match firm {
        Some(firm) => view! { <OfFirm firm>{page()}</OfFirm> }.into_any(),
        None => page().into_any(),
    }
}

/// A form of the link that takes a password too.
#[derive(Clone)]
struct WithPassword {
    token: String,
    email: String,
    form: Returned,
}

impl WithPassword {
    fn view(self, way: &'static str) -> impl IntoView {
        let i18n = use_i18n();
        let Self { token, email, form } = self;
        let new = way == "new";
        let label = move || match new {
            true => t_string!(i18n, portal.new_password).to_owned(),
            false => t_string!(i18n, portal.entry.password).to_owned(),
        };
        let help = move || if new { t_string!(i18n, portal.password_help).to_owned() } else { String::new() };
        let sent = form.value("way", "").get_untracked() == way;
        let wrong = form.wrong("password", label);
        view! {
            <form class="form" method="post" novalidate action="/api/portal/enter">
                <input type="hidden" name="token" value=token />
                <input type="hidden" name="way" value=way />
                <OtherSignedIn is_same=is_customer email=email.clone() />
                <input class="visually-hidden" type="text" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true" />
                <TextField
                    name=if new { "new_password" } else { "password" }
                    label
                    help=Signal::derive(help)
                    kind="password"
                    autocomplete=if new { "new-password" } else { "current-password" }
                    size=Size::Full
                    required=true
                    value=RwSignal::default()
                    error=Signal::derive(move || wrong.get().filter(|_| sent))
                />
                <div class="form-foot"><Button submit=true>{t!(i18n, portal.entry.sign_in)}</Button></div>
            </form>
        }
    }
}

/// Whether the whole account of a customer's person is open in this browser.
pub fn is_whole(visitor: &Visitor) -> bool {
    matches!(visitor, Visitor::Customer(viewer) if viewer.only.is_none())
}
