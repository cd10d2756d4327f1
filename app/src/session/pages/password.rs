//! A forgotten password: asking for a link, and choosing a new one by it.

use leptos::prelude::*;

use super::parts::{
    AccountField, LinkPage, NewPassword, OtherSignedIn, PlainForm, PlainHead, Returned, is_colleague, use_returned,
};
use crate::{
    i18n::*,
    session::Invited,
    ui::{self, LinkButton, use_query},
};

#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, form) = (use_query(), use_returned("forgot_password"));
    let done = move || match query.read().get_str("gedaan")? {
        "beeindigd" => Some(t_string!(i18n, session.password.session_ended).to_owned()),
        _ => Some(t_string!(i18n, session.password.sent).to_owned()),
    };
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.password.forgotten_title).to_owned() done form />
            <p>{t!(i18n, session.password.forgotten_text)}</p>
            <PlainForm
                action="/api/session/forgot_password"
                submit=move || t_string!(i18n, session.password.forgotten_submit).to_owned()
            >
                <AccountField form />
            </PlainForm>
            <p><a href="/aanmelden">{t!(i18n, session.password.back)}</a></p>
        </ui::PlainFrame>
    }
}

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let form = use_returned("choose_password");
    view! { <LinkPage joining=false form shown=choose way_out=ask_again /> }
}

fn choose(who: Invited, token: String, form: Returned) -> AnyView {
    let i18n = use_i18n();
    view! {
        <PlainHead title=move || t_string!(i18n, session.password.choose_title).to_owned() form />
        <p>{t!(i18n, session.password.choose_text, email = who.email.clone())}</p>
        <PlainForm
            action="/api/session/choose_password"
            submit=move || t_string!(i18n, session.password.choose_submit).to_owned()
        >
            <input type="hidden" name="token" value=token />
            <OtherSignedIn is_same=is_colleague email=who.email />
            <NewPassword form />
        </PlainForm>
    }
    .into_any()
}

fn ask_again() -> AnyView {
    let i18n = use_i18n();
    view! { <LinkButton href="/wachtwoord">{t!(i18n, session.password.again)}</LinkButton> }.into_any()
}
