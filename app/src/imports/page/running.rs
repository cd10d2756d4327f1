//! While the file is checked or its customers are created, and when that failed.

use domain::imports::State;
use leptos::prelude::*;

use super::step::{Step, StepForm};
use crate::{
    i18n::*,
    imports::{ImportView, may_import},
    jobs::{JobProgress, JobState},
    ui::{Icon, Kind},
};

/// Live progress; the page shows the next state by itself.
#[component]
pub fn Running(import: ImportView, refetch: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || {
        let words = match import.line.state {
            State::Checking => t_string!(i18n, imports.page.checking),
            _ => t_string!(i18n, imports.page.importing),
        };
        words.to_owned()
    });
    match import.job.clone() {
        Some(job) if job.state == JobState::Failed => view! { <Failed import /> }.into_any(),
        Some(job) => view! {
            <div class="panel">
                <JobProgress id=job.id label start=job on_done=refetch />
            </div>
            // What stands in it is text to a browser with JavaScript: it must not be taken over as elements.
            <noscript inner_html=move || format!("<a href=\"\">{}</a>", t_string!(i18n, imports.page.reload))></noscript>
        }
        .into_any(),
        None => ().into_any(),
    }
}

/// The work failed as often as it may.
#[component]
fn Failed(import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let id = import.line.id;
    let reference = import.job.map(|job| job.error).unwrap_or_default();
    view! {
        <div class="notice danger" role="alert">
            <Icon name="triangle-alert" />
            <div>
                <h2>{t!(i18n, imports.page.failed)}</h2>
                <p>{move || t_string!(i18n, imports.page.failed_text, reference = reference.clone())}</p>
                {may_import().then(|| view! {
                    <StepForm id step=Step::Retry kind=Kind::Primary icon="rotate-ccw">{t!(i18n, imports.page.retry)}</StepForm>
                })}
            </div>
        </div>
    }
}
