//! What is wrong with a form, at its top.

use leptos::{html, prelude::*};

use super::field::id_of;
use crate::{i18n::*, ui::Icon};

/// One wrong field: its name in the form, and what is wrong in a sentence that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub name: String,
    pub text: String,
}

/// What the summary of a form shows.
#[derive(Clone, Copy)]
pub struct Summary {
    pub problems: Signal<Vec<FieldProblem>>,
    /// Tells of each try to go on.
    pub tried: Signal<()>,
}

/// Lists the wrong fields, each a link to its field. Whenever somebody tried to go on it takes the focus, so that it is read
/// first. What was put right since then is no longer said; its room stays until the next try, so that the fields below
/// do not move while somebody types in them.
#[component]
pub fn ErrorSummary(summary: Summary) -> impl IntoView {
    let i18n = use_i18n();
    let Summary { problems, tried } = summary;
    let list = NodeRef::<html::Div>::new();
    Effect::new(move || {
        tried.get();
        if let Some(list) = list.get() {
            let _ = list.focus();
        }
    });
    let found = Memo::new(move |_| {
        tried.get();
        problems.get_untracked()
    });
    let right = move || problems.read().is_empty();
    let line = move |FieldProblem { name, text }: FieldProblem| {
        let href = format!("#{}", id_of(&name));
        let now = Memo::new(move |_| {
            problems.with(|now| now.iter().find(|problem| problem.name == name).map(|problem| problem.text.clone()))
        });
        view! {
            <li class:mended=move || now.read().is_none()>
                <a rel="external" href=href>{move || now.get().unwrap_or_else(|| text.clone())}</a>
            </li>
        }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <div
                    class="error-summary"
                    class:mended=right
                    tabindex="-1"
                    role="group"
                    aria-labelledby="error-summary-title"
                    node_ref=list
                >
                    <h2 id="error-summary-title">
                        <Icon name="circle-alert" />
                        {t!(i18n, ui.field.summary)}
                    </h2>
                    <ul>{found.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
