//! The progress of a job on the page.

use codee::string::JsonSerdeCodec;
use leptos::prelude::*;
use leptos_use::{UseEventSourceReturn, use_event_source};
use uuid::Uuid;

use super::{
    JobState, JobView,
    api::{self, JobRequest},
};
use crate::{
    i18n::*,
    ui::{Button, Kind, PostForm, Progress, use_toaster},
};

/// A bar that follows the job, the same in words for a screen reader, and a button to stop it. `on_done` runs once, when the
/// job has finished, failed or stopped. Without JavaScript it shows how far the job was when the page was made, and the button leads to
/// the page as it is then.
#[component]
pub fn JobProgress(
    id: Uuid,
    /// What the job does, such as "Klanten aanmaken".
    #[prop(into)]
    label: Signal<String>,
    /// How far it was when the page was made.
    #[prop(optional, into)]
    start: Option<JobView>,
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let UseEventSourceReturn { message: event, close, .. } =
        use_event_source::<JobView, JsonSerdeCodec>(format!("/api/jobs/{id}/events"));
    let job = Memo::new(move |_| {
        event.with(|event| event.as_ref().map(|event| event.data.clone())).or_else(|| start.clone())
    });
    let said = StoredValue::new(false);
    Effect::new(move || {
        let finished = event.with(|event| event.as_ref().is_some_and(|event| event.data.state.is_finished()));
        if finished && !said.get_value() {
            said.set_value(true);
            close();
            on_done.run(());
        }
    });
    let cancel = Action::new(move |(): &()| async move {
        if let Err(error) = api::cancel(JobRequest { id }).await {
            toaster.failed(error);
        }
    });
    let count = move |part: fn(&JobView) -> u64| Signal::derive(move || job.with(|job| job.as_ref().map_or(0, part)));
    let stopping = move || cancel.pending().get() || job.with(|job| job.as_ref().is_some_and(|job| job.stopping));
    let waits = move || job.with(|job| job.as_ref().is_none_or(|job| job.state == JobState::Queued));
    // Read aloud at every tenth, not at every row.
    let tenths = Memo::new(move |_| job.with(|job| job.as_ref().map_or(0, |job| job.done * 10 / job.total.max(1))));
    view! {
        <div class="stack">
            <span class="visually-hidden" role="status">{move || format!("{} {} %", label.get(), tenths.get() * 10)}</span>
            <p>
                {move || label.get()}
                {move || waits().then(|| view! { " " <span class="soft">{t!(i18n, ui.job.waits)}</span> })}
            </p>
            <Progress done=count(|job| job.done) total=count(|job| job.total) label />
            <PostForm class="row" action="/api/jobs/cancel_form" along=vec![("id", id.to_string())] send=move || drop(cancel.dispatch(()))>
                <Button kind=Kind::Secondary icon="x" submit=true pending=Signal::derive(stopping)>
                    {move || if stopping() { t_string!(i18n, ui.job.stopping) } else { t_string!(i18n, ui.job.stop) }}
                </Button>
            </PostForm>
        </div>
    }
}
