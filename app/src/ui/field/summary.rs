//! What is wrong with a form, at its top.

use leptos::{html, prelude::*};

use super::{super::Icon, id_of};
use crate::i18n::*;

/// One wrong field, by its name in the form and the words of its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub name: String,
    pub label: String,
    pub text: String,
}

/// Lists the wrong fields, each a link to its field. When it appears it takes the focus, so that it is read first.
#[component]
pub fn ErrorSummary(#[prop(into)] problems: Signal<Vec<FieldProblem>>) -> impl IntoView {
    let i18n = use_i18n();
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(summary) = summary.get() {
            problems.track();
            let _ = summary.focus();
        }
    });
    let line = |FieldProblem { name, label, text }: FieldProblem| {
        view! { <li><a rel="external" href=format!("#{}", id_of(&name))>{label}</a> ": " {text}</li> }
    };
    move || {
        (!problems.read().is_empty()).then(|| {
            view! {
                <div class="error-summary" tabindex="-1" role="group" aria-labelledby="error-summary-title" node_ref=summary>
                    <h2 id="error-summary-title">
                        <Icon name="circle-alert" />
                        {t!(i18n, ui.field.summary)}
                    </h2>
                    <ul>{problems.get().into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
