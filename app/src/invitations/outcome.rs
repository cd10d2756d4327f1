//! How far inviting many customers is, and what came of it.

use leptos::prelude::*;
use uuid::Uuid;

use super::{
    api::{self, OutcomeRequest},
    records::Outcome,
};
use crate::{
    i18n::*,
    jobs::{JobProgress, JobState, JobView},
    ui::{ErrorState, Icon, LinkButton, Shape, Skeleton, grouped, late},
};

/// How far the job is, and what came of it.
#[component]
pub fn Running(job_id: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    let outcome = Resource::new(|| (), move |()| api::outcome(OutcomeRequest { job_id }));
    let label = Signal::derive(move || t_string!(i18n, invitations.sending).to_owned());
    let shown = move |job: JobView, outcome_now: Outcome| {
        if !job.state.is_finished() {
            let again = Callback::new(move |()| outcome.refetch());
            return view! { <JobProgress id=job_id label start=job on_done=again /> }.into_any();
        }
        view! { <Result state=job.state outcome=outcome_now /> }.into_any()
    };
    view! {
        <div class="page-body narrow">
            <Transition fallback=|| view! { <Skeleton rows=2 shape=Shape::Letter /> }>
                {move || late(async move {
                    match outcome.await {
                        Ok((job, so_far)) => shown(job, so_far),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Result(state: JobState, outcome: Outcome) -> impl IntoView {
    let i18n = use_i18n();
    let number = move |count: u64| grouped(i18n.get_locale(), count);
    let invited_none = outcome.invited == 0;
    let (class, icon) = match state {
        JobState::Done if !invited_none => ("notice success", "check"),
        _ => ("notice warning", "triangle-alert"),
    };
    let head = move || match state {
        JobState::Done if invited_none => t_string!(i18n, invitations.done_none),
        JobState::Done => t_string!(i18n, invitations.done),
        JobState::Cancelled => t_string!(i18n, invitations.cancelled),
        _ => t_string!(i18n, invitations.failed),
    };
    view! {
        <div class=class role="status">
            <Icon name=icon />
            <div>
                <h2>{head}</h2>
                <p>{move || t_string!(i18n, invitations.outcome, invited = number(outcome.invited), skipped = number(outcome.skipped))}</p>
                {(outcome.skipped > 0).then(|| view! { <p>{t!(i18n, invitations.skipped_why)}</p> })}
                <LinkButton href="/klanten?sorteer=status">{t!(i18n, invitations.to_customers)}</LinkButton>
            </div>
        </div>
    }
}
