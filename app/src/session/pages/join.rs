//! A colleague who was invited joins. Opening the page changes nothing: mail scanners do it too.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::parts::{DeadLink, Fault, NewPassword, PlainHead, use_fault};
use crate::{
    i18n::*,
    session::{
        Invited,
        api::{LinkRequest, invited},
    },
    ui::{self, Kind, LinkButton, Size},
};

#[component]
pub fn JoinPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, fault) = (use_params_map(), use_fault());
    let token = move || params.read().get("token").unwrap_or_default();
    let who = Resource::new(token, |token| invited(LinkRequest { joining: true, token }));
    view! {
        <ui::PlainFrame>
            <Suspense>
                {move || Suspend::new(async move {
                    match who.await {
                        Ok(who) => view! { <JoinForm who token=token() fault /> }.into_any(),
                        Err(error) => {
                            view! {
                                <DeadLink error>
                                    <LinkButton href="/aanmelden">{t!(i18n, session.sign_in.title)}</LinkButton>
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

#[component]
fn JoinForm(who: Invited, token: String, fault: Fault) -> impl IntoView {
    let i18n = use_i18n();
    let Invited { firm, name, email } = who;
    let label = move || t_string!(i18n, session.begin.name).to_owned();
    view! {
        <PlainHead title=move || t_string!(i18n, session.join.title, firm = firm.clone()) fault />
        <p>{t!(i18n, session.join.text, email)}</p>
        <form class="form" method="post" action="/api/session/join">
            <input type="hidden" name="token" value=token />
            <ui::TextField
                name="name"
                label
                autocomplete="name"
                size=Size::Full
                required=true
                value=RwSignal::new(name)
                error=fault.of("name", label)
            />
            <NewPassword fault />
            <div class="form-foot">
                <ui::Button kind=Kind::Primary submit=true>
                    {t!(i18n, session.join.submit)}
                </ui::Button>
            </div>
        </form>
    }
}
