//! `/klanten/afdrukken`: all customers of a list on paper, whichever page was shown.

use std::borrow::Cow;

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Redirect, location::Url};

use super::{
    address::{ListQuery, Tab, View},
    api::{self, ListRequest},
    columns::Column,
    layout::Shown,
    records::Printed,
    row_html,
};
use crate::{
    error::AppError,
    i18n::*,
    limits::CHOSEN,
    ui::{
        self, BackLink, Button, ErrorState, Kind, NoPermission, PageHead, Shape, Skeleton, allowed, grouped, use_query,
    },
};

/// The page. The browser prints it.
#[component]
pub fn PrintPage() -> impl IntoView {
    if !allowed(Area::Customers, Level::Read) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let i18n = use_i18n();
    let params = use_query();
    let query = Memo::new(move |_| ListQuery::read(&params.read()));
    let printed = Resource::new(move || query.get(), |query| api::printed(ListRequest { query }));
    let lead = move || {
        view! {
            <BackLink href=Signal::derive(move || query.with(ListQuery::href)) />
        }
    };
    let primary = move || {
        view! {
            <div class="by-script">
                <Button kind=Kind::Primary icon="printer" on_click=move |_| ui::print()>
                    {t!(i18n, ui.print)}
                </Button>
            </div>
        }
    };
    let title = Signal::derive(move || query.with(|query| name(i18n, query)));
    view! {
        <PageHead title lead primary />
        <div class="page-body">
            <ui::PrintByBrowser />
            <Transition fallback=|| view! { <Skeleton shape=Shape::Table /> }>
                {move || ui::late(async move {
                    match printed.await {
                        Ok(printed) => view! { <Sheet printed /> }.into_any(),
                        // As for a file of them.
                        Err(AppError::Unconfirmed) => {
                            let here = query.with_untracked(ListQuery::printed);
                            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                            view! { <Redirect path=format!("/bevestigen?terug={}", Url::escape(&here)) options /> }.into_any()
                        }
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// Which customers, in words: "Klanten: Actief, zonder btw-nummer, “bakker”".
fn name(i18n: leptos_i18n::I18nContext<Locale>, query: &ListQuery) -> String {
    let tab = match query.tab {
        Tab::Active => t_string!(i18n, customers.active),
        Tab::Draft => t_string!(i18n, customers.draft),
        Tab::Inactive => t_string!(i18n, customers.inactive),
    };
    let view = match query.view {
        View::All => None,
        View::Mine => Some(t_string!(i18n, customers.mine)),
        View::WithoutVat => Some(t_string!(i18n, customers.without_vat)),
        View::WithVat => Some(t_string!(i18n, customers.with_vat)),
        View::Individuals => Some(t_string!(i18n, customers.individuals)),
        View::ByCustomer => Some(t_string!(i18n, customers.by_customer)),
    };
    let search = Some(&query.search).filter(|search| !search.is_empty()).map(|search| format!("“{search}”"));
    let parts: Vec<String> = [Some(tab.to_owned()), view.map(str::to_owned), search].into_iter().flatten().collect();
    format!("{}: {}", t_string!(i18n, customers.title), parts.join(", "))
}

#[component]
fn Sheet(printed: Printed) -> impl IntoView {
    let i18n = use_i18n();
    let Printed { rows, layout, groups, more } = printed;
    let groups = groups.into_iter().map(|name| format!("{name} · ")).collect::<String>();
    let count = rows.len() as u64;
    let number = move |number: u64| grouped(i18n.get_locale(), number);
    let words = move || match (more, count) {
        (true, _) => t_string!(i18n, customers.print.first, count = number(CHOSEN as u64)),
        (false, 1) => t_string!(i18n, customers.one).to_owned(),
        (false, count) => t_string!(i18n, customers.many, count = number(count)),
    };
    let title = move |(column, _): (Cow<'static, Column>, &Shown)| {
        let class = column.look.cell;
        view! { <th scope="col" class=class>{move || column.label(i18n.get_locale())}</th> }
    };
    let of_rows = layout.clone();
    let body = move || {
        let l = i18n.get_locale();
        let rows = rows.iter().map(|row| format!("<tr>{}</tr>", row_html::printed_cells(row, &of_rows, l)));
        rows.collect::<String>()
    };
    view! {
        <p class=if more { "notice warning" } else { "soft" }>{groups} {words}</p>
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, customers.table)>
            <table class="list compact printed">
                <caption class="visually-hidden">{t!(i18n, customers.table)}</caption>
                <thead>
                    <tr>
                        {layout.columns().map(title).collect_view()}
                    </tr>
                </thead>
                <tbody inner_html=body></tbody>
            </table>
        </div>
    }
}
