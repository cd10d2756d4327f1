//! `/imports`: *Laatste imports* (row C15).

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    ImportLine, ImportList,
    api::{self, ImportsRequest},
    may_import,
    words::StatePill,
};
use crate::{
    i18n::*,
    paths,
    ui::{
        Empty, ErrorState, Kind, LinkButton, NoPermission, PageHead, Shape, Skeleton, When, allowed, grouped, late,
        said, use_query,
    },
};

/// What was imported, the latest first.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let i18n = use_i18n();
    if !allowed(Area::Imports, Level::Read) {
        return view! { <NoPermission area=Area::Imports /> }.into_any();
    }
    let query = use_query();
    let before = Memo::new(move |_| query.read().get_str("voor").and_then(|id| Uuid::parse_str(id).ok()));
    let list = Resource::new(move || before.get(), |before| api::list(ImportsRequest { before }));
    let primary = move || {
        may_import().then(|| view! { <LinkButton href="/imports/nieuw" kind=Kind::Primary icon="upload">{t!(i18n, imports.new)}</LinkButton> })
    };
    view! {
        <PageHead title=Signal::derive(move || t_string!(i18n, imports.latest).to_owned()) primary />
        <Transition fallback=|| view! { <Skeleton shape=Shape::Table /> }>
            {move || late(async move {
                match list.await {
                    Ok(list) if list.imports.is_empty() && before.get_untracked().is_none() => view! { <Nothing /> }.into_any(),
                    Ok(list) => view! { <Lines list first_page=before.get_untracked().is_none() /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Nothing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty
            icon="file-spreadsheet"
            title=Signal::derive(move || t_string!(i18n, imports.empty).to_owned())
            text=Signal::derive(move || t_string!(i18n, imports.empty_text).to_owned())
        />
    }
}

#[component]
fn Lines(list: ImportList, first_page: bool) -> impl IntoView {
    let i18n = use_i18n();
    let older = list.next.map(|last| format!("/imports?voor={last}"));
    view! {
        <div class="page-fill">
            <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, imports.latest)>
                <table class="list fixed stacked imports">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, imports.file)}</th>
                            <th scope="col">{t!(i18n, imports.state)}</th>
                            <th scope="col" class="number">{t!(i18n, imports.rows)}</th>
                            <th scope="col" class="number">{t!(i18n, imports.created)}</th>
                            <th scope="col" class="number">{t!(i18n, imports.wrong)}</th>
                            <th scope="col">{t!(i18n, imports.when)}</th>
                            <th scope="col">{t!(i18n, imports.who)}</th>
                        </tr>
                    </thead>
                    <tbody>{list.imports.into_iter().map(|line| view! { <Line line /> }).collect_view()}</tbody>
                </table>
            </div>
            <div class="pager">
                {(!first_page).then(|| view! { <LinkButton href="/imports" kind=Kind::Quiet>{t!(i18n, imports.first)}</LinkButton> })}
                {older.map(|href| view! { <LinkButton href=href kind=Kind::Quiet>{t!(i18n, imports.older)}</LinkButton> })}
            </div>
        </div>
    }
}

#[component]
fn Line(line: ImportLine) -> impl IntoView {
    let i18n = use_i18n();
    let ImportLine { id, file_name, user, at, state, rows, created, wrong } = line;
    let count = move |count: u64| move || grouped(i18n.get_locale(), count);
    view! {
        <tr>
            <th scope="row"><a href=paths::import(id)>{file_name}</a></th>
            <td data-title=move || t_string!(i18n, imports.state)><StatePill state /></td>
            <td class="number" data-title=move || t_string!(i18n, imports.rows)>{count(rows)}</td>
            <td class="number" data-title=move || t_string!(i18n, imports.created)>{count(created)}</td>
            <td class="number" data-title=move || t_string!(i18n, imports.wrong)>{count(wrong)}</td>
            <td class="code" data-title=move || t_string!(i18n, imports.when)><When at=at /></td>
            <td data-title=move || t_string!(i18n, imports.who)>{said(user)}</td>
        </tr>
    }
}
