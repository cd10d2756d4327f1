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

/// Lists the wrong fields, each a link to its field. Whenever `tried` tells that somebody tried to go on it takes the focus, so that
/// it is read first; it takes none while it grows shorter.
#[component]
pub fn ErrorSummary(
    #[prop(into)] problems: Signal<Vec<FieldProblem>>,
    #[prop(into)] tried: Signal<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move || {
        tried.get();
        if let Some(summary) = summary.get() {
            let _ = summary.focus();
        }
    });
    let any = Memo::new(move |_| !problems.read().is_empty());
    let line = |FieldProblem { name, label, text }: FieldProblem| {
        view! { <li><a rel="external" href=format!("#{}", id_of(&name))>{label}</a> ": " {text}</li> }
    };
    move || {
        any.get().then(|| {
            view! {
                <div class="error-summary" tabindex="-1" role="group" aria-labelledby="error-summary-title" node_ref=summary>
                    <h2 id="error-summary-title">
                        <Icon name="circle-alert" />
                        {t!(i18n, ui.field.summary)}
                    </h2>
                    <ul>{move || problems.get().into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
