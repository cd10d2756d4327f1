//! Between the search field and the rows: the two tabs, what is chosen, the business unit.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::{
    address::{ListQuery, PATH, Tab},
    records::Count,
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
    active: Count,
    inactive: Count,
    units: Vec<Named>,
    selected: RwSignal<Vec<Uuid>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tab = move |tab: Tab| {
        let (name, count) = match tab {
            Tab::Active => (t!(i18n, customers.active).into_any(), active),
            Tab::Inactive => (t!(i18n, customers.inactive).into_any(), inactive),
        };
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
            <Units query units />
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

/// A count in words.
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

/// A firm without business units does not see this. Before the page is awake it is a part of the search form.
#[component]
fn Units(query: Memo<ListQuery>, units: Vec<Named>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let choose = move |event| {
        let unit = event_target_value(&event).parse().ok();
        let next = query.with_untracked(|query| ListQuery { unit, ..query.clone() }.first_page());
        navigate(&next.href(), Default::default());
    };
    let option = move |Named { id, name }: Named| {
        view! { <option value=id.to_string() selected=move || query.with(|query| query.unit == Some(id))>{name}</option> }
    };
    (!units.is_empty()).then(|| {
        view! {
            <select class="input units" name="eenheid" form=SEARCH aria-label=move || t_string!(i18n, customers.unit) on:change=choose>
                <option value="">{t!(i18n, customers.all_units)}</option>
                {units.into_iter().map(option).collect_view()}
            </select>
            // What stands in it is text to a browser with JavaScript: it must not be taken over as elements.
            <noscript inner_html=move || format!(r#"<button class="button secondary" form="{SEARCH}">{}</button>"#, t_string!(i18n, customers.seek))></noscript>
        }
    })
}
