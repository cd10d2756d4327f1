//! The table in which somebody chooses per field.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;

use super::{Difference, Side};
use crate::{
    audit::{ByWhom, Stamp},
    customers::form::{
        names::full_label,
        value::{Known, shown},
    },
    i18n::*,
};

/// A difference, and which side was chosen.
#[derive(Clone)]
pub struct Choice {
    pub difference: Difference,
    pub side: RwSignal<Option<Side>>,
    /// Who changed it on the other side, and when.
    pub stamp: Option<Stamp>,
}

impl Choice {
    /// The choices to be made, with what is proposed.
    pub fn of(differences: Vec<Difference>, changed: &BTreeMap<String, Stamp>) -> Vec<Self> {
        let choice = |difference: Difference| Self {
            side: RwSignal::new(difference.proposed),
            stamp: changed.get(&difference.field).cloned(),
            difference,
        };
        differences.into_iter().map(choice).collect()
    }
}

/// Mine beside theirs, a row a field. Numbers are grouped as in `country`.
#[component]
pub fn ConflictTable(choices: Vec<Choice>, country: String, known: StoredValue<Known>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |Choice { difference, side, stamp }: Choice| {
        let Difference { field, mine, theirs, .. } = difference;
        let words = |value: &Value| known.with_value(|known| shown(i18n, known, &country, &field, value));
        let (mine, theirs) = (words(&mine), words(&theirs));
        let heading = field.clone();
        view! {
            <tr>
                <th scope="row">
                    {move || known.with_value(|known| full_label(i18n, &known.own, &heading))}
                    {stamp.map(|stamp| view! { <div class="soft small"><ByWhom stamp /></div> })}
                </th>
                <Cell of=Side::Mine words=mine field=field.clone() side known />
                <Cell of=Side::Theirs words=theirs field side known />
            </tr>
        }
    };
    view! {
        <table class="diff">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{t!(i18n, ui.conflict.mine)}</th>
                    <th scope="col">{t!(i18n, ui.conflict.theirs)}</th>
                </tr>
            </thead>
            <tbody>{choices.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Cell(
    of: Side,
    words: String,
    field: String,
    side: RwSignal<Option<Side>>,
    known: StoredValue<Known>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (class, title) = match of {
        Side::Mine => ("mine", Signal::derive(move || t_string!(i18n, ui.conflict.mine))),
        Side::Theirs => ("theirs", Signal::derive(move || t_string!(i18n, ui.conflict.theirs))),
    };
    let group = format!("conflict-{field}");
    view! {
        <td class=class data-title=move || title.get()>
            <label class="check">
                <input
                    type="radio"
                    name=group
                    prop:checked=move || side.get() == Some(of)
                    on:change=move |_| side.set(Some(of))
                />
                <span>
                    <span class="visually-hidden">{title} ", " {move || known.with_value(|known| full_label(i18n, &known.own, &field))} ": "</span>
                    {if words.is_empty() { "–".to_owned() } else { words }}
                </span>
            </label>
        </td>
    }
}
