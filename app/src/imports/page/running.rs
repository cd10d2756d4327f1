//! While the file is checked or its customers are created, and when that failed.

use domain::{imports::State, words};
use leptos::prelude::*;

use super::step::{Step, StepForm};
use crate::{
    i18n::*,
    imports::{ImportView, may_import},
    jobs::{JobProgress, JobState},
    ui::{Icon, Kind, lang},
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
        Some(job) if job.state.is_given_up() => view! { <GivenUp import crashed=job.state == JobState::Crashed /> }.into_any(),
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

/// The work failed, or ended with the server, as often as it may.
#[component]
fn GivenUp(import: ImportView, crashed: bool) -> impl IntoView {
    let i18n = use_i18n();
    let (id, problem) = (import.line.id, import.file_problem);
    let reference = import.job.map(|job| job.error).unwrap_or_default();
    let sentence = move || match &problem {
        Some(problem) => words::file_problem(problem, lang(i18n.get_locale())),
        None if crashed => t_string!(i18n, imports.page.crashed_text, reference = reference.clone()),
        None => t_string!(i18n, imports.page.failed_text, reference = reference.clone()),
    };
    view! {
        <div class="notice danger" role="alert">
            <Icon name="triangle-alert" />
            <div>
                <h2>{t!(i18n, imports.page.failed)}</h2>
                <p>{sentence}</p>
                {may_import().then(|| view! {
                    <StepForm id step=Step::Retry kind=Kind::Primary icon="rotate-ccw">{t!(i18n, imports.page.retry)}</StepForm>
                })}
            </div>
        </div>
    }
}
