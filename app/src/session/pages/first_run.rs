//! The page of an empty database: makes the firm and its first administrator.

use leptos::prelude::*;

use super::parts::{NewPassword, PlainHead, use_fault};
use crate::{
    i18n::*,
    ui::{self, Kind, Size},
};

#[component]
pub fn FirstRunPage() -> impl IntoView {
    let i18n = use_i18n();
    let fault = use_fault();
    let firm = move || t_string!(i18n, session.begin.firm).to_owned();
    let name = move || t_string!(i18n, session.begin.name).to_owned();
    let email = move || t_string!(i18n, session.sign_in.email).to_owned();
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.begin.title).to_owned() fault />
            <p>{t!(i18n, session.begin.text)}</p>
            <form class="form" method="post" action="/api/session/begin">
                <input type="hidden" name="locale" value=move || i18n.get_locale().to_string() />
                <ui::TextField
                    name="firm"
                    label=firm
                    autocomplete="organization"
                    size=Size::Full
                    required=true
                    autofocus=true
                    value=RwSignal::default()
                    error=fault.of("firm", firm)
                />
                <ui::TextField
                    name="name"
                    label=name
                    autocomplete="name"
                    size=Size::Full
                    required=true
                    value=RwSignal::default()
                    error=fault.of("name", name)
                />
                <ui::TextField
                    name="email"
                    label=email
                    kind="email"
                    autocomplete="username"
                    size=Size::Full
                    required=true
                    value=RwSignal::default()
                    error=fault.of("email", email)
                />
                <NewPassword fault />
                <div class="form-foot">
                    <ui::Button kind=Kind::Primary submit=true>
                        {t!(i18n, session.begin.submit)}
                    </ui::Button>
                </div>
            </form>
        </ui::PlainFrame>
    }
}
