//! Where a customer's invitation stands, for its card.

use std::time::Duration;

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::{self, CustomerRequest, InvitationRequest},
    records::{Delivery, Standing, State, WITHDRAWN},
    words,
};
use crate::{
    i18n::*,
    paths,
    ui::{
        Button, CameBackNotice, Confirm, Guard, Kind, LinkButton, MailLink, Pill, PostForm, Question, Shape, Skeleton,
        When, allowed, late, message, shown_time, use_query, use_toaster, use_zone,
    },
};

/// How soon to look again at a mail that is on its way.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// The functions that send it again and take it back by a plain form.
const RESEND: &str = "/api/invitations/resend_form";
const WITHDRAW: &str = "/api/invitations/withdraw_form";

/// The last invitation, its mail, and what can be done about it. `on_change` runs when the customer's status may have changed.
#[component]
pub fn InvitationState(customer_id: Uuid, #[prop(optional, into)] on_change: Option<Callback<()>>) -> impl IntoView {
    if !allowed(Area::Invitations, Level::Read) {
        return ().into_any();
    }
    let i18n = use_i18n();
    let state = Resource::new(|| (), move |()| api::state(CustomerRequest { customer_id }));
    let changed = Callback::new(move |()| {
        state.refetch();
        on_change.iter().for_each(|change| change.run(()));
    });
    Effect::new(move || {
        let waits =
            state.with(|state| matches!(state, Some(Ok(Some(state))) if state.delivery == Some(Delivery::Waiting)));
        if waits {
            let timer = set_timeout_with_handle(move || state.refetch(), POLL_INTERVAL).ok();
            on_cleanup(move || timer.iter().for_each(TimeoutHandle::clear));
        }
    });
    view! {
        <section class="stack invitation-state" aria-labelledby="invitation-title">
            <h2 id="invitation-title">{t!(i18n, invitations.title)}</h2>
            <Transition fallback=|| view! { <Skeleton rows=4 shape=Shape::Lines /> }>
                {move || late(async move {
                    match state.await {
                        Ok(Some(state)) => view! { <Shown state customer_id changed /> }.into_any(),
                        Ok(None) => view! {
                            <p class="soft">{t!(i18n, invitations.never)}</p>
                            <Invite customer_id />
                        }.into_any(),
                        Err(error) => view! { <p class="soft">{move || message(i18n, &error)}</p> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

#[component]
fn Invite(customer_id: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Guard area=Area::Invitations level=Level::Edit>
            <div><LinkButton href=paths::invite(customer_id) icon="send">{t!(i18n, invitations.invite)}</LinkButton></div>
        </Guard>
    }
}

#[component]
fn Shown(state: State, customer_id: Uuid, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let standing = state.standing;
    let to = match state.email.is_empty() {
        true => state.contact_removed.then(|| view! { {t!(i18n, invitations.contact_removed)} }.into_any()),
        false => {
            let name = (!state.name.is_empty()).then(|| format!("{} · ", state.name));
            Some(view! { {name} <MailLink email=state.email.clone() /> }.into_any())
        }
    };
    let is_open = matches!(standing, Standing::Open | Standing::Expired);
    let delivery = state.delivery.filter(|_| is_open);
    let answered = state.answered_at.map(|at| {
        view! {
            <div><dt>{t!(i18n, invitations.answered)}</dt><dd><When at /></dd></div>
        }
    });
    let reason = (!state.reason.is_empty()).then(|| {
        view! {
            <div><dt>{t!(i18n, invitations.reason)}</dt><dd>{state.reason.clone()}</dd></div>
        }
    });
    let until = (standing == Standing::Open).then(|| {
        view! {
            <div><dt>{t!(i18n, invitations.until)}</dt><dd><When at=state.expires_at /></dd></div>
            {state.link_expires_at.map(|at| view! {
                <div><dt>{t!(i18n, invitations.link_until)}</dt><dd><When at /></dd></div>
            })}
        }
    });
    let server_said = delivery.and(Some(state.server_said)).filter(|said| !said.is_empty()).map(|said| {
        view! {
            <div><dt>{t!(i18n, invitations.server_said)}</dt><dd>{said}</dd></div>
        }
    });
    // An invitation that was closed or replaced meanwhile has no form that says that it was refused.
    let own_form = if is_open { state.id.to_string() } else { String::new() };
    view! {
        <CameBackNotice action=RESEND besides=own_form.clone() />
        <CameBackNotice action=WITHDRAW besides=own_form />
        <p>
            {move || {
                let (words, tone) = words::standing(i18n, standing);
                view! { <Pill tone>{words}</Pill> }
            }}
        </p>
        <dl class="facts">
            {to.map(|to| view! { <div><dt>{t!(i18n, invitations.to)}</dt><dd>{to}</dd></div> })}
            <div><dt>{t!(i18n, invitations.invited_by)}</dt><dd>{state.sender.clone()} ", " <When at=state.sent_at /></dd></div>
            {delivery.map(|delivery| view! {
                <div><dt>{t!(i18n, invitations.mail)}</dt><dd aria-live="polite">{move || delivered(i18n, delivery)}</dd></div>
            })}
            {server_said}
            {until}
            {answered}
            {reason}
        </dl>
        {match is_open {
            true => view! { <Actions id=state.id customer_id changed /> }.into_any(),
            false => view! { <Invite customer_id /> }.into_any(),
        }}
    }
}

fn delivered(i18n: leptos_i18n::I18nContext<Locale>, delivery: Delivery) -> String {
    match delivery {
        Delivery::Waiting => t_string!(i18n, invitations.delivery.waiting).to_owned(),
        Delivery::Sent { at } => t_string!(i18n, invitations.delivery.sent, at = shown_time(use_zone(), at)),
        Delivery::Delayed { cause, next } => {
            let (cause, next) = (words::cause(i18n, cause), shown_time(use_zone(), next));
            t_string!(i18n, invitations.delivery.delayed, cause = cause, next = next)
        }
        Delivery::Failed { cause } => t_string!(i18n, invitations.delivery.failed, cause = words::cause(i18n, cause)),
        Delivery::Withdrawn => t_string!(i18n, invitations.delivery.withdrawn).to_owned(),
    }
}

/// Sending again, and taking back.
#[component]
fn Actions(id: Uuid, customer_id: Uuid, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let (asking, pending) = (RwSignal::new(false), RwSignal::new(false));
    let resend = move || {
        pending.set(true);
        spawn_local(async move {
            match api::resend(InvitationRequest { id }).await {
                Ok(()) => toaster.say(t_string!(i18n, invitations.resent)),
                Err(error) => toaster.failed(error),
            }
            pending.set(false);
            changed.try_run(());
        });
    };
    let withdraw = move || {
        pending.set(true);
        spawn_local(async move {
            match api::withdraw(InvitationRequest { id }).await {
                Ok(()) => toaster.say(t_string!(i18n, invitations.withdrawn)),
                Err(error) => toaster.failed(error),
            }
            pending.set(false);
            asking.set(false);
            changed.try_run(());
        });
    };
    let along = move || vec![("id", id.to_string())];
    let title = Signal::derive(move || t_string!(i18n, invitations.withdraw_title).to_owned());
    let verb = Signal::derive(move || t_string!(i18n, invitations.withdraw).to_owned());
    let asked =
        use_query().with_untracked(|query| query.get_str(WITHDRAWN).is_some_and(|asked| asked == id.to_string()));
    let in_page = move || {
        view! {
            <Question
                title
                action=WITHDRAW
                along=along()
                verb
                danger=true
                back=paths::card(customer_id)
                pending
                on_confirm=Callback::new(move |()| withdraw())
            >
                <p>{t!(i18n, invitations.withdraw_text)}</p>
            </Question>
        }
    };
    view! {
        <Guard area=Area::Invitations level=Level::Edit>
            <div class="row">
                <PostForm class="" action=RESEND along=along() send=resend>
                    <Button icon="send" submit=true pending>{t!(i18n, invitations.resend)}</Button>
                </PostForm>
                <PostForm class="" action=WITHDRAW along=along() send=move || asking.set(true)>
                    <Button kind=Kind::Quiet icon="x" submit=true>{t!(i18n, invitations.withdraw)}</Button>
                </PostForm>
            </div>
            {asked.then(in_page)}
            <Confirm
                open=asking
                title
                action=verb
                danger=true
                pending
                on_confirm=withdraw
            >
                <p>{t!(i18n, invitations.withdraw_text)}</p>
            </Confirm>
        </Guard>
    }
}
