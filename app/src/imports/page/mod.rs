//! `/imports/{id}`: the page of one file. It follows the file from check to result.

mod fields;
mod file;
mod preview;
mod problems;
mod result;
mod running;
mod sample;
mod step;

use domain::{
    imports::State,
    permissions::{Area, Level},
    words,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use self::{preview::Preview, result::Outcome, running::Running};
use super::{
    ImportView,
    api::{self, ImportRequest},
    may_import,
    words::StatePill,
};
use crate::{
    i18n::*,
    session::pages::parts::use_returned,
    ui::{self, BackLink, Empty, ErrorState, Icon, LinkButton, NoPermission, PageHead, Shape, Skeleton, When, allowed},
};

/// One import.
#[component]
pub fn ImportPage() -> impl IntoView {
    if !allowed(Area::Imports, Level::Read) {
        return view! { <NoPermission area=Area::Imports /> }.into_any();
    }
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").and_then(|id| Uuid::parse_str(id).ok()));
    let import = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::get(ImportRequest { id }).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let refetch = Callback::new(move |()| import.refetch());
    let (i18n, step) = (use_i18n(), use_returned("import"));
    let refused = move |words: String| {
        view! { <div class="notice danger" role="alert"><Icon name="circle-alert" /><div><p>{words}</p></div></div> }
    };
    view! {
        {move || step.sentence(i18n).map(refused)}
        <Transition fallback=|| view! { <Skeleton shape=Shape::Counts /> }>
            {move || ui::late(async move {
                match import.await {
                    Ok(Some(import)) => view! { <Shown import refetch /> }.into_any(),
                    Ok(None) => view! { <ui::NotFound /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Shown(import: ImportView, refetch: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (title, user, at, state) =
        (import.line.file_name.clone(), import.line.user.clone(), import.line.at, import.line.state);
    let template = import.template.clone();
    let asks = state == State::Ready && import.report.asks(&import.choices);
    let back = move || {
        view! {
            <BackLink href="/imports" label=Signal::derive(move || t_string!(i18n, imports.to_imports).to_owned()) />
        }
    };
    view! {
        <PageHead title=title lead=back />
        <div class="page-body">
            <p class="row soft">
                {if asks {
                    view! { <ui::Pill tone=ui::Tone::Warning>{t!(i18n, imports.states.asks)}</ui::Pill> }.into_any()
                } else {
                    view! { <StatePill state /> }.into_any()
                }}
                <span>{move || t_string!(i18n, imports.page.uploaded, user = user.clone())}</span>
                <When at=at />
                {template.map(|name| view! { <span>{move || t_string!(i18n, imports.page.template, name = name.clone())}</span> })}
            </p>
            {match state {
                State::Checking | State::Importing => view! { <Running import refetch /> }.into_any(),
                State::Ready => view! { <Preview import /> }.into_any(),
                State::Refused => view! { <Refused import /> }.into_any(),
                State::Done | State::Cancelled => view! { <Outcome import /> }.into_any(),
                State::Discarded => view! { <Discarded /> }.into_any(),
            }}
        </div>
    }
}

/// The file as a whole cannot be read.
#[component]
fn Refused(import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let problem = import.file_problem;
    let sentence = move || problem.as_ref().map(|problem| words::file_problem(problem, ui::lang(i18n.get_locale())));
    view! {
        <div class="notice danger" role="alert">
            <Icon name="circle-alert" />
            <div>
                <h2>{t!(i18n, imports.page.refused)}</h2>
                <p>{sentence}</p>
            </div>
        </div>
        {may_import().then(|| view! {
            <div class="row">
                <LinkButton href="/imports/nieuw" kind=ui::Kind::Primary icon="upload">{t!(i18n, imports.page.other_file)}</LinkButton>
            </div>
        })}
    }
}

#[component]
fn Discarded() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty
            icon="trash-2"
            title=Signal::derive(move || t_string!(i18n, imports.page.discarded).to_owned())
            text=Signal::derive(move || t_string!(i18n, imports.page.discarded_text).to_owned())
        >
            <LinkButton href="/imports/nieuw" icon="upload">{t!(i18n, imports.page.other_file)}</LinkButton>
        </Empty>
    }
}
