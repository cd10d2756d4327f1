//! The categories that a customer is in.

use std::sync::Arc;

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    super::{CategoryRequest, CustomerSettings, api},
    pick::{Pick, PickForm, add},
    remove::Remove,
    shared::Shared,
};
use crate::{
    customers::records::Named,
    i18n::*,
    settings::CATEGORIES,
    ui::{Choices, Guard},
};

/// The function that puts the customer in a category by a plain form.
pub const CATEGORISE: &str = "/api/integrations/categorise_form";
/// The field in which one is chosen.
pub const CATEGORY: &str = "category";
/// The function that takes it out of one.
const UNCATEGORISE: &str = "/api/integrations/uncategorise_form";

/// Which they are, and for who may edit the customer the way in and out.
#[component]
pub fn Categories(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let none = settings.categories.is_empty();
    let one = move |category: Named| view! { <li><In shared category /></li> };
    let body = if settings.firm_categories.is_empty() {
        view! {
            <p class="soft">
                {t!(i18n, integrations.categories.nowhere)}
                <Guard area=Area::Settings level=Level::Edit>
                    " "
                    <a href=CATEGORIES>{t!(i18n, integrations.categories.make)}</a>
                </Guard>
            </p>
        }
        .into_any()
    } else {
        view! {
            {none.then(|| view! { <p class="soft">{t!(i18n, integrations.categories.none)}</p> })}
            <ul class="stack">{settings.categories.clone().into_iter().map(one).collect_view()}</ul>
            {shared.may_edit.then(|| view! { <Add shared settings=settings.clone() /> })}
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="settings-categories">
            <h2 id="settings-categories">{t!(i18n, integrations.categories.title)}</h2>
            {body}
        </section>
    }
}

/// One category, with the way out.
#[component]
fn In(shared: Shared, category: Named) -> impl IntoView {
    let i18n = shared.i18n;
    let shown = category.name.clone();
    let (id, name) = (category.id, category.name.clone());
    let label = Signal::derive(move || t_string!(i18n, integrations.categories.remove, name = name.clone()));
    let on_remove = Callback::new(move |()| take_out(shared, category.clone()));
    view! {
        <div class="row">
            <span>{shown}</span>
            {shared
                .may_edit
                .then(|| view! { <Remove shared action=UNCATEGORISE id label on_remove /> })}
        </div>
    }
}

/// One of the firm that the customer is not in yet.
#[component]
fn Add(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let others = settings.firm_categories.iter().filter(|category| !settings.categories.contains(category));
    let others: Vec<Named> = others.cloned().collect();
    if others.is_empty() {
        return ().into_any();
    }
    let choices: Choices = others.iter().map(|category| (category.id.to_string(), category.name.clone())).collect();
    let on_pick = Callback::new(move |chosen: String| {
        if let Some(category) = others.iter().find(|category| category.id.to_string() == chosen) {
            put_in(shared, category);
        }
    });
    let pick = Pick {
        action: CATEGORISE,
        name: CATEGORY,
        label: Signal::derive(move || t_string!(i18n, integrations.categories.add).to_owned()),
        ask: Signal::derive(move || t_string!(i18n, integrations.categories.choose).to_owned()),
        icon: "plus",
        verb: add(shared),
        choices,
    };
    view! { <PickForm shared pick on_pick /> }.into_any()
}

fn put_in(shared: Shared, category: &Named) {
    let said = t_string!(shared.i18n, integrations.categories.was_added, name = category.name.clone());
    shared.send(api::categorise(request(shared, category.id)), move || shared.toaster.say(said));
}

/// Takes the customer out of a category, and offers to undo that.
fn take_out(shared: Shared, category: Named) {
    let said = t_string!(shared.i18n, integrations.categories.was_removed, name = category.name.clone());
    let uncategorise = api::uncategorise(request(shared, category.id));
    let undo = move || {
        let category = category.clone();
        shared.after(move || put_in(shared, &category));
    };
    shared.send(uncategorise, move || shared.toaster.say_with_undo(said, undo));
}

fn request(shared: Shared, category_id: Uuid) -> CategoryRequest {
    CategoryRequest { customer_id: shared.customer_id, category_id }
}
