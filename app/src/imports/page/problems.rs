//! The table of everything that is wrong in a file, or was put right. Filter and place are in the address.

use domain::{
    imports::{DAYS_KEPT, Problem, Severity},
    words,
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    i18n::*,
    imports::{
        ProblemLine, ProblemPage,
        api::{self, ProblemsRequest},
        words::{SeverityPill, severity_name},
    },
    paths,
    ui::{ErrorState, Icon, Kind, LinkButton, Shape, Skeleton, grouped, lang, late, said, use_query},
};

/// The problems of an import, and the workbook of them to download, for as long as the file is kept that it is made of.
#[component]
pub fn Problems(
    id: Uuid,
    total: u64,
    /// How many rows have errors: these are what the workbook holds.
    wrong: u64,
    kept: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    if total == 0 {
        return view! { <p class="row soft"><Icon name="check" /> <span>{t!(i18n, imports.problems.none)}</span></p> }
            .into_any();
    }
    let query = use_query();
    let severity = Memo::new(move |_| query.read().get_str("soort").and_then(Severity::from_key));
    let after = Memo::new(move |_| query.read().get_str("na").and_then(|position| position.parse().ok()));
    let page = Resource::new(
        move || (severity.get(), after.get()),
        move |(severity, after)| api::problems(ProblemsRequest { id, severity, after }),
    );
    let workbook = Signal::derive(move || format!("/api/imports/{id}/errors?taal={}", i18n.get_locale()));
    let chip = move |chosen: Option<Severity>| {
        let name = move || {
            chosen.map_or_else(|| t_string!(i18n, imports.problems.all), |severity| severity_name(i18n, severity))
        };
        view! {
            <a class="chip" href=address(id, chosen, None) aria-current=move || (severity.get() == chosen).then_some("true")>{name}</a>
        }
    };
    view! {
        <section class="stack" id="problemen">
            <div class="section-head">
                <h2>{t!(i18n, imports.problems.title)} " " <span class="soft">{move || grouped(i18n.get_locale(), total)}</span></h2>
                {(kept && wrong > 0).then(|| view! { <LinkButton href=workbook icon="download" file=true>{t!(i18n, imports.problems.download)}</LinkButton> })}
            </div>
            {(!kept && wrong > 0).then(|| view! { <p class="soft">{t!(i18n, imports.problems.gone, days = DAYS_KEPT)}</p> })}
            <div class="chips">{chip(None)} {Severity::ALL.into_iter().map(|severity| chip(Some(severity))).collect_view()}</div>
            <Transition fallback=|| view! { <Skeleton shape=Shape::Table /> }>
                {move || late(async move {
                    match page.await {
                        Ok(page) => view! { <Table id page severity=severity.get_untracked() first=after.get_untracked().is_none() /> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

fn address(id: Uuid, severity: Option<Severity>, after: Option<i64>) -> String {
    let kind = severity.map(|severity| format!("soort={}", severity.key()));
    let place = after.map(|position| format!("na={position}"));
    let query: Vec<String> = kind.into_iter().chain(place).collect();
    format!("{}?{}", paths::import(id), query.join("&"))
}

#[component]
fn Table(id: Uuid, page: ProblemPage, severity: Option<Severity>, first: bool) -> impl IntoView {
    let i18n = use_i18n();
    if page.lines.is_empty() {
        return view! { <p class="soft">{t!(i18n, imports.problems.none_such)}</p> }.into_any();
    }
    let next = page.next.map(|position| address(id, severity, Some(position)));
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, imports.problems.table)>
            <table class="list fixed wrap stacked problems">
                <thead>
                    <tr>
                        <th scope="col" class="number">{t!(i18n, imports.problems.row)}</th>
                        <th scope="col">{t!(i18n, imports.problems.column)}</th>
                        <th scope="col">{t!(i18n, imports.problems.value)}</th>
                        <th scope="col">{t!(i18n, imports.problems.reason)}</th>
                        <th scope="col">{t!(i18n, imports.problems.kind)}</th>
                        <th scope="col">{t!(i18n, imports.problems.sheet)}</th>
                    </tr>
                </thead>
                <tbody>{page.lines.into_iter().map(|line| view! { <Line line /> }).collect_view()}</tbody>
            </table>
        </div>
        <div class="row">
            {(!first).then(|| view! { <LinkButton href=address(id, severity, None) kind=Kind::Quiet>{t!(i18n, imports.first)}</LinkButton> })}
            {next.map(|href| view! { <LinkButton href=href kind=Kind::Quiet>{t!(i18n, imports.problems.next)}</LinkButton> })}
        </div>
    }
    .into_any()
}

#[component]
fn Line(line: ProblemLine) -> impl IntoView {
    let i18n = use_i18n();
    let problem = line.problem;
    let severity = problem.severity();
    let Problem { sheet, row, column, letters, value, .. } = problem.clone();
    // A field that must be filled in may have no column.
    let place = if letters.is_empty() { letters } else { format!("{letters} · ") };
    view! {
        <tr>
            <th scope="row" class="number" data-title=move || t_string!(i18n, imports.problems.row)>{row}</th>
            <td data-title=move || t_string!(i18n, imports.problems.column)>
                {place} {move || column.title(lang(i18n.get_locale())).to_owned()}
            </td>
            <td data-title=move || t_string!(i18n, imports.problems.value)><div class="problem-value">{value}</div></td>
            <td class="problem-reason" data-title=move || t_string!(i18n, imports.problems.reason)>
                {move || words::problem(&problem, lang(i18n.get_locale()))}
            </td>
            <td data-title=move || t_string!(i18n, imports.problems.kind)><SeverityPill severity /></td>
            <td translate="no" data-title=move || t_string!(i18n, imports.problems.sheet)>{said(sheet)}</td>
        </tr>
    }
}
