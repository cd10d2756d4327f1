//! A list without rows: why, and the way on.

use domain::{
    numbers,
    permissions::{Area, Level},
};
use leptos::prelude::*;

use super::{
    address::{ListQuery, Tab, View},
    api::{self, SuggestRequest},
    bar::long,
    records::Counts,
};
use crate::{
    i18n::*,
    imports::may_import,
    settings::FirstStepsList,
    ui::{Empty, Guard, Kind, LinkButton, late},
};

/// Why there is nothing here, and where there is something.
#[component]
pub fn Nothing(
    query: ListQuery,
    counts: Counts,
    /// Why nobody can have what is asked of an own field.
    unread: Option<String>,
) -> impl IntoView {
    let filtered = query.view != View::All || query.unit.is_some() || query.category.is_some() || query.own.is_some();
    let elsewhere = query.tab.others().any(|tab| !counts.in_tab(tab).is_none());
    // No other search finds anybody then.
    match (query.search.is_empty() || unread.is_some(), filtered, elsewhere) {
        (false, ..) => view! { <NotFound query counts elsewhere /> }.into_any(),
        (_, true, _) => view! { <NoneInView query unread /> }.into_any(),
        (_, _, false) => view! { <NoneAtAll /> }.into_any(),
        (_, _, true) => view! { <NoneInTab query counts /> }.into_any(),
    }
}

#[component]
fn NoneAtAll() -> impl IntoView {
    let i18n = use_i18n();
    let edit = crate::ui::allowed(Area::Customers, Level::Edit);
    let text = move || match edit {
        true => t_string!(i18n, customers.none_text).to_owned(),
        false => t_string!(i18n, customers.none_read).to_owned(),
    };
    view! {
        <div class="begin">
            <Empty icon="users" title=Signal::derive(move || t_string!(i18n, customers.none).to_owned()) text=Signal::derive(text)>
                <Guard area=Area::Customers level=Level::Edit>
                    <LinkButton icon="plus" href="/klanten/nieuw">{t!(i18n, customers.add)}</LinkButton>
                </Guard>
                {may_import().then(|| view! {
                    <LinkButton icon="upload" href="/imports/nieuw">{t!(i18n, customers.import)}</LinkButton>
                })}
            </Empty>
            <Guard area=Area::Settings level=Level::Edit>
                <FirstStepsList />
            </Guard>
        </div>
    }
}

#[component]
fn NoneInView(query: ListQuery, unread: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let all = ListQuery { unit: None, category: None, own: None, ..query.through(View::All) }.href();
    view! {
        <Empty
            icon="filter"
            title=Signal::derive(move || t_string!(i18n, customers.none_view).to_owned())
            text=Signal::stored(unread.unwrap_or_default())
        >
            <LinkButton href=all>{t!(i18n, customers.to_all)}</LinkButton>
        </Empty>
    }
}

#[component]
fn NoneInTab(query: ListQuery, counts: Counts) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || match query.tab {
        Tab::Active => t_string!(i18n, customers.none_active).to_owned(),
        Tab::Draft => t_string!(i18n, customers.none_draft).to_owned(),
        Tab::Inactive => t_string!(i18n, customers.none_inactive).to_owned(),
    };
    view! {
        <Empty icon="users" title=Signal::derive(title) text=Signal::derive(move || t_string!(i18n, customers.none_tab).to_owned())>
            <ToOtherTabs query=query.clone() counts />
        </Empty>
    }
}

#[component]
fn ToOtherTabs(query: ListQuery, counts: Counts) -> impl IntoView {
    let i18n = use_i18n();
    let link = |other: Tab| {
        let there = counts.in_tab(other);
        let words = move || match other {
            Tab::Active => t_string!(i18n, customers.to_active, count = long(i18n, there)),
            Tab::Draft => t_string!(i18n, customers.to_draft, count = long(i18n, there)),
            Tab::Inactive => t_string!(i18n, customers.to_inactive, count = long(i18n, there)),
        };
        (!there.is_none()).then(|| view! { <LinkButton href=query.in_tab(other).href()>{words}</LinkButton> })
    };
    query.tab.others().map(link).collect_view()
}

#[component]
fn NotFound(query: ListQuery, counts: Counts, elsewhere: bool) -> impl IntoView {
    let i18n = use_i18n();
    let search = query.search.clone();
    let title = Signal::derive(move || t_string!(i18n, customers.not_found, search = search.clone()));
    let clear = query.searching("").href();
    let suggestions = (!elsewhere).then(|| view! { <Suggestions query=query.clone() /> });
    view! {
        <Empty icon="search" title text=Signal::derive(move || t_string!(i18n, customers.not_found_text).to_owned())>
            {suggestions}
            <ToOtherTabs query=query.clone() counts />
            <LinkButton kind=Kind::Quiet icon="x" href=clear>{t!(i18n, customers.clear)}</LinkButton>
        </Empty>
    }
}

/// Searches near to this one that do find something.
#[component]
fn Suggestions(query: ListQuery) -> impl IntoView {
    let i18n = use_i18n();
    let search = query.search.clone();
    let nearest = Resource::new(move || search.clone(), |search| api::suggest(SuggestRequest { search }));
    let link = move |query: &ListQuery, index: usize, search: String| {
        let href = query.searching(&search).href();
        let between = (index > 0).then(|| view! { " " {t!(i18n, customers.or)} " " });
        view! { {between} <a href=href>{numbers::readable_search(&search)}</a> }
    };
    view! {
        // Room is kept for it: what can be clicked below does not move when it comes.
        <p class="meant">
            <Suspense>
                {move || {
                    let query = query.clone();
                    late(async move {
                        // A search that cannot be put right is still a search that found nothing: no error is shown for it.
                        let found = nearest.await.unwrap_or_default();
                        (!found.is_empty())
                            .then(|| {
                                let links = found.into_iter().enumerate();
                                let links = links.map(|(index, search)| link(&query, index, search)).collect_view();
                                view! { {t!(i18n, customers.meant)} " " {links} "?" }
                            })
                    })
                }}
            </Suspense>
        </p>
    }
}
