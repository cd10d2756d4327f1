//! Marks a card whose customer has the same number as another.

use leptos::prelude::*;

use crate::{
    customers::{fields::StatusPill, records::Duplicate},
    i18n::*,
    paths,
    ui::Icon,
};

/// The other cards, where there are any.
#[component]
pub fn DuplicatesOfCard(duplicates: Vec<Duplicate>) -> impl IntoView {
    let i18n = use_i18n();
    let line = |duplicate: Duplicate| {
        view! {
            <li class="row">
                <a href=paths::card(duplicate.id)>{duplicate.name}</a>
                <span class="soft tabular">{duplicate.number}</span>
                <StatusPill status=duplicate.status />
            </li>
        }
    };
    (!duplicates.is_empty()).then(|| {
        view! {
            <div class="notice warning duplicates">
                <Icon name="triangle-alert" />
                <div>
                    <strong>{t!(i18n, card.duplicates.on_card)}</strong>
                    <ul class="stack">{duplicates.into_iter().map(line).collect_view()}</ul>
                </div>
            </div>
        }
    })
}
