//! The list of sessions, as it stands on the own page of a colleague and of a customer's person.

use leptos::prelude::*;

use super::{OpenSession, api};
use crate::{
    i18n::*,
    session::device_name,
    ui::{Button, ErrorState, Icon, Kind, Pill, Shape, Skeleton, Tone, When, late, use_query},
};

/// Where one is signed in, with a button to end each other session.
#[component]
pub fn Sessions() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let sessions = Resource::new(|| (), |()| api::sessions());
    let ended = move || query.read().get_str("gedaan") == Some("beeindigd");
    view! {
        {move || ended().then(|| view! {
            <div class="notice success" role="status">
                <Icon name="check" />
                <div><p>{t!(i18n, session.sessions.ended)}</p></div>
            </div>
        })}
        <Suspense fallback=|| view! { <Skeleton rows=2 shape=Shape::Records /> }>
            {move || late(async move {
                match sessions.await {
                    Ok(sessions) => view! { <List sessions /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn List(sessions: Vec<OpenSession>) -> impl IntoView {
    let i18n = use_i18n();
    let others = sessions.iter().any(|session| !session.this);
    view! {
        <ul class="records">{sessions.into_iter().map(|session| view! { <Line session /> }).collect_view()}</ul>
        {others.then(|| view! {
            <form method="post" novalidate action="/api/session/end_other_sessions">
                <Button submit=true icon="log-out">{t!(i18n, session.sessions.end_others)}</Button>
            </form>
        })}
    }
}

#[component]
fn Line(session: OpenSession) -> impl IntoView {
    let i18n = use_i18n();
    let OpenSession { id, device, address, since, seen, this } = session;
    let device = StoredValue::new(device);
    let name = move || device.with_value(|device| device_name(i18n.get_locale(), device));
    view! {
        <li class="record">
            <div>
                <p>
                    <strong>{name}</strong>
                    {this.then(|| view! { " " <Pill tone=Tone::Success>{t!(i18n, session.sessions.this)}</Pill> })}
                </p>
                <p class="soft">
                    {(!address.is_empty()).then(|| view! { <span class="code">{address}</span> " · " })}
                    {t!(i18n, session.sessions.since)} " " <When at=since /> " · "
                    {t!(i18n, session.sessions.seen)} " " <When at=seen />
                </p>
            </div>
            {(!this).then(|| view! {
                <form method="post" novalidate action="/api/session/end_session">
                    <input type="hidden" name="id" value=id.to_string() />
                    <Button kind=Kind::Secondary submit=true>
                        {t!(i18n, session.sessions.end)} <span class="visually-hidden">" " {name}</span>
                    </Button>
                </form>
            })}
        </li>
    }
}
