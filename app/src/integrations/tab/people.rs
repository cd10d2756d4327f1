//! Who works for a customer.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::CustomerSettings,
    pick::{Pick, PickForm, add},
    remove::Remove,
    shared::{LeavingQuestion, Shared},
};
use crate::{
    i18n::*,
    paths,
    settings::Colleague,
    ui::{Choices, Pill},
};

/// The function that assigns a colleague by a plain form.
pub const ASSIGN: &str = "/api/integrations/assign_form";
/// The field in which one is chosen.
pub const COLLEAGUE: &str = "colleague";
/// The function that takes one off by a plain form.
pub const UNASSIGN: &str = "/api/integrations/unassign_form";

/// Manager, business unit, and the colleagues who are assigned.
#[component]
pub fn People(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let manager = settings.manager.as_ref().map(|manager| manager.name.clone());
    let unit = settings.business_unit.clone();
    let nobody = settings.assigned.is_empty();
    let people = settings.assigned.clone();
    let known = settings.clone();
    let person = move |colleague: Colleague| view! { <li><Person shared colleague settings=known.clone() /></li> };
    view! {
        <section class="section" aria-labelledby="settings-people">
            <h2 id="settings-people">{t!(i18n, integrations.people.title)}</h2>
            <dl class="facts">
                <div>
                    <dt>{t!(i18n, integrations.people.manager)}</dt>
                    <dd>{manager}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, integrations.people.unit)}</dt>
                    <dd>{unit}</dd>
                </div>
            </dl>
            {shared
                .may_edit
                .then(|| view! { <p class="unprinted"><a href=paths::edit(shared.customer_id)>{t!(i18n, integrations.people.change)}</a></p> })}
            <h3>{t!(i18n, integrations.people.assigned)}</h3>
            {nobody.then(|| view! { <p class="soft">{t!(i18n, integrations.people.nobody)}</p> })}
            <ul class="stack">{people.into_iter().map(person).collect_view()}</ul>
            {shared.may_edit.then(|| view! { <LeavingQuestion shared settings=settings.clone() /> })}
            {shared.may_edit.then(|| view! { <Add shared settings /> })}
        </section>
    }
}

/// One colleague, with the way off.
#[component]
fn Person(shared: Shared, colleague: Colleague, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let Colleague { id, name } = colleague;
    let left = !settings.colleagues.iter().any(|active| active.id == id);
    let deviates = settings.template.as_ref().is_some_and(|template| template.deviation.added_users.contains(&id));
    let shown = name.clone();
    let label = Signal::derive(move || t_string!(i18n, integrations.people.remove, name = name.clone()));
    let on_remove = Callback::new(move |()| shared.unassign(&settings, id));
    view! {
        <div class="row" class:deviates=deviates>
            <span>{shown}</span>
            {left.then(|| view! { <Pill>{t!(i18n, integrations.people.left)}</Pill> })}
            {shared
                .may_edit
                .then(|| view! { <Remove shared action=UNASSIGN id label on_remove /> })}
        </div>
    }
}

/// Somebody of the firm who is not assigned yet.
#[component]
fn Add(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let others = settings.colleagues.iter().filter(|colleague| !settings.assigned.contains(colleague));
    let others: Vec<Colleague> = others.cloned().collect();
    if others.is_empty() {
        return ().into_any();
    }
    let choices: Choices = others.iter().map(|colleague| (colleague.id.to_string(), colleague.name.clone())).collect();
    let on_pick = Callback::new(move |chosen: String| {
        if let Some(colleague) = others.iter().find(|colleague| colleague.id.to_string() == chosen) {
            shared.assign(colleague.id, &colleague.name);
        }
    });
    let pick = Pick {
        action: ASSIGN,
        name: COLLEAGUE,
        label: Signal::derive(move || t_string!(i18n, integrations.people.add).to_owned()),
        ask: Signal::derive(move || t_string!(i18n, integrations.people.choose).to_owned()),
        icon: "user-plus",
        verb: add(shared),
        choices,
    };
    view! { <PickForm shared pick on_pick /> }.into_any()
}
