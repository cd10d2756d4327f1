//! The categories of a customer that is being added: any number of the firm's.

use std::collections::BTreeSet;

use leptos::prelude::*;
use uuid::Uuid;

use super::request::CATEGORY;
use crate::{customers::records::Named, i18n::*, ui::CheckField};

/// Which categories are ticked.
#[derive(Clone, Copy)]
pub struct CategoriesDraft(StoredValue<Vec<(Named, RwSignal<bool>)>>);

impl CategoriesDraft {
    /// Begins with none of these.
    pub fn of(offered: Vec<Named>) -> Self {
        let ticks = offered.into_iter().map(|category| (category, RwSignal::new(false)));
        Self(StoredValue::new(ticks.collect()))
    }

    /// What is ticked now.
    pub fn read(self) -> BTreeSet<Uuid> {
        self.0.with_value(|ticks| ticks.iter().filter(|(_, ticked)| ticked.get()).map(|(one, _)| one.id).collect())
    }

    /// Ticks others. One that the firm no longer has is left out.
    pub fn write(self, chosen: &BTreeSet<Uuid>) {
        self.0.with_value(|ticks| ticks.iter().for_each(|(one, ticked)| ticked.set(chosen.contains(&one.id))));
    }
}

/// A tick for each category. A firm without any does not see this.
#[component]
pub fn CategoriesPart(draft: CategoriesDraft) -> impl IntoView {
    let i18n = use_i18n();
    let ticks = draft.0.get_value();
    let tick = |(Named { id, name }, ticked): (Named, RwSignal<bool>)| {
        view! { <CheckField name=format!("{CATEGORY}{}", id.simple()) label=Signal::stored(name) value=ticked /> }
    };
    (!ticks.is_empty()).then(|| {
        view! {
            <fieldset class="field radio-group">
                <legend class="field-label">{t!(i18n, card.field.categories)}</legend>
                {ticks.into_iter().map(tick).collect_view()}
            </fieldset>
        }
    })
}
