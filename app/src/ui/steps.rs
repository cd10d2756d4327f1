//! Where somebody is in a wizard.

use leptos::prelude::*;

use super::Icon;
use crate::i18n::*;

/// One step. It has an address as soon as it can be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    pub href: Option<String>,
    pub done: bool,
}

/// The form that the steps of a wizard send, so that nothing that was typed is lost where the page is not hydrated yet.
#[derive(Clone, Copy)]
pub struct Sends {
    /// Its id.
    pub form: &'static str,
    /// The name under which it sends the step to go to, from 1.
    pub name: &'static str,
    /// Hears of that step, from 0, before the form is sent.
    pub to: Callback<usize>,
}

/// The steps of a wizard; the present one is marked, those before it are links, or send the form.
#[component]
pub fn Steps(
    #[prop(into)] steps: Signal<Vec<Step>>,
    /// The step that is shown, from 0.
    #[prop(into)]
    current: Signal<usize>,
    #[prop(optional)] sends: Option<Sends>,
) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |(index, Step { label, href, done }): (usize, Step)| {
        let here = index == current.get();
        let mark = if done && !here { view! { <Icon name="check" /> }.into_any() } else { (index + 1).into_any() };
        let inner = view! {
            <span class="step-mark">{mark}</span>
            <span class="step-label">{label}</span>
        };
        view! {
            <li class="step" class:done=done aria-current=here.then_some("step")>
                {match (href.filter(|_| !here), sends) {
                    (Some(_), Some(Sends { form, name, to })) => view! {
                        <button type="submit" form=form name=name value=index + 1 on:click=move |_| to.run(index)>{inner}</button>
                    }.into_any(),
                    (Some(href), None) => view! { <a href=href>{inner}</a> }.into_any(),
                    (None, _) => view! { <span>{inner}</span> }.into_any(),
                }}
            </li>
        }
    };
    view! {
        <ol class="steps" aria-label=move || t_string!(i18n, ui.steps)>
            {move || steps.get().into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
}
