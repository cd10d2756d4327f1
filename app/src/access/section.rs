//! *Toegang* on the card: who has access, since when, last seen, and ending it.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::{self, AccessRequest, WithdrawRequest},
    records::{AccessList, Person},
};
use crate::{
    i18n::*,
    ui::{Button, Confirm, Kind, MailLink, Shape, Skeleton, When, allowed, late, message, use_toaster},
};

/// Everybody with access to a customer's own page. `on_change` runs when somebody's access was ended.
#[component]
pub fn AccessSection(customer_id: Uuid, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    if !allowed(Area::Invitations, Level::Read) {
        return ().into_any();
    }
    let i18n = use_i18n();
    let list = Resource::new(|| (), move |()| api::list(AccessRequest { customer_id }));
    let subject = RwSignal::new(None::<Person>);
    view! {
        <section class="stack" aria-labelledby="access-title">
            <h2 id="access-title">{t!(i18n, card.access.title)}</h2>
            <Transition fallback=|| view! { <Skeleton rows=2 shape=Shape::Lines /> }>
                {move || late(async move {
                    match list.await {
                        Ok(list) => view! { <People list subject /> }.into_any(),
                        Err(error) => view! { <p class="soft">{move || message(i18n, &error)}</p> }.into_any(),
                    }
                })}
            </Transition>
            <Withdrawing customer_id subject on_change />
        </section>
    }
    .into_any()
}

#[component]
fn People(list: AccessList, subject: RwSignal<Option<Person>>) -> impl IntoView {
    let i18n = use_i18n();
    let AccessList { suspended, people } = list;
    if people.is_empty() {
        return view! { <p class="soft">{t!(i18n, card.access.nobody)}</p> }.into_any();
    }
    let may_end = allowed(Area::Invitations, Level::Edit);
    let row = move |person: Person| {
        let Person { name, email, since, seen_at, .. } = person.clone();
        let label = {
            let name = person.called().to_owned();
            Signal::derive(move || t_string!(i18n, card.access.withdraw_of, name = name.clone()))
        };
        view! {
            <li class="panel stack">
                <div>
                    {(!name.is_empty()).then(|| view! { <strong>{name}</strong> })}
                    {(!email.is_empty()).then(|| view! { <div class="soft"><MailLink email /></div> })}
                    <dl class="facts">
                        {since.map(|at| view! { <div><dt>{t!(i18n, card.access.since)}</dt><dd><When at /></dd></div> })}
                        <div>
                            <dt>{t!(i18n, card.access.seen)}</dt>
                            <dd>
                                {match seen_at {
                                    Some(at) => view! { <When at /> }.into_any(),
                                    None => view! { {t!(i18n, card.access.not_seen)} }.into_any(),
                                }}
                            </dd>
                        </div>
                    </dl>
                    {may_end
                        .then(|| {
                            view! {
                                <Button kind=Kind::Quiet icon="x" attr:aria-label=label on_click=move |_| subject.set(Some(person.clone()))>
                                    {t!(i18n, card.access.withdraw)}
                                </Button>
                            }
                        })}
                </div>
            </li>
        }
    };
    view! {
        {suspended.then(|| view! { <p class="soft">{t!(i18n, card.access.suspended)}</p> })}
        <ul class="stack">{people.into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}

/// Asks first, with what it means.
#[component]
fn Withdrawing(customer_id: Uuid, subject: RwSignal<Option<Person>>, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let (open, pending) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move || {
        if subject.read().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if was == Some(true) && !now {
            subject.set(None);
        }
        now
    });
    let name = move || subject.read().as_ref().map(|person| person.called().to_owned()).unwrap_or_default();
    let withdraw = move || {
        let Some(person) = subject.get_untracked() else { return };
        pending.set(true);
        spawn_local(async move {
            let request = WithdrawRequest { customer_id, account_id: person.account_id };
            let answer = api::withdraw(request).await;
            let _ = pending.try_set(false);
            let _ = open.try_set(false);
            match answer {
                Ok(()) => toaster.say(t_string!(i18n, card.access.withdrawn, name = person.called().to_owned())),
                Err(error) => toaster.failed(error),
            }
            on_change.try_run(());
        });
    };
    view! {
        <Confirm
            open
            title=Signal::derive(move || t_string!(i18n, card.access.withdraw_title, name = name()))
            action=Signal::derive(move || t_string!(i18n, card.access.withdraw).to_owned())
            danger=true
            pending
            on_confirm=withdraw
        >
            <p>{t!(i18n, card.access.withdraw_text)}</p>
        </Confirm>
    }
}
