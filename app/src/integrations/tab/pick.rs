//! One of a list, with the button that does something with it: a form of its own, so that it works before hydration.

use leptos::prelude::*;

use super::shared::Shared;
use crate::{
    i18n::*,
    ui::{Button, Choices, PostForm, SelectField, Size, came_back_fields},
};

/// What is chosen, by which words, and where a plain form of it goes.
pub struct Pick {
    /// The function that takes it as a plain form, and the field in which it finds the choice.
    pub action: &'static str,
    pub name: &'static str,
    pub label: Signal<String>,
    /// Asks to choose.
    pub ask: Signal<String>,
    pub icon: &'static str,
    /// What the button says.
    pub verb: Signal<String>,
    pub choices: Choices,
}

/// The form. `on_pick` hears of the choice on a hydrated page.
#[component]
pub fn PickForm(
    shared: Shared,
    pick: Pick,
    /// What stands in the field.
    #[prop(optional)]
    chosen: RwSignal<String>,
    #[prop(into, optional)] help: Signal<String>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let Pick { action, name, label, ask, icon, verb, choices } = pick;
    let missed = RwSignal::new(false);
    let send = move || match chosen.get_untracked() {
        nothing if nothing.is_empty() => missed.set(true),
        choice => on_pick.run(choice),
    };
    let error = move || (missed.get() && chosen.read().is_empty()).then(|| ask.get());
    view! {
        <PostForm class="row fields unprinted" action along=vec![("customer_id", shared.customer_id.to_string())] send>
            {came_back_fields().map(|_| missed.set(true))}
            <SelectField
                name
                label
                value=chosen
                choices
                help
                error=Signal::derive(error)
                empty=Signal::derive(move || Some(ask.get()))
                size=Size::Large
            />
            <Button icon submit=true pending=shared.pending>{verb}</Button>
        </PostForm>
    }
}

/// *Toevoegen*.
pub fn add(shared: Shared) -> Signal<String> {
    Signal::derive(move || t_string!(shared.i18n, ui.add).to_owned())
}
