//! The second factor on a colleague's own page: what is set up, and taking it away.

use leptos::prelude::*;

use crate::{
    i18n::*,
    session::second_factor::{
        Factors, PasskeyRecord, api,
        passkey_api::{PasskeyRequest, remove_passkey},
    },
    settings::use_saving,
    ui::{self, Kind, LinkButton, use_toaster},
};

/// Where an app or a passkey is set up; it comes back here.
const SET_UP_APP: &str = "/tweestaps?wat=app&terug=/profiel";
const ADD_PASSKEY: &str = "/tweestaps?wat=passkey&terug=/profiel";

#[component]
pub fn FactorSection() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| api::factors());
    let on_change = Callback::new(move |()| stored.refetch());
    view! {
        <section class="section">
            <h2>{t!(i18n, session.factors.title)}</h2>
            <p>{t!(i18n, session.factors.text)}</p>
            <Transition fallback=|| view! { <ui::Skeleton rows=2 shape=ui::Shape::Records /> }>
                {move || ui::late(async move {
                    match stored.await {
                        Ok(factors) => view! { <Shown factors on_change /> }.into_any(),
                        Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn Shown(factors: Factors, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let any = factors.any();
    view! {
        {factors.required.then(|| view! { <p class="notice info"><ui::Icon name="lock" /> {t!(i18n, session.factors.required)}</p> })}
        <ul class="records">
            <App set_at=factors.app_set_at on_change />
            <Passkeys passkeys=factors.passkeys on_change />
            {any.then(|| view! { <Codes left=factors.codes_left /> })}
        </ul>
    }
}

#[component]
fn App(set_at: Option<chrono::DateTime<chrono::Utc>>, on_change: Callback<()>) -> impl IntoView {
    let (i18n, toaster, zone) = (use_i18n(), use_toaster(), ui::use_zone());
    let open = RwSignal::new(false);
    let saving = use_saving(
        |()| api::remove_app(),
        move |()| {
            open.set(false);
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
                        view! { <ui::Button kind=Kind::Quiet on_click=move |_| open.set(true)>{t!(i18n, session.factors.app_remove)}</ui::Button> }
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
    }
}

#[component]
fn Passkeys(passkeys: Vec<PasskeyRecord>, on_change: Callback<()>) -> impl IntoView {
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
        {passkeys.into_iter().map(|passkey| view! { <PasskeyItem passkey on_change /> }).collect_view()}
    }
}

#[component]
fn PasskeyItem(passkey: PasskeyRecord, on_change: Callback<()>) -> impl IntoView {
    let (i18n, toaster, zone) = (use_i18n(), use_toaster(), ui::use_zone());
    let open = RwSignal::new(false);
    let saving = use_saving(remove_passkey, move |()| {
        open.set(false);
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
            <button
                type="button"
                class="button quiet icon-only"
                aria-label=move || t_string!(i18n, session.factors.passkey_actions, name = name.get_value())
                on:click=move |_| open.set(true)
            >
                <ui::Icon name="trash-2" />
            </button>
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
    }
}

#[component]
fn Codes(left: u64) -> impl IntoView {
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
            <ui::Button on_click=move |_| open.set(true)>{t!(i18n, session.factors.codes_new)}</ui::Button>
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
    }
}
