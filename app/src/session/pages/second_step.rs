//! The second step of signing in: a code of the authenticator app, or a recovery code.

use leptos::prelude::*;

use super::{
    parts::{PlainForm, PlainHead, Returned, use_returned},
    passkey::PasskeySignIn,
};
use crate::{
    i18n::*,
    session::second_factor::{SecondStep, api},
    ui::{self, LinkButton, Size},
};

#[component]
pub fn SecondStepPage() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_returned("give_code");
    let step = Resource::new(|| (), |()| api::second_step());
    view! {
        <ui::PlainFrame>
            <PlainHead title=move || t_string!(i18n, session.step.title).to_owned() form />
            <Suspense>
                {move || ui::late(async move {
                    match step.await {
                        Ok(step) => view! { <Ways step form /> }.into_any(),
                        Err(error) => {
                            view! {
                                <p>{move || ui::message(i18n, &error)}</p>
                                <LinkButton href="/aanmelden">{t!(i18n, session.step.again)}</LinkButton>
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
fn Ways(step: SecondStep, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let wanted = ui::use_query().with_untracked(|query| query.get("terug").unwrap_or_default());
    view! {
        {step
            .passkey
            .then(|| {
                view! {
                    <p>{t!(i18n, session.step.passkey_text)}</p>
                    <div class="row"><PasskeySignIn /></div>
                }
            })}
        {step.app.then(|| view! { <AppCode wanted=wanted.clone() form /> })}
        <details open=!step.app && !step.passkey>
            <summary>{t!(i18n, session.step.lost)}</summary>
            <div class="stack">
                <p>{t!(i18n, session.step.lost_text)}</p>
                <RecoveryCode wanted=wanted.clone() />
            </div>
        </details>
        <p><a href="/aanmelden">{t!(i18n, session.step.again)}</a></p>
    }
}

#[component]
fn AppCode(wanted: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p>{t!(i18n, session.step.text)}</p>
        <PlainForm action="/api/session/give_code" submit=move || t_string!(i18n, session.step.submit).to_owned()>
            <input type="hidden" name="terug" value=wanted />
            <CodeField form autofocus=true label=move || t_string!(i18n, session.step.code).to_owned() />
        </PlainForm>
    }
}

/// A code of an authenticator app: phones and password managers fill it in.
#[component]
pub fn CodeField<L>(
    form: Returned,
    label: L,
    /// Where nothing stands before it that is to be read first.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView
where
    L: Fn() -> String + Copy + Send + Sync + 'static,
{
    let i18n = use_i18n();
    view! {
        <ui::TextField
            name="code"
            label
            autocomplete="one-time-code"
            inputmode="numeric"
            autofocus
            required=true
            size=Size::Small
            value=RwSignal::new(String::new())
            help=move || t_string!(i18n, session.step.code_help).to_owned()
            error=form.wrong("code", label)
        />
    }
}

#[component]
fn RecoveryCode(wanted: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <form class="form" method="post" novalidate action="/api/session/give_code">
            <input type="hidden" name="terug" value=wanted />
            <div class="field">
                <label class="field-label" for="recovery-code">{t!(i18n, session.step.recovery)}</label>
                <input class="input size-large" id="recovery-code" name="code" required autocomplete="off" spellcheck="false" maxlength="40" />
            </div>
            <div class="form-foot">
                <ui::Button submit=true>{t!(i18n, session.step.recovery_submit)}</ui::Button>
            </div>
        </form>
    }
}
