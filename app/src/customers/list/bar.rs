//! Between the search field and the rows: the tabs and the window settings.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{
    address::{ListQuery, Tab},
    arrange::ArrangeLink,
    records::{Count, Counts},
};
use crate::{i18n::*, ui::grouped};

/// The tabs with what each of them holds, and what opens the window settings.
#[component]
pub fn Bar(
    query: Memo<ListQuery>,
    counts: Counts,
    /// Whether the window settings are open.
    arranging: RwSignal<bool>,
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
            <ArrangeLink query open=arranging />
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
