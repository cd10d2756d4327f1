//! Which columns the list shows, in which order and width, and how close its rows stand.

use std::borrow::Cow;

use domain::permissions::Level;
use leptos::{ev, prelude::*};

use super::super::{
    address::ListQuery,
    api,
    columns::{self, Column},
    layout::{Layout, Shown, within},
};
use crate::{
    i18n::*,
    limits::COLUMN_WIDTHS,
    ui::{Arranged, ArrangedFoot, ArrangedRow, PostForm, allowed, use_saving, use_toaster},
};

/// A column in the form.
#[derive(Clone)]
struct Offered {
    column: Cow<'static, Column>,
    shown: bool,
    width: Option<u16>,
}

/// The form of the dialog and of the page.
#[component]
pub fn ArrangeForm(
    query: Memo<ListQuery>,
    layout: Layout,
    /// The class of what stands around its buttons.
    foot: &'static str,
    done: Callback<()>,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let offered = RwSignal::new(offered(&layout));
    let compact = RwSignal::new(layout.compact);
    let saving = use_saving(api::arrange_list, move |()| {
        toaster.say(t_string!(i18n, ui.saved));
        done.run(());
    });
    let keys = move || offered.read().iter().map(|one| one.column.key.as_str()).collect::<Vec<_>>().join(" ");
    let send = move || saving.send(chosen(&offered.read_untracked(), compact.get_untracked()));
    let on_reset = Callback::new(move |()| saving.send(Layout::default()));
    let reset = Signal::derive(move || t_string!(i18n, customers.columns.reset).to_owned());
    let along = vec![("list", query.with_untracked(ListQuery::href))];
    let help = move || {
        let (least, most) = (COLUMN_WIDTHS.start(), COLUMN_WIDTHS.end());
        t_string!(i18n, customers.columns.help, least = least.to_string(), most = most.to_string())
    };
    view! {
        <PostForm action="/api/customers/arrange_list_form" along send>
            // Enter presses the first button of a form: this one saves.
            <button type="submit" hidden></button>
            <p class="soft">{help}</p>
            <label class="check">
                <input
                    type="checkbox"
                    name="compact"
                    value="true"
                    checked=layout.compact
                    on:change=move |event| compact.set(event_target_checked(&event))
                />
                <span>{t!(i18n, customers.columns.compact)}</span>
            </label>
            <input type="hidden" name="keys" value=keys />
            <Arranged rows=offered key=|one: &Offered| one.column.key.clone() shown=row />
            <ArrangedFoot class=foot reset on_reset pending=saving.pending />
        </PostForm>
    }
}

/// One column: its name, whether it is shown, and how wide.
fn row(one: Offered, offered: RwSignal<Vec<Offered>>) -> ArrangedRow {
    let i18n = use_i18n();
    let Offered { column, shown, width } = one;
    let (key, is_fixed) = (column.key.clone(), column.is_fixed());
    let id = StoredValue::new(key.clone());
    let is_it = move |one: &Offered| id.with_value(|id| one.column.key == *id);
    let label = Signal::derive(move || column.label(i18n.get_locale()));
    let change = move |change: &dyn Fn(&mut Offered)| {
        offered.update(|offered| offered.iter_mut().filter(|one| is_it(one)).for_each(change));
    };
    let tick = move |event: ev::Event| {
        let shown = event_target_checked(&event);
        change(&|one| one.shown = shown);
    };
    let widen = move |event: ev::Event| {
        let width = event_target_value(&event).trim().parse().ok().map(within);
        change(&|one| one.width = width);
    };
    let width_of = move || t_string!(i18n, customers.columns.width, name = label.get());
    let words = if is_fixed {
        view! { <strong>{label}</strong> <span class="soft small">{t!(i18n, customers.columns.fixed)}</span> }
            .into_any()
    } else {
        view! {
            <label class="check">
                <input type="checkbox" name=format!("show_{key}") value="true" checked=shown on:change=tick />
                <span>{label}</span>
            </label>
        }
        .into_any()
    };
    let controls = view! {
        <input
            class="input size-tiny"
            name=format!("width_{key}")
            inputmode="numeric"
            placeholder="px"
            autocomplete="off"
            maxlength="4"
            value=width.map(|width| width.to_string())
            aria-label=width_of
            title=width_of
            on:change=widen
        />
    };
    ArrangedRow {
        words,
        controls: controls.into_any(),
        up: Signal::derive(move || t_string!(i18n, customers.columns.up, name = label.get())),
        down: Signal::derive(move || t_string!(i18n, customers.columns.down, name = label.get())),
    }
}

/// The columns that the viewer is offered: those that are shown in their order, then the others.
fn offered(layout: &Layout) -> Vec<Offered> {
    let shown = layout.columns().map(|(column, shown)| Offered { column, shown: true, width: shown.width });
    let is_shown = |column: &Column| layout.columns.iter().any(|shown| shown.key == column.key);
    let own = layout.own.iter().map(|own| Cow::Owned(Column::of_own(own)));
    let others = columns::all()
        .iter()
        .filter(|column| column.is_open(|area| allowed(area, Level::Read)))
        .map(Cow::Borrowed)
        .chain(own)
        .filter(|column| !is_shown(column))
        .map(|column| Offered { column, shown: false, width: None });
    shown.chain(others).collect()
}

/// What was chosen.
fn chosen(offered: &[Offered], compact: bool) -> Layout {
    let shown = offered.iter().filter(|one| one.shown);
    let columns = shown.map(|one| Shown { key: one.column.key.clone(), width: one.width }).collect();
    Layout { columns, compact, own: Vec::new() }
}
