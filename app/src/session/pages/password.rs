//! A forgotten password: asking for a link, and choosing a new one by it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::parts::{DeadLink, NewPassword, PlainHead, use_fault};
use crate::{
    i18n::*,
    session::api::{LinkRequest, invited},
    ui::{self, Kind, LinkButton, Size},
};

#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, fault) = (use_query_map(), use_fault());
    let done = move || query.read().get("gedaan").map(|_| t_string!(i18n, session.password.sent).to_owned());
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.password.forgotten_title).to_owned() done fault />
            <p>{t!(i18n, session.password.forgotten_text)}</p>
            <form class="form" method="post" action="/api/session/forgot_password">
                <ui::TextField
                    name="email"
                    label=move || t_string!(i18n, session.sign_in.email).to_owned()
                    kind="email"
                    autocomplete="username"
                    size=Size::Full
                    required=true
                    value=RwSignal::default()
                />
                <div class="form-foot">
                    <ui::Button kind=Kind::Primary submit=true>
                        {t!(i18n, session.password.forgotten_submit)}
                    </ui::Button>
                </div>
            </form>
            <p><a href="/aanmelden">{t!(i18n, session.password.back)}</a></p>
        </ui::PlainFrame>
    }
}

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, fault) = (use_params_map(), use_fault());
    let token = move || params.read().get("token").unwrap_or_default();
    let who = Resource::new(token, |token| invited(LinkRequest { joining: false, token }));
    view! {
        <ui::PlainFrame>
            <Suspense>
                {move || Suspend::new(async move {
                    match who.await {
                        Ok(who) => {
                            view! {
                                <PlainHead title=move || t_string!(i18n, session.password.choose_title).to_owned() fault />
                                <p>{t!(i18n, session.password.choose_text, email = who.email)}</p>
                                <form class="form" method="post" action="/api/session/choose_password">
                                    <input type="hidden" name="token" value=token />
                                    <NewPassword fault />
                                    <div class="form-foot">
                                        <ui::Button kind=Kind::Primary submit=true>
                                            {t!(i18n, session.password.choose_submit)}
                                        </ui::Button>
                                    </div>
                                </form>
                            }
                                .into_any()
                        }
                        Err(error) => {
                            view! {
                                <DeadLink error>
                                    <LinkButton href="/wachtwoord">{t!(i18n, session.password.again)}</LinkButton>
                                </DeadLink>
                            }
                                .into_any()
                        }
                    }
                })}
            </Suspense>
        </ui::PlainFrame>
    }
}
