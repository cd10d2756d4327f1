//! The rows of the list.

use std::borrow::Cow;

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::{
    address::{ListQuery, PATH, Sort},
    choice::Choice,
    columns::Column,
    keys::{self, RowAction},
    layout::{Layout, Shown},
    records::Row,
    row_html,
    row_menu::AskForActions,
};
use crate::{
    i18n::*,
    ui::{Order, SortHeader},
};

/// The table: titles that sort and rows that open.
#[component]
pub fn Table(
    rows: Vec<Row>,
    /// Their columns.
    layout: Layout,
    /// What they are sorted by, which the address does not always say.
    sort: Sort,
    query: Memo<ListQuery>,
    choice: Choice,
    /// The row that was clicked last.
    current: RwSignal<Option<Row>>,
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
    let (compact, own_columns) = (layout.compact, !layout.has_standard_columns());
    let (stored, shown) = (StoredValue::new(layout.clone()), StoredValue::new(layout.text()));
    // Where a range that Shift chooses begins.
    let anchor = StoredValue::new(None::<Uuid>);
    let on_click = move |event: ev::MouseEvent| {
        if let Some(id) = keys::customer_of(&event) {
            current.set(rows.with_value(|rows| rows.iter().find(|row| row.id == id).cloned()));
        }
        follow(keys::on_click(&event, anchor));
    };
    view! {
        <table class="list customers" class:compact=compact class:own-columns=own_columns>
            <caption class="visually-hidden">{t!(i18n, customers.table)}</caption>
            <Columns layout=layout.clone() />
            <Titles layout=layout.clone() sort query choice />
            <tbody
                on:click=on_click
                on:dblclick=move |event| on_double_click(keys::on_double_click(&event))
                on:keydown=move |event| on_key(keys::on_key(&event, anchor))
                on:mousedown=move |event| keys::select_no_text(&event)
                on:change=move |_| choice.read()
            >
                // Other columns are other rows.
                <For
                    each=move || rows.get_value().into_iter().enumerate()
                    key=move |(_, row)| (row.clone(), shown.get_value())
                    let((index, row))
                >
                    <Line row layout=stored first=index == 0 />
                </For>
            </tbody>
        </table>
        <AskForActions query />
    }
}

/// The widths stand in the style by these names, whatever the rows hold; where somebody chose one, it stands here.
#[component]
fn Columns(layout: Layout) -> impl IntoView {
    let col = |(column, shown): (Cow<'static, Column>, &Shown)| match shown.width {
        Some(width) => format!(r#"<col width="{width}">"#),
        None => format!(r#"<col class="{}">"#, column.look.width),
    };
    let cols: String = layout.columns().map(col).collect();
    view! { <colgroup inner_html=format!(r#"<col class="of-pick">{cols}<col class="of-actions">"#)></colgroup> }
}

#[component]
fn Titles(layout: Layout, sort: Sort, query: Memo<ListQuery>, choice: Choice) -> impl IntoView {
    let i18n = use_i18n();
    let order = Signal::derive(move || Order { column: sort.word().into_owned(), descending: query.read().descending });
    let href = move |order: Order| query.with(|query| query.ordered(&order).href());
    let select_all = move |event: ev::Event| {
        keys::choose_all(event_target_checked(&event));
        choice.read();
    };
    let title = move |(column, _): (Cow<'static, Column>, &Shown)| {
        let (class, sort) = (column.look.cell, column.sort);
        let label = Signal::derive(move || column.label(i18n.get_locale()));
        match sort {
            Some(sort) => view! { <SortHeader column=sort.word().into_owned() label order href class /> }.into_any(),
            None => {
                let why = move || t_string!(i18n, customers.columns.unsorted);
                view! { <th scope="col" class=class title=why>{label}</th> }.into_any()
            }
        }
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
                {layout.columns().map(title).collect_view()}
                <th scope="col" class="actions">
                    <span class="visually-hidden">{t!(i18n, customers.actions)}</span>
                </th>
            </tr>
        </thead>
    }
}

/// A row. Its cells are written as one text: [`row_html`].
#[component]
fn Line(row: Row, layout: StoredValue<Layout>, first: bool) -> impl IntoView {
    let i18n = use_i18n();
    let id = row.id.to_string();
    let cells = move || layout.with_value(|layout| row_html::list_cells(&row, layout, i18n.get_locale()));
    view! {
        <tr
            class="open"
            id=format!("customer-{id}")
            data-customer=id.clone()
            tabindex=if first { "0" } else { "-1" }
            inner_html=cells
        ></tr>
    }
}
