//! The table in which somebody chooses between two versions of a record, part by part.

use leptos::prelude::*;

use super::Side;
use crate::{
    audit::{ByWhom, Stamp},
    i18n::*,
};

/// A part that both sides see differently.
pub struct ConflictRow {
    /// Under which a plain form sends what was chosen.
    pub name: String,
    pub label: Signal<String>,
    pub mine: String,
    pub theirs: String,
    /// Whose stays, once it was chosen.
    pub side: RwSignal<Option<Side>>,
    /// Who changed it on the other side, and when.
    pub stamp: Option<Stamp>,
}

/// Mine beside theirs, a row a part.
#[component]
pub fn ConflictTable(rows: Vec<ConflictRow>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |ConflictRow { name, label, mine, theirs, side, stamp }: ConflictRow| {
        view! {
            <tr>
                <th scope="row">
                    {move || label.get()}
                    {stamp.map(|stamp| view! { <div class="soft small"><ByWhom stamp /></div> })}
                </th>
                <Cell of=Side::Mine words=mine name=name.clone() label side />
                <Cell of=Side::Theirs words=theirs name label side />
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
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Cell(of: Side, words: String, name: String, label: Signal<String>, side: RwSignal<Option<Side>>) -> impl IntoView {
    let i18n = use_i18n();
    let (class, title) = match of {
        Side::Mine => ("mine", Signal::derive(move || t_string!(i18n, ui.conflict.mine))),
        Side::Theirs => ("theirs", Signal::derive(move || t_string!(i18n, ui.conflict.theirs))),
    };
    view! {
        <td class=class data-title=move || title.get()>
            <label class="check">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || side.get() == Some(of)
                    on:change=move |_| side.set(Some(of))
                />
                <span>
                    <span class="visually-hidden">{title} ", " {move || label.get()} ": "</span>
                    {if words.is_empty() { "–".to_owned() } else { words }}
                </span>
            </label>
        </td>
    }
}
