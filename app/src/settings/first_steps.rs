//! What a firm that has just begun does first, with a tick for what is done.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::api;
use crate::{
    i18n::*,
    imports::may_import,
    ui::{Icon, allowed, late},
};

/// What is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstSteps {
    /// The firm says where it is and by which number it is called.
    pub office: bool,
    /// There is a second colleague.
    pub colleagues: bool,
    /// There is a template to begin with.
    pub template: bool,
    /// There are customers, though the viewer may see none: the firm has begun long ago.
    pub customers: bool,
}

/// The list, each step for who may do it. Bringing in the customers comes last: once they are there, the list of them is.
#[component]
pub fn FirstStepsList() -> impl IntoView {
    let i18n = use_i18n();
    let steps = Resource::new(|| (), |()| api::first_steps());
    let list = move |steps: FirstSteps| {
        let done = move || t_string!(i18n, settings.first.done);
        let step = move |href: &'static str, is_done: bool, words: fn(I18n) -> &'static str| {
            let mark = if is_done {
                view! { <Icon name="check" /><span class="visually-hidden">{done}</span> }.into_any()
            } else {
                ().into_any()
            };
            view! { <li class:done=is_done><span class="first-step-mark">{mark}</span><a href=href>{move || words(i18n)}</a></li> }
        };
        view! {
            <section class="first-steps" aria-labelledby="first-steps">
                <h2 id="first-steps">{t!(i18n, settings.first.title)}</h2>
                <ol>
                    {step("/instellingen", steps.office, |i18n| t_string!(i18n, settings.first.office))}
                    {allowed(Area::Users, Level::Edit)
                        .then(|| step("/instellingen/gebruikers", steps.colleagues, |i18n| t_string!(i18n, settings.first.colleagues)))}
                    {allowed(Area::Templates, Level::Edit)
                        .then(|| step("/sjablonen/nieuw", steps.template, |i18n| t_string!(i18n, settings.first.template)))}
                    {may_import().then(|| step("/imports/nieuw", false, |i18n| t_string!(i18n, settings.first.import)))}
                </ol>
            </section>
        }
    };
    view! {
        <Suspense>
            {move || late(async move {
                // Without an answer the page is as useful as it was.
                steps.await.ok().filter(|steps| !steps.customers).map(list)
            })}
        </Suspense>
    }
}

type I18n = leptos_i18n::I18nContext<Locale>;
