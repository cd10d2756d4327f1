//! The password is asked again before what an unattended screen must not allow.

use leptos::prelude::*;
use leptos_meta::Meta;

use super::parts::{PlainField, PlainForm, PlainHead, Returned, use_returned};
use crate::{
    i18n::*,
    session::wanted::is_file,
    ui::{self, Kind, LinkButton},
};

#[component]
pub fn ConfirmPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = ui::use_query();
    let asked = query.with_untracked(|query| (query.get("terug").unwrap_or_default(), query.get("bestand")));
    let form = use_returned("confirm");
    view! {
        <ui::PlainFrame>
            {match asked {
                (_, Some(file)) if is_file(&file) => view! { <FileComes file /> }.into_any(),
                (wanted, _) => view! {
                    <ConfirmForm wanted form />
                    <LinkButton kind=Kind::Quiet href="/klanten">{t!(i18n, session.confirm.list)}</LinkButton>
                }
                .into_any(),
            }}
        </ui::PlainFrame>
    }
}

/// Asks for the password, then goes on to the page that was wanted.
#[component]
pub fn ConfirmForm(wanted: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PlainHead title=move || t_string!(i18n, session.confirm.title).to_owned() form />
        <p>{t!(i18n, session.confirm.text)}</p>
        <PlainForm action="/api/session/confirm_and_return" submit=move || t_string!(i18n, session.confirm.submit).to_owned()>
            <input type="hidden" name="terug" value=wanted />
            <PlainField
                form
                name="password"
                label=move || t_string!(i18n, session.confirm.password).to_owned()
                kind="password"
                autocomplete="current-password"
                autofocus=true
            />
        </PlainForm>
    }
}

/// The file that was wanted is fetched at once; the page stays.
#[component]
fn FileComes(file: String) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, session.confirm.file).to_owned());
    view! {
        <ui::TabTitle title />
        <Meta http_equiv="refresh" content=format!("0; url={file}") />
        <h1>{title}</h1>
        <div class="row">
            <LinkButton icon="download" file=true href=file>{t!(i18n, session.confirm.download)}</LinkButton>
            <LinkButton kind=Kind::Quiet href="/klanten">{t!(i18n, session.confirm.list)}</LinkButton>
        </div>
    }
}
