//! From one card to the next: the list that one came from, and the customers before and behind this one in it.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    customers::list::{
        address::ListQuery,
        api::{self, NeighboursRequest},
        list_of_tab,
        records::Neighbours,
    },
    i18n::*,
    paths,
    ui::{Icon, Kind, LinkButton},
};

/// The way back to the list as it was left in this browser tab, and to the cards around this one. A tab that has shown no list goes by
/// the list as it opens.
#[component]
pub fn ListSteps(id: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    let (list, around) = (RwSignal::new(ListQuery::default()), RwSignal::new(Neighbours::default()));
    Effect::new(move || {
        let query = list_of_tab().unwrap_or_default();
        list.set(query.clone());
        spawn_local(async move {
            if let Ok(found) = api::neighbours(NeighboursRequest { query, id }).await {
                let _ = around.try_set(found);
            }
        });
    });
    let step = |to: Signal<Option<Uuid>>, rel: &'static str, icon: &'static str, words: Signal<String>| {
        view! {
            <a
                class="button quiet icon-only"
                role="link"
                rel=rel
                href=move || to.get().map(paths::card)
                aria-disabled=move || to.get().is_none().then_some("true")
                aria-label=words
                title=words
            >
                <Icon name=icon />
            </a>
        }
    };
    let previous = Signal::derive(move || around.get().previous);
    let next = Signal::derive(move || around.get().next);
    view! {
        <nav class="list-steps" aria-label=move || t_string!(i18n, card.steps.title)>
            <LinkButton kind=Kind::Quiet icon="list" href=Signal::derive(move || list.read().href())>
                {t!(i18n, card.steps.list)}
            </LinkButton>
            {step(previous, "prev", "chevron-left", Signal::derive(move || t_string!(i18n, card.steps.previous).to_owned()))}
            {step(next, "next", "chevron-right", Signal::derive(move || t_string!(i18n, card.steps.next).to_owned()))}
        </nav>
    }
}
