//! Signing in.

use leptos::prelude::*;
use leptos_router::location::Url;

use super::parts::{AccountField, OtherSignedIn, PlainField, PlainForm, PlainHead, use_returned};
use crate::{i18n::*, ui};

#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, form) = (ui::use_query(), use_returned("sign_in"));
    let wanted = move || query.read().get("terug").unwrap_or_default();
    let by_passkey = move || {
        let wanted = query.read().get("terug").map(|wanted| format!("?terug={}", Url::escape(&wanted)));
        format!("/aanmelden/passkey{}", wanted.unwrap_or_default())
    };
    let done = move || match query.read().get("gedaan")?.as_str() {
        "afgemeld" => Some(t_string!(i18n, session.sign_in.signed_out).to_owned()),
        "overal" => Some(t_string!(i18n, session.sign_in.signed_out_everywhere).to_owned()),
        "wachtwoord" => Some(t_string!(i18n, session.sign_in.password_chosen).to_owned()),
        _ => None,
    };
    ui::forget_all_kept(matches!(query.read_untracked().get_str("gedaan"), Some("afgemeld" | "overal")));
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.sign_in.title).to_owned() done form />
            <PlainForm action="/api/session/sign_in" submit=move || t_string!(i18n, session.sign_in.submit).to_owned()>
                <input type="hidden" name="terug" value=wanted />
                <OtherSignedIn is_same=|visitor, _| visitor.is_colleague() />
                <AccountField form autofocus=true />
                <PlainField
                    form
                    name="password"
                    label=move || t_string!(i18n, session.sign_in.password).to_owned()
                    kind="password"
                    autocomplete="current-password"
                />
            </PlainForm>
            <p><a href=by_passkey>{t!(i18n, session.passkey.sign_in)}</a></p>
            <p><a href="/wachtwoord">{t!(i18n, session.sign_in.forgotten)}</a></p>
            <p><a href="/toegang">{t!(i18n, session.sign_in.customer)}</a></p>
        </ui::PlainFrame>
    }
}
