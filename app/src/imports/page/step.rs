//! The buttons of an import's page: start, try again, throw away. Plain forms, so that they work before hydration; the
//! answer is the page of the import as it is then.

use leptos::{ev, html, prelude::*};
use uuid::Uuid;

use crate::ui::{Button, CONFIRMED, Kind};

/// What can be done with an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Start,
    Retry,
    Discard,
}

impl Step {
    pub const fn action(self) -> &'static str {
        match self {
            Self::Start => "/api/imports/start",
            Self::Retry => "/api/imports/retry",
            Self::Discard => "/api/imports/discard",
        }
    }
}

/// A button that does it.
#[component]
pub fn StepForm(
    id: Uuid,
    step: Step,
    kind: Kind,
    icon: &'static str,
    /// Asked first, after hydration; who is sure sends the form, with a word in `confirmed`.
    #[prop(optional, into)]
    ask: Option<Callback<()>>,
    #[prop(optional)] form: NodeRef<html::Form>,
    #[prop(optional)] confirmed: NodeRef<html::Input>,
    /// By which fields elsewhere on the page are part of it.
    #[prop(optional)]
    anchor: &'static str,
    children: Children,
) -> impl IntoView {
    let sending = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| match ask {
        Some(ask) => {
            event.prevent_default();
            ask.run(());
        }
        None => sending.set(true),
    };
    view! {
        <form id=(!anchor.is_empty()).then_some(anchor) method="post" novalidate action=step.action() node_ref=form on:submit=submit>
            <input type="hidden" name="id" value=id.to_string() />
            {ask.map(|_| view! { <input type="hidden" name=CONFIRMED node_ref=confirmed /> })}
            <Button kind icon submit=true pending=sending>
                {children()}
            </Button>
        </form>
    }
}
