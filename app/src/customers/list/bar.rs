//! Between the search field and the rows: the tabs, and what is chosen.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{
    address::{ListQuery, PATH, Tab},
    records::{Count, Counts},
};
use crate::{
    i18n::*,
    ui::{Guard, Kind, LinkButton, grouped},
};

/// The tabs with what each of them holds, and at the right what can be done with the chosen rows.
#[component]
pub fn Bar(query: Memo<ListQuery>, counts: Counts, selected: RwSignal<Vec<Uuid>>) -> impl IntoView {
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
