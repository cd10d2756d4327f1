//! What an import made, and inviting those customers.

use std::collections::BTreeSet;

use domain::{
    imports::{DAYS_KEPT, State},
    permissions::{Area, Level},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    preview::Counts,
    problems::Problems,
    sample::KnownRows,
    step::{Step, StepForm},
};
use crate::{
    customers::{
        fields,
        list::address::{INVITE, ListQuery},
    },
    i18n::*,
    imports::{
        CreatedCustomer, CreatedPage, ImportView,
        api::{self, CreatedRequest},
        may_import,
    },
    paths,
    ui::{ErrorState, Icon, Kind, LinkButton, Shape, Skeleton, allowed, grouped, late, said, use_query},
};

/// The end, or the stop halfway.
#[component]
pub fn Outcome(import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let (id, created, rows, wrong) = (import.line.id, import.line.created, import.line.rows, import.line.wrong);
    let (stopped, kept) = (import.line.state == State::Cancelled, import.kept);
    // A customer that a colleague added between preview and import counts as known.
    let existing = if stopped { import.existing } else { rows.saturating_sub(created + wrong) };
    let known = import.sample.existing;
    let number = move |number: u64| grouped(i18n.get_locale(), number);
    let title = move || match (stopped, created) {
        (true, _) => t_string!(i18n, imports.page.stopped).to_owned(),
        (false, 0) => t_string!(i18n, imports.page.done_none).to_owned(),
        (false, 1) => t_string!(i18n, imports.page.done_one).to_owned(),
        (false, created) => t_string!(i18n, imports.page.done, count = number(created)),
    };
    let text = move || match (stopped, created) {
        (true, _) => t_string!(i18n, imports.page.stopped_text, created = number(created), rows = number(rows)),
        (false, 0) => String::new(),
        (false, _) => t_string!(i18n, imports.page.done_text).to_owned(),
    };
    let go_on = move || {
        view! {
            <StepForm id step=Step::Start kind=Kind::Secondary icon="check">{t!(i18n, imports.page.go_on)}</StepForm>
        }
    };
    view! {
        <div class="notice" class:success=!stopped class:warning=stopped role="status">
            <Icon name=if stopped { "triangle-alert" } else { "check" } />
            <div>
                <h2>{title}</h2>
                <p>{text}</p>
                {(stopped && kept && may_import()).then(go_on)}
                {(stopped && !kept).then(|| view! { <p>{t!(i18n, imports.page.stopped_gone, days = DAYS_KEPT)}</p> })}
            </div>
        </div>
        <Counts new=created existing wrong listed=!known.is_empty() />
        {(created > 0).then(|| view! { <Created id /> })}
        <KnownRows rows=known total=existing />
        {(import.problems > 0).then(|| view! { <Problems id total=import.problems wrong kept /> })}
    }
}

#[component]
fn Created(id: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let after = Memo::new(move |_| query.read().get_str("vanaf").and_then(|line| Uuid::parse_str(line).ok()));
    let page = Resource::new(move || after.get(), move |after| api::created(CreatedRequest { id, after }));
    let chosen = RwSignal::new(BTreeSet::<Uuid>::new());
    let may_invite = allowed(Area::Invitations, Level::Edit);
    let some = move || {
        let ids: Vec<Uuid> = chosen.read().iter().copied().collect();
        (!ids.is_empty()).then(|| {
            let count = grouped(i18n.get_locale(), ids.len() as u64);
            view! {
                <LinkButton href=ListQuery::invite_some(&ids) icon="send">
                    {t_string!(i18n, imports.page.invite_some, count = count)}
                </LinkButton>
            }
        })
    };
    view! {
        <section class="stack" id="klanten">
            <div class="section-head">
                <h2>{t!(i18n, imports.page.customers)}</h2>
                {may_invite.then(|| view! {
                    <div class="row">
                        {some}
                        <LinkButton href=format!("{INVITE}?import={id}") kind=Kind::Primary icon="send">{t!(i18n, imports.page.invite_all)}</LinkButton>
                    </div>
                })}
            </div>
            <Transition fallback=|| view! { <Skeleton shape=Shape::Table /> }>
                {move || late(async move {
                    match page.await {
                        Ok(page) => view! { <Customers id page chosen=may_invite.then_some(chosen) first=after.get_untracked().is_none() /> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

/// The customers, with a box to choose each if there is something to choose them for.
#[component]
fn Customers(id: Uuid, page: CreatedPage, chosen: Option<RwSignal<BTreeSet<Uuid>>>, first: bool) -> impl IntoView {
    let i18n = use_i18n();
    let next = page.next.map(|line| format!("{}?vanaf={line}", paths::import(id)));
    let row = move |customer: CreatedCustomer| view! { <Customer customer chosen /> };
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, imports.page.customers)>
            <table class="list fixed stacked created">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, imports.page.name)}</th>
                        <th scope="col" class="number">{t!(i18n, imports.page.number)}</th>
                        <th scope="col">{t!(i18n, imports.page.vat)}</th>
                        <th scope="col">{t!(i18n, imports.page.city)}</th>
                    </tr>
                </thead>
                <tbody>{page.customers.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <div class="row">
            {(!first).then(|| view! { <LinkButton href=paths::import(id) kind=Kind::Quiet>{t!(i18n, imports.first)}</LinkButton> })}
            {next.map(|href| view! { <LinkButton href=href kind=Kind::Quiet>{t!(i18n, imports.problems.next)}</LinkButton> })}
        </div>
    }
}

#[component]
fn Customer(customer: CreatedCustomer, chosen: Option<RwSignal<BTreeSet<Uuid>>>) -> impl IntoView {
    let i18n = use_i18n();
    let CreatedCustomer { id, number, name, vat, city } = customer;
    let label = name.clone();
    let choose = move |chosen: RwSignal<BTreeSet<Uuid>>| {
        view! {
            <input
                type="checkbox"
                class="by-script"
                aria-label=move || t_string!(i18n, imports.page.select, name = label.clone())
                prop:checked=move || chosen.read().contains(&id)
                on:change=move |event| chosen.update(|chosen| {
                    if event_target_checked(&event) {
                        chosen.insert(id);
                    } else {
                        chosen.remove(&id);
                    }
                })
            />
        }
    };
    view! {
        <tr>
            <th scope="row">{chosen.map(choose)} " " <a href=paths::card(id)>{name}</a></th>
            <td class="number" data-title=move || t_string!(i18n, imports.page.number)>{number}</td>
            <td class="code" data-title=move || t_string!(i18n, imports.page.vat)>{said(fields::readable("vat", &vat))}</td>
            <td data-title=move || t_string!(i18n, imports.page.city)>{said(city)}</td>
        </tr>
    }
}
