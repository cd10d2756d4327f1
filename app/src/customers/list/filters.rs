//! What narrows the list beside the search: the funnel, the business unit and the category. On a phone they are a sheet behind one button,
//! which says how many hold; the browser itself opens it, so that it does so before hydration.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::{
    address::{CATEGORY, ListQuery, UNIT, View},
    records::ListPage,
    toolbar::SEARCH,
};
use crate::{
    customers::records::Named,
    error::AppError,
    i18n::*,
    ui::{Icon, Kind, LinkButton, late},
};

/// The id of the sheet.
const SHEET: &str = "filters";

/// All of them. The groups come with the first rows.
#[component]
pub fn Filters(query: Memo<ListQuery>, page: Resource<Result<ListPage, AppError>>) -> impl IntoView {
    let i18n = use_i18n();
    let held = Memo::new(move |_| {
        query.with(|query| {
            [query.view != View::All, query.unit.is_some(), query.category.is_some()]
                .iter()
                .filter(|held| **held)
                .count()
        })
    });
    let all = Signal::derive(move || {
        query.with(|query| ListQuery { unit: None, category: None, ..query.through(View::All) }.href())
    });
    view! {
        <button type="button" class="button secondary to-filters" popovertarget=SHEET>
            <Icon name="filter" />
            <span class="button-text">{t!(i18n, customers.filters)}</span>
            {move || Some(held.get()).filter(|held| *held > 0).map(|held| view! { <span class="tab-count">{held}</span> })}
        </button>
        <div class="filters" id=SHEET popover="auto" role="group" aria-label=move || t_string!(i18n, customers.filters)>
            <div class="filters-head">
                <h2>{t!(i18n, customers.filters)}</h2>
                <button
                    type="button"
                    class="button quiet icon-only"
                    popovertarget=SHEET
                    popovertargetaction="hide"
                    aria-label=move || t_string!(i18n, ui.close)
                >
                    <Icon name="x" />
                </button>
            </div>
            <Views query />
            <Transition>
                {move || late(async move {
                    page.await.ok().map(|ListPage { units, categories, .. }| view! { <Narrow query units categories /> })
                })}
            </Transition>
            {move || {
                (held.get() > 0)
                    .then(|| view! { <div class="filters-foot"><LinkButton kind=Kind::Quiet icon="x" href=all>{t!(i18n, customers.to_all)}</LinkButton></div> })
            }}
        </div>
    }
}

/// The funnel.
#[component]
fn Views(query: Memo<ListQuery>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move |view: View| match view {
        View::All => t_string!(i18n, customers.all),
        View::Mine => t_string!(i18n, customers.mine),
        View::WithoutVat => t_string!(i18n, customers.without_vat),
        View::WithVat => t_string!(i18n, customers.with_vat),
        View::Individuals => t_string!(i18n, customers.individuals),
        View::ByCustomer => t_string!(i18n, customers.by_customer),
    };
    let chip = move |view: View| {
        view! {
            <a
                class="chip"
                href=move || query.with(|query| query.through(view).href())
                aria-current=move || query.with(|query| query.view == view).then_some("true")
            >
                {move || words(view)}
            </a>
        }
    };
    view! {
        <nav class="chips funnel" aria-label=move || t_string!(i18n, customers.views)>
            <Icon name="filter" />
            {View::ALL.map(chip).collect_view()}
        </nav>
    }
}

/// The groups of the firm: before hydration, a part of the form that searches.
#[component]
fn Narrow(query: Memo<ListQuery>, units: Vec<Named>, categories: Vec<Named>) -> impl IntoView {
    let i18n = use_i18n();
    let any = !units.is_empty() || !categories.is_empty();
    view! {
        <Groups
            query
            groups=units
            field=UNIT
            chosen=|query| query.unit
            choose=|query, unit| ListQuery { unit, ..query }
            label=move || t_string!(i18n, customers.unit)
            all=move || t_string!(i18n, customers.all_units)
        />
        <Groups
            query
            groups=categories
            field=CATEGORY
            chosen=|query| query.category
            choose=|query, category| ListQuery { category, ..query }
            label=move || t_string!(i18n, customers.category)
            all=move || t_string!(i18n, customers.all_categories)
        />
        // What stands in it is text to a browser with JavaScript: it must not be taken over as elements.
        {any
            .then(|| {
                view! {
                    <noscript inner_html=move || format!(r#"<button class="button secondary" form="{SEARCH}">{}</button>"#, t_string!(i18n, customers.seek))></noscript>
                }
            })}
    }
}

/// The groups of one kind, to choose one of. A firm without any does not see this.
#[component]
fn Groups(
    query: Memo<ListQuery>,
    groups: Vec<Named>,
    /// Its name in the address.
    field: &'static str,
    chosen: fn(&ListQuery) -> Option<Uuid>,
    choose: fn(ListQuery, Option<Uuid>) -> ListQuery,
    #[prop(into)] label: Signal<&'static str>,
    /// What says that none is chosen.
    #[prop(into)]
    all: Signal<&'static str>,
) -> impl IntoView {
    let navigate = use_navigate();
    let change = move |event| {
        let next = choose(query.get_untracked(), event_target_value(&event).parse().ok()).first_page();
        navigate(&next.href(), Default::default());
    };
    let option = move |Named { id, name }: Named| {
        view! { <option value=id.to_string() selected=move || query.with(chosen) == Some(id)>{name}</option> }
    };
    (!groups.is_empty()).then(|| {
        view! {
            <select class="input groups" name=field form=SEARCH aria-label=label on:change=change>
                <option value="">{all}</option>
                {groups.into_iter().map(option).collect_view()}
            </select>
        }
    })
}
