//! *Toegang* on the card: who has access, since when, last seen, and ending it.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::{self, AccessRequest, WithdrawRequest},
    records::{AccessList, ENDED, Person},
};
use crate::{
    i18n::*,
    paths,
    ui::{
        Button, Confirm, Kind, MailLink, PostForm, Question, Shape, Skeleton, When, allowed, late, message, use_query,
        use_toaster,
    },
};

/// The function that ends access by a plain form.
const WITHDRAW: &str = "/api/access/withdraw_form";

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
                        Ok(list) => view! { <People customer_id list subject on_change /> }.into_any(),
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
fn People(
    customer_id: Uuid,
    list: AccessList,
    subject: RwSignal<Option<Person>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let AccessList { suspended, people } = list;
    if people.is_empty() {
        return view! { <p class="soft">{t!(i18n, card.access.nobody)}</p> }.into_any();
    }
    let asked = use_query().with_untracked(|query| query.get_str(ENDED)?.parse::<Uuid>().ok());
    let may_end = allowed(Area::Invitations, Level::Edit);
    let row = move |person: Person| {
        let Person { name, email, since, seen_at, .. } = person.clone();
        let along = along(customer_id, &person);
        let asked = (asked == Some(person.account_id)).then(|| person.clone());
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
                                <PostForm class="" action=WITHDRAW along=along send=move || subject.set(Some(person.clone()))>
                                    <Button kind=Kind::Quiet icon="x" submit=true attr:aria-label=label>
                                        {t!(i18n, card.access.withdraw)}
                                    </Button>
                                </PostForm>
                                {asked.map(|person| view! { <Asked customer_id person on_change /> })}
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
    let open = RwSignal::new(false);
    let (pending, withdraw) = use_withdraw(customer_id, on_change, move || {
        let _ = open.try_set(false);
    });
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
        if let Some(person) = subject.get_untracked() {
            withdraw(person);
        }
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

/// The same question in the page, for a plain form.
#[component]
fn Asked(customer_id: Uuid, person: Person, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (pending, withdraw) = use_withdraw(customer_id, on_change, || ());
    let along = along(customer_id, &person);
    let name = person.called().to_owned();
    view! {
        <Question
            title=Signal::derive(move || t_string!(i18n, card.access.withdraw_title, name = name.clone()))
            action=WITHDRAW
            along
            verb=Signal::derive(move || t_string!(i18n, card.access.withdraw).to_owned())
            danger=true
            back=paths::card(customer_id)
            pending
            on_confirm=Callback::new(move |()| withdraw(person.clone()))
        >
            <p>{t!(i18n, card.access.withdraw_text)}</p>
        </Question>
    }
}

/// What goes along with a plain form about a person's access.
fn along(customer_id: Uuid, person: &Person) -> Vec<(&'static str, String)> {
    vec![("customer_id", customer_id.to_string()), ("id", person.account_id.to_string())]
}

/// What ends a person's access and says so, and whether it is at work. `done` hears of the answer.
fn use_withdraw(
    customer_id: Uuid,
    on_change: Callback<()>,
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> (RwSignal<bool>, impl Fn(Person) + Copy + Send + Sync + 'static) {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let pending = RwSignal::new(false);
    let withdraw = move |person: Person| {
        pending.set(true);
        spawn_local(async move {
            let request = WithdrawRequest { customer_id, account_id: person.account_id };
            let answer = api::withdraw(request).await;
            let _ = pending.try_set(false);
            done();
            match answer {
                Ok(()) => toaster.say(t_string!(i18n, card.access.withdrawn, name = person.called().to_owned())),
                Err(error) => toaster.failed(error),
            }
            on_change.try_run(());
        });
    };
    (pending, withdraw)
}
