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
pub fn ConflictTable(
    rows: Vec<ConflictRow>,
    /// What a part is called in general.
    #[prop(optional, into)]
    part: Option<Signal<String>>,
    /// What the other version is called, where not as elsewhere.
    #[prop(optional, into)]
    other: Option<Signal<String>>,
    /// A choice is called by its part and its side, without what it says.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let mine_title = Signal::derive(move || t_string!(i18n, ui.conflict.mine).to_owned());
    let theirs_title = other.unwrap_or_else(|| Signal::derive(move || t_string!(i18n, ui.conflict.theirs).to_owned()));
    let row = move |ConflictRow { name, label, mine, theirs, side, stamp }: ConflictRow| {
        view! {
            <tr>
                <th scope="row">
                    {move || label.get()}
                    {stamp.map(|stamp| view! { <div class="soft small"><ByWhom stamp /></div> })}
                </th>
                <Cell of=Side::Mine title=mine_title words=mine name=name.clone() label side brief />
                <Cell of=Side::Theirs title=theirs_title words=theirs name label side brief />
            </tr>
        }
    };
    view! {
        <table class="diff">
            <thead>
                <tr>
                    {match part {
                        Some(part) => view! { <th scope="col">{part}</th> }.into_any(),
                        None => view! { <td></td> }.into_any(),
                    }}
                    <th scope="col">{mine_title}</th>
                    <th scope="col">{theirs_title}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Cell(
    of: Side,
    title: Signal<String>,
    words: String,
    name: String,
    label: Signal<String>,
    side: RwSignal<Option<Side>>,
    brief: bool,
) -> impl IntoView {
    let called = move || brief.then(|| format!("{}: {}", label.get(), title.get()));
    let spoken =
        (!brief).then(|| view! { <span class="visually-hidden">{title} ", " {move || label.get()} ": "</span> });
    view! {
        <td class=of.key() data-title=move || title.get()>
            <label class="check">
                <input
                    type="radio"
                    name=name
                    value=of.key()
                    checked=side.get_untracked() == Some(of)
                    aria-label=called
                    prop:checked=move || side.get() == Some(of)
                    on:change=move |_| side.set(Some(of))
                />
                <span>
                    {spoken}
                    {if words.is_empty() { "–".to_owned() } else { words }}
                </span>
            </label>
        </td>
    }
}
