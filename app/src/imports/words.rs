//! What states and severities are called, and their colours.

use domain::imports::{Severity, State};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    i18n::*,
    ui::{Pill, Tone},
};

/// The state of an import as a pill.
#[component]
pub fn StatePill(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match state {
        State::Checking | State::Importing => Tone::Info,
        State::Ready => Tone::Accent,
        State::Refused => Tone::Danger,
        State::Done => Tone::Success,
        State::Cancelled => Tone::Warning,
        State::Discarded => Tone::Neutral,
    };
    view! { <Pill tone=tone>{move || state_name(i18n, state)}</Pill> }
}

fn state_name(i18n: I18nContext<Locale>, state: State) -> &'static str {
    match state {
        State::Checking => t_string!(i18n, imports.states.checking),
        State::Ready => t_string!(i18n, imports.states.ready),
        State::Refused => t_string!(i18n, imports.states.refused),
        State::Importing => t_string!(i18n, imports.states.importing),
        State::Done => t_string!(i18n, imports.states.done),
        State::Cancelled => t_string!(i18n, imports.states.cancelled),
        State::Discarded => t_string!(i18n, imports.states.discarded),
    }
}

/// How grave a problem is, as a pill.
#[component]
pub fn SeverityPill(severity: Severity) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match severity {
        Severity::Error => Tone::Danger,
        Severity::Warning => Tone::Warning,
        Severity::Repaired => Tone::Info,
    };
    view! { <Pill tone=tone>{move || severity_name(i18n, severity)}</Pill> }
}

/// What a severity is called.
pub fn severity_name(i18n: I18nContext<Locale>, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => t_string!(i18n, imports.problems.error),
        Severity::Warning => t_string!(i18n, imports.problems.warning),
        Severity::Repaired => t_string!(i18n, imports.problems.repaired),
    }
}
