//! Setting up a second factor, of one's own accord or because the profile asks for it; and the recovery codes that come of it.

use leptos::prelude::*;
use leptos_router::location::Url;

use super::{
    confirm::ConfirmForm,
    parts::{PlainForm, PlainHead, Returned, use_returned},
    passkey::AddPasskey,
    second_step::CodeField,
};
use crate::{
    error::AppError,
    i18n::*,
    session::{
        Visitor,
        second_factor::{
            AppSetup, QrCode,
            api::{SetupRequest, app_setup, codes},
        },
        use_visitor,
        wanted::own_page,
    },
    ui::{self, Kind, LinkButton},
};

#[component]
pub fn SetUpPage() -> impl IntoView {
    let (form, confirming) = (use_returned("set_up_app"), use_returned("confirm"));
    let sealed = form.value("sealed", "").get_untracked();
    let setup = Resource::new(
        || (),
        move |()| {
            let sealed = Some(sealed.clone()).filter(|sealed| !sealed.is_empty());
            app_setup(SetupRequest { sealed })
        },
    );
    let (wanted, here) = (StoredValue::new(wanted()), StoredValue::new(here()));
    let must = use_visitor().with_untracked(|visitor| matches!(visitor, Visitor::SettingUp(_)));
    view! {
        <ui::PlainFrame>
            <Suspense>
                {move || ui::late(async move {
                    match setup.await {
                        Ok(setup) => view! { <SetUp setup wanted=wanted.get_value() form must /> }.into_any(),
                        Err(AppError::Unconfirmed) => {
                            view! { <ConfirmForm wanted=here.get_value() form=confirming /> }.into_any()
                        }
                        Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                    }
                })}
            </Suspense>
            {must.then(|| view! { <SignOut /> })}
        </ui::PlainFrame>
    }
}

/// This page's own address, without what a form came back with.
fn here() -> String {
    ui::use_query().with_untracked(|query| {
        let kept = |name| Some(format!("{name}={}", Url::escape(query.get_str(name)?)));
        let kept: Vec<String> = ["wat", "terug"].into_iter().filter_map(kept).collect();
        format!("/tweestaps?{}", kept.join("&"))
    })
}

/// The page that comes after, from the address.
fn wanted() -> String {
    ui::use_query().with_untracked(|query| query.get("terug").unwrap_or_default())
}

#[component]
fn SetUp(setup: AppSetup, wanted: String, form: Returned, must: bool) -> impl IntoView {
    let i18n = use_i18n();
    let asked = ui::use_query().with_untracked(|query| query.get("wat"));
    let what = asked.as_deref().filter(|what| ["app", "passkey"].contains(what));
    view! {
        <PlainHead title=move || t_string!(i18n, session.set_up.title).to_owned() form />
        {must.then(|| view! { <p>{t!(i18n, session.set_up.must)}</p> })}
        {what.is_none_or(|what| what == "passkey")
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{t!(i18n, session.set_up.passkey)}</h2>
                        <p>{t!(i18n, session.set_up.passkey_text)}</p>
                        <AddPasskey wanted=wanted.clone() />
                    </section>
                }
            })}
        {what.is_none_or(|what| what == "app").then(|| view! { <SetUpApp setup wanted=wanted.clone() form /> })}
    }
}

#[component]
fn SetUpApp(setup: AppSetup, wanted: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section">
            <h2>{t!(i18n, session.set_up.app)}</h2>
            <p>{t!(i18n, session.set_up.app_text)}</p>
            <Qr qr=setup.qr />
            <p>{t!(i18n, session.set_up.secret)} " " <code class="secret">{setup.secret}</code></p>
            <PlainForm action="/api/session/set_up_app" submit=move || t_string!(i18n, session.set_up.submit).to_owned()>
                <input type="hidden" name="sealed" value=setup.sealed />
                <input type="hidden" name="terug" value=wanted />
                <CodeField form label=move || t_string!(i18n, session.set_up.code).to_owned() />
            </PlainForm>
        </section>
    }
}

#[component]
fn Qr(qr: QrCode) -> impl IntoView {
    let i18n = use_i18n();
    let QrCode { size, path } = qr;
    view! {
        <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=move || t_string!(i18n, session.set_up.qr)>
            <path d=path />
        </svg>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <form method="post" novalidate action="/api/session/sign_out">
            <ui::Button kind=Kind::Quiet submit=true icon="log-out">{t!(i18n, session.set_up.sign_out)}</ui::Button>
        </form>
    }
}

#[component]
pub fn CodesPage() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Resource::new(|| (), |()| codes());
    let on = own_page(&wanted()).unwrap_or("/profiel").to_owned();
    let title = Signal::derive(move || t_string!(i18n, session.codes.title).to_owned());
    view! {
        <ui::PlainFrame>
            <ui::TabTitle title />
            // The page comes whole, in the place of the one where they were asked for.
            <h1 tabindex="-1" autofocus>{title}</h1>
            <Suspense>
                {move || ui::late(async move {
                    match shown.await {
                        Ok(codes) => view! { <Codes codes /> }.into_any(),
                        Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                    }
                })}
            </Suspense>
            <LinkButton kind=Kind::Primary href=on>{t!(i18n, session.codes.go_on)}</LinkButton>
        </ui::PlainFrame>
    }
}

#[component]
fn Codes(codes: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    if codes.is_empty() {
        return view! { <p>{t!(i18n, session.codes.none)}</p> }.into_any();
    }
    view! {
        <p>{t!(i18n, session.codes.text)}</p>
        <ol class="recovery-codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
        <div class="by-script">
            <ui::Button on_click=move |_| drop(window().print())>{t!(i18n, session.codes.print)}</ui::Button>
        </div>
        <ui::PrintByBrowser />
    }
    .into_any()
}
