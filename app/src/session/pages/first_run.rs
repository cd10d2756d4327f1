//! The page of an empty database: makes the firm and its first administrator.

use leptos::prelude::*;

use super::parts::{AccountField, NewPassword, PlainField, PlainForm, PlainHead, use_returned};
use crate::{i18n::*, ui};

#[component]
pub fn FirstRunPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, form) = (ui::use_query(), use_returned("begin"));
    let code = query.read_untracked().get("code").unwrap_or_default();
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.begin.title).to_owned() form />
            <p>{t!(i18n, session.begin.text)}</p>
            <PlainForm action="/api/session/begin" submit=move || t_string!(i18n, session.begin.submit).to_owned()>
                <input type="hidden" name="locale" value=move || i18n.get_locale().to_string() />
                <PlainField
                    form
                    name="firm"
                    label=move || t_string!(i18n, session.begin.firm).to_owned()
                    autocomplete="organization"
                    autofocus=true
                />
                <PlainField
                    form
                    name="name"
                    label=move || t_string!(i18n, session.begin.name).to_owned()
                    autocomplete="name"
                />
                <AccountField form />
                <NewPassword form />
                <PlainField
                    form
                    name="code"
                    label=move || t_string!(i18n, session.begin.code).to_owned()
                    autocomplete="off"
                    value=code
                    help=move || t_string!(i18n, session.begin.code_help).to_owned()
                />
            </PlainForm>
        </ui::PlainFrame>
    }
}
