//! The second factor on a colleague's own page: what is set up, and taking it away.

use leptos::prelude::*;

use crate::{
    i18n::*,
    session::second_factor::{
        Factors, PasskeyRecord, api,
        passkey_api::{PasskeyRequest, remove_passkey},
    },
    ui::{self, InPage, Kind, LinkButton, OpenButton, OpenForm, Question, use_in_page, use_saving, use_toaster},
};

/// Where an app or a passkey is set up; it comes back here.
const SET_UP_APP: &str = "/tweestaps?wat=app&terug=/profiel";
const ADD_PASSKEY: &str = "/tweestaps?wat=passkey&terug=/profiel";

/// The names by which the address asks in the page whether the app or a passkey goes, and whether new recovery codes come.
const APP: &str = "app-weghalen";
const PASSKEY: &str = "passkey-weghalen";
const CODES: &str = "nieuwe-codes";

#[component]
pub fn FactorSection() -> impl IntoView {
    let i18n = use_i18n();
    let in_page = use_in_page(&[APP, PASSKEY, CODES]);
    let stored = Resource::new(|| (), |()| api::factors());
    let on_change = Callback::new(move |()| stored.refetch());
    view! {
        <section class="section">
            <h2>{t!(i18n, session.factors.title)}</h2>
            <p>{t!(i18n, session.factors.text)}</p>
            <Transition fallback=|| view! { <ui::Skeleton rows=2 shape=ui::Shape::Records /> }>
                {move || ui::late(async move {
                    match stored.await {
                        Ok(factors) => view! { <Shown factors on_change in_page /> }.into_any(),
                        Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn Shown(factors: Factors, on_change: Callback<()>, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let any = factors.any();
    view! {
        {factors.required.then(|| view! { <p class="notice info"><ui::Icon name="lock" /> {t!(i18n, session.factors.required)}</p> })}
        <ul class="records">
            <App set_at=factors.app_set_at on_change in_page />
            <Passkeys passkeys=factors.passkeys on_change in_page />
            {any.then(|| view! { <Codes left=factors.codes_left in_page /> })}
        </ul>
    }
}

#[component]
fn App(set_at: Option<chrono::DateTime<chrono::Utc>>, on_change: Callback<()>, in_page: InPage) -> impl IntoView {
    let (i18n, toaster, zone) = (use_i18n(), use_toaster(), ui::use_zone());
    let open = RwSignal::new(false);
    let saving = use_saving(
        |()| api::remove_app(),
        move |()| {
            open.set(false);
            in_page.leave();
            toaster.say(t_string!(i18n, session.factors.removed));
            on_change.run(());
        },
    );
    let state = move || match set_at {
        Some(at) => t_string!(i18n, session.factors.app_since, at = ui::shown_time(zone, at)),
        None => t_string!(i18n, session.factors.app_none).to_owned(),
    };
    view! {
        <li class="record">
            <div>
                <strong>{t!(i18n, session.factors.app)}</strong>
                <span class="soft">{state}</span>
            </div>
            <div class="row">
                <LinkButton href=SET_UP_APP>
                    {move || if set_at.is_some() { t_string!(i18n, session.factors.app_replace) } else { t_string!(i18n, session.factors.app_set) }}
                </LinkButton>
                {set_at
                    .map(|_| {
                        view! {
                            <OpenButton in_page what=APP kind=Kind::Quiet on_open=move || open.set(true)>
                                {t!(i18n, session.factors.app_remove)}
                            </OpenButton>
                        }
                    })}
            </div>
            <ui::Confirm
                open
                danger=true
                title=move || t_string!(i18n, session.factors.app_remove_title).to_owned()
                action=move || t_string!(i18n, session.factors.app_remove).to_owned()
                pending=saving.pending
                on_confirm=move || saving.send(())
            >
                <p>{t!(i18n, session.factors.app_remove_text)}</p>
            </ui::Confirm>
        </li>
        {move || {
            in_page
                .asked()
                .filter(|asked| asked.what == APP && set_at.is_some())
                .map(|_| {
                    view! {
                        <li>
                            <Question
                                title=Signal::derive(move || t_string!(i18n, session.factors.app_remove_title).to_owned())
                                action="/api/session/remove_app_form"
                                along=Vec::new()
                                verb=Signal::derive(move || t_string!(i18n, session.factors.app_remove).to_owned())
                                danger=true
                                back=in_page.home()
                                pending=saving.pending
                                on_confirm=Callback::new(move |()| saving.send(()))
                            >
                                <p>{t!(i18n, session.factors.app_remove_text)}</p>
                            </Question>
                        </li>
                    }
                })
        }}
    }
}

#[component]
fn Passkeys(passkeys: Vec<PasskeyRecord>, on_change: Callback<()>, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let none = passkeys.is_empty();
    view! {
        <li class="record">
            <div>
                <strong>{t!(i18n, session.factors.passkeys)}</strong>
                {none.then(|| view! { <span class="soft">{t!(i18n, session.factors.passkeys_none)}</span> })}
            </div>
            <LinkButton href=ADD_PASSKEY>{t!(i18n, session.factors.passkey_add)}</LinkButton>
        </li>
        {passkeys.into_iter().map(|passkey| view! { <PasskeyItem passkey on_change in_page /> }).collect_view()}
    }
}

#[component]
fn PasskeyItem(passkey: PasskeyRecord, on_change: Callback<()>, in_page: InPage) -> impl IntoView {
    let (i18n, toaster, zone) = (use_i18n(), use_toaster(), ui::use_zone());
    let open = RwSignal::new(false);
    let saving = use_saving(remove_passkey, move |()| {
        open.set(false);
        in_page.leave();
        toaster.say(t_string!(i18n, session.factors.removed));
        on_change.run(());
    });
    let PasskeyRecord { id, name, created_at, used_at } = passkey;
    let name = StoredValue::new(name);
    let used = move || match used_at {
        Some(at) => t_string!(i18n, session.factors.passkey_used, at = ui::shown_time(zone, at)),
        None => t_string!(i18n, session.factors.passkey_unused).to_owned(),
    };
    view! {
        <li class="record">
            <div>
                <span>{name.get_value()}</span>
                <span class="soft">{move || t_string!(i18n, session.factors.passkey_made, at = ui::shown_time(zone, created_at))} ", " {used}</span>
            </div>
            <OpenForm in_page what=PASSKEY id on_open=move || open.set(true)>
                <button
                    type="submit"
                    class="button quiet icon-only"
                    aria-label=move || t_string!(i18n, session.factors.passkey_actions, name = name.get_value())
                >
                    <ui::Icon name="trash-2" />
                </button>
            </OpenForm>
            <ui::Confirm
                open
                danger=true
                title=move || t_string!(i18n, session.factors.passkey_remove_title, name = name.get_value())
                action=move || t_string!(i18n, session.factors.app_remove).to_owned()
                pending=saving.pending
                on_confirm=move || saving.send(PasskeyRequest { id })
            >
                <p>{t!(i18n, session.factors.passkey_remove_text)}</p>
            </ui::Confirm>
        </li>
        {move || {
            in_page
                .asked()
                .filter(|asked| asked.about(PASSKEY) == Some(id))
                .map(|_| {
                    view! {
                        <li>
                            <Question
                                title=Signal::derive(move || t_string!(i18n, session.factors.passkey_remove_title, name = name.get_value()))
                                action="/api/session/remove_passkey_form"
                                along=vec![("id", id.to_string())]
                                verb=Signal::derive(move || t_string!(i18n, session.factors.app_remove).to_owned())
                                danger=true
                                back=in_page.home()
                                pending=saving.pending
                                on_confirm=Callback::new(move |()| saving.send(PasskeyRequest { id }))
                            >
                                <p>{t!(i18n, session.factors.passkey_remove_text)}</p>
                            </Question>
                        </li>
                    }
                })
        }}
    }
}

#[component]
fn Codes(left: u64, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    // The codes come with the next page, once: it is asked of the server whole.
    let saving = use_saving(|()| api::new_codes(), move |()| drop(window().location().set_href("/tweestaps/codes")));
    view! {
        <li class="record">
            <div>
                <strong>{t!(i18n, session.factors.codes)}</strong>
                <span class="soft">{move || t_string!(i18n, session.factors.codes_left, count = left)}</span>
            </div>
            <OpenButton in_page what=CODES on_open=move || open.set(true)>{t!(i18n, session.factors.codes_new)}</OpenButton>
            <ui::Confirm
                open
                title=move || t_string!(i18n, session.factors.codes_new_title).to_owned()
                action=move || t_string!(i18n, session.factors.codes_new).to_owned()
                pending=saving.pending
                on_confirm=move || saving.send(())
            >
                <p>{t!(i18n, session.factors.codes_new_text)}</p>
            </ui::Confirm>
        </li>
        {move || {
            in_page
                .asked()
                .filter(|asked| asked.what == CODES)
                .map(|_| {
                    view! {
                        <li>
                            <Question
                                title=Signal::derive(move || t_string!(i18n, session.factors.codes_new_title).to_owned())
                                action="/api/session/new_codes_form"
                                along=Vec::new()
                                verb=Signal::derive(move || t_string!(i18n, session.factors.codes_new).to_owned())
                                back=in_page.home()
                                pending=saving.pending
                                on_confirm=Callback::new(move |()| saving.send(()))
                            >
                                <p>{t!(i18n, session.factors.codes_new_text)}</p>
                            </Question>
                        </li>
                    }
                })
        }}
    }
}
