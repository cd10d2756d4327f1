//! Adding a customer: first the template, then the form.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::{
    api,
    new_form::NewForm,
    request::{Blank, NEW},
    template_step::TemplateStep,
};
use crate::{
    i18n::*,
    ui::{self, ErrorState, NoPermission, PageHead, Shape, Skeleton, Step, Steps, use_query},
};

/// The page: what it shows follows from `?sjabloon=`.
#[component]
pub fn NewPage() -> impl IntoView {
    if !ui::allowed(Area::Customers, Level::Edit) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let query = use_query();
    let template = Memo::new(move |_| query.read().get("sjabloon"));
    let blank = Resource::new(|| (), |()| api::blank());
    view! {
        <Suspense fallback=|| view! { <Skeleton shape=Shape::Form /> }>
            {move || ui::late(async move {
                match blank.await {
                    Ok(blank) => view! { <Adding blank template /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Adding(blank: Blank, template: Memo<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let steps = move || {
        let chosen = template.read().is_some();
        let step = |label: &str, href: Option<&str>, done| Step {
            label: label.to_owned(),
            href: href.map(str::to_owned),
            done,
        };
        vec![
            step(t_string!(i18n, card.form.step_template), chosen.then_some(NEW), chosen),
            step(t_string!(i18n, card.form.step_details), None, false),
        ]
    };
    let steps = Signal::derive(steps);
    move || {
        let blank = blank.clone();
        match template.get() {
            None => view! {
                <PageHead title=Signal::derive(move || t_string!(i18n, card.form.new).to_owned()) />
                <div class="page-body"><Steps steps current=Signal::derive(|| 0) /></div>
                <TemplateStep templates=blank.templates />
            }
            .into_any(),
            Some(template) => view! { <NewForm blank steps template_id=template.parse().ok() /> }.into_any(),
        }
    }
}
