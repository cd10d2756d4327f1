//! The rows of the list.

use domain::numbers;
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::{
    address::{ListQuery, PATH, Sort},
    choice::Choice,
    keys::{self, RowAction},
    records::Row,
    row_menu::{PANEL, RowMenu},
};
use crate::{
    customers::fields::StatusPill,
    i18n::*,
    ui::{MenuButton, Order, SortHeader},
};

/// The table: titles that sort, rows that open, and one menu for all of them.
#[component]
pub fn Table(
    rows: Vec<Row>,
    /// What they are sorted by, which the address does not always say.
    sort: Sort,
    query: Memo<ListQuery>,
    choice: Choice,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let follow = move |action: Option<RowAction>| match action {
        Some(RowAction::Open(id)) => navigate(&format!("{PATH}/{id}"), Default::default()),
        Some(RowAction::Chosen) => choice.read(),
        Some(RowAction::Nothing) => choice.clear(),
        None => {}
    };
    let (on_key, on_double_click) = (follow.clone(), follow.clone());
    let rows = StoredValue::new(rows);
    let current = RwSignal::new(None::<Row>);
    // Where a range that Shift chooses begins.
    let anchor = StoredValue::new(None::<Uuid>);
    let on_click = move |event: ev::MouseEvent| {
        if let Some(id) = keys::customer_of(&event) {
            current.set(rows.with_value(|rows| rows.iter().find(|row| row.id == id).cloned()));
        }
        follow(keys::on_click(&event, anchor));
    };
    view! {
        <table class="list customers">
            <caption class="visually-hidden">{t!(i18n, customers.table)}</caption>
            <Columns />
            <Titles sort query choice />
            <tbody
                on:click=on_click
                on:dblclick=move |event| on_double_click(keys::on_double_click(&event))
                on:keydown=move |event| on_key(keys::on_key(&event, anchor))
                on:mousedown=move |event| keys::select_no_text(&event)
                on:change=move |_| choice.read()
            >
                <For each=move || rows.get_value().into_iter().enumerate() key=|(_, row)| row.clone() let((index, row))>
                    <Line row first=index == 0 />
                </For>
            </tbody>
        </table>
        <RowMenu row=current on_change />
    }
}

/// The widths stand in the style, by these names: they are the same whatever the rows hold.
#[component]
fn Columns() -> impl IntoView {
    let names = ["pick", "number", "name", "code", "city", "status", "manager", "actions"];
    view! { <colgroup>{names.map(|name| view! { <col class=format!("of-{name}") /> }).collect_view()}</colgroup> }
}

#[component]
fn Titles(sort: Sort, query: Memo<ListQuery>, choice: Choice) -> impl IntoView {
    let i18n = use_i18n();
    let order = Signal::derive(move || Order { column: sort.word().to_owned(), descending: query.read().descending });
    let href = move |order: Order| query.with(|query| query.ordered(&order).href());
    let select_all = move |event: ev::Event| {
        keys::choose_all(event_target_checked(&event));
        choice.read();
    };
    view! {
        <thead>
            <tr>
                <th scope="col" class="fit pick">
                    <input
                        type="checkbox"
                        aria-label=move || t_string!(i18n, customers.select_all)
                        prop:checked=move || choice.is_whole()
                        prop:indeterminate=move || (1..choice.shown()).contains(&choice.count())
                        on:change=select_all
                    />
                </th>
                <SortHeader column=Sort::Number.word() label=words(move || t_string!(i18n, customers.number)) order href number=true />
                <SortHeader column=Sort::Name.word() label=words(move || t_string!(i18n, customers.name)) order href />
                <SortHeader column=Sort::Vat.word() label=words(move || t_string!(i18n, customers.vat)) order href />
                <SortHeader column=Sort::City.word() label=words(move || t_string!(i18n, customers.city)) order href />
                <SortHeader column=Sort::Status.word() label=words(move || t_string!(i18n, customers.status)) order href />
                <SortHeader column=Sort::Manager.word() label=words(move || t_string!(i18n, customers.manager)) order href class="manager" />
                <th scope="col" class="actions">
                    <span class="visually-hidden">{t!(i18n, customers.actions)}</span>
                </th>
            </tr>
        </thead>
    }
}

fn words(text: impl Fn() -> &'static str + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || text().to_owned())
}

#[component]
fn Line(row: Row, first: bool) -> impl IntoView {
    let i18n = use_i18n();
    let Row { id, version: _, number, name, vat, city, status, manager } = row;
    let (named, chosen) = (name.clone(), name.clone());
    let label = Signal::derive(move || t_string!(i18n, customers.actions_of, name = named.clone()));
    let id = id.to_string();
    view! {
        <tr class="open" id=format!("customer-{id}") data-customer=id.clone() tabindex=if first { "0" } else { "-1" }>
            <td class="fit pick">
                <input type="checkbox" value=id.clone() aria-label=move || t_string!(i18n, customers.select, name = chosen.clone()) />
            </td>
            <td class="number">{number}</td>
            <th scope="row" class="name stays">
                <a href=format!("{PATH}/{id}")>{name}</a>
            </th>
            <td class="code">{numbers::readable_vat(&vat)}</td>
            <td class="city">{city}</td>
            <td class="status">
                <StatusPill status />
            </td>
            <td class="manager">{manager}</td>
            <td class="actions">
                <MenuButton panel=PANEL label />
            </td>
        </tr>
    }
}
