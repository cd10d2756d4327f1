//! A colleague who was invited joins.

use leptos::prelude::*;

use super::parts::{
    LinkPage, NewPassword, OtherSignedIn, PlainField, PlainForm, PlainHead, Returned, is_colleague, use_returned,
};
use crate::{i18n::*, session::Invited, ui::LinkButton};

#[component]
pub fn JoinPage() -> impl IntoView {
    let form = use_returned("join");
    view! { <LinkPage joining=true form shown=join way_out=sign_in /> }
}

fn join(who: Invited, token: String, form: Returned) -> AnyView {
    let i18n = use_i18n();
    let Invited { firm, name, email } = who;
    view! {
        <PlainHead title=move || t_string!(i18n, session.join.title, firm = firm.clone()) form />
        <p>{t!(i18n, session.join.text, email = email.clone())}</p>
        <PlainForm action="/api/session/join" submit=move || t_string!(i18n, session.join.submit).to_owned()>
            <input type="hidden" name="token" value=token />
            <OtherSignedIn is_same=is_colleague email />
            <PlainField
                form
                name="name"
                label=move || t_string!(i18n, session.begin.name).to_owned()
                autocomplete="name"
                value=name
            />
            <NewPassword form />
        </PlainForm>
    }
    .into_any()
}

fn sign_in() -> AnyView {
    let i18n = use_i18n();
    view! {
        <p>{t!(i18n, session.join.gone)}</p>
        <LinkButton href="/aanmelden">{t!(i18n, session.sign_in.title)}</LinkButton>
    }
    .into_any()
}
