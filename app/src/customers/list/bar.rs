//! Between the search field and the rows: the tabs, what is chosen, the business unit and the category.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::{
    address::{CATEGORY, ListQuery, PATH, Tab, UNIT},
    records::{Count, Counts},
    toolbar::SEARCH,
};
use crate::{
    customers::records::Named,
    i18n::*,
    ui::{Guard, Kind, LinkButton, grouped},
};

/// The tabs with what each of them holds, and at the right what can be done with the chosen rows.
#[component]
pub fn Bar(
    query: Memo<ListQuery>,
    counts: Counts,
    units: Vec<Named>,
    categories: Vec<Named>,
    selected: RwSignal<Vec<Uuid>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tab = move |tab: Tab| {
        let name = match tab {
            Tab::Active => t!(i18n, customers.active).into_any(),
            Tab::Draft => t!(i18n, customers.draft).into_any(),
            Tab::Inactive => t!(i18n, customers.inactive).into_any(),
        };
        let count = counts.in_tab(tab);
        view! {
            <a
                class="tab"
                href=move || query.with(|query| query.in_tab(tab).href())
                aria-current=move || query.with(|query| query.tab == tab).then_some("page")
            >
                {name}
                <span class="tab-count">{move || short(i18n, count)}</span>
            </a>
        }
    };
    view! {
        <div class="list-bar">
            <nav class="tabs" aria-label=move || t_string!(i18n, customers.tabs)>
                {Tab::ALL.map(tab).collect_view()}
            </nav>
            <Narrow query units categories />
            <Guard area=Area::Invitations level=Level::Edit>
                <Selected selected />
            </Guard>
        </div>
    }
}

/// A count beside a name: `12`, or `1.000+`.
fn short(i18n: I18nContext<Locale>, count: Count) -> String {
    let locale = i18n.get_locale();
    match count {
        Count::Exactly(count) => grouped(locale, count),
        Count::MoreThan(count) => t_string!(i18n, customers.over, count = grouped(locale, count)),
    }
}

/// A count of customers in words.
pub fn long(i18n: I18nContext<Locale>, count: Count) -> String {
    let locale = i18n.get_locale();
    match count {
        Count::Exactly(1) => t_string!(i18n, customers.one).to_owned(),
        Count::Exactly(count) => t_string!(i18n, customers.many, count = grouped(locale, count)),
        Count::MoreThan(count) => t_string!(i18n, customers.more_than, count = grouped(locale, count)),
    }
}

#[component]
fn Selected(selected: RwSignal<Vec<Uuid>>) -> impl IntoView {
    let i18n = use_i18n();
    let href = move || {
        let ids: Vec<String> = selected.read().iter().map(|id| id.simple().to_string()).collect();
        format!("{PATH}/uitnodigen?ids={}", ids.join(","))
    };
    let words = move || match selected.read().len() {
        1 => t_string!(i18n, customers.selected_one).to_owned(),
        count => t_string!(i18n, customers.selected, count = count),
    };
    view! {
        <div class="selected" role="status">
            {move || {
                (!selected.read().is_empty())
                    .then(|| {
                        view! {
                            <span class="soft small">{words}</span>
                            <LinkButton kind=Kind::Secondary icon="send" href=Signal::derive(href)>
                                {t!(i18n, customers.invite)}
                            </LinkButton>
                        }
                    })
            }}
        </div>
    }
}

/// What narrows the list beside the search: before the page is awake, a part of its form.
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
