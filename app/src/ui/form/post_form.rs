//! The form of a page behind signing in. A hydrated page sends it by itself; before that, and without JavaScript, the browser
//! posts it to a function of its own, which does the same and leads to the next page, or back to the form with what was typed in it.

use leptos::{context::Provider, ev, prelude::*};
use leptos_router::hooks::use_url;
use uuid::Uuid;

use super::came_back::{self, Notice};
use crate::session::{Visitor, use_visitor};

/// What says in an address that something was saved.
pub const SAVED: &str = "bewaard=ja";

/// A form. `send` is what a hydrated page does with it.
#[component]
pub fn PostForm(
    /// The function that takes it as a plain form.
    action: &'static str,
    /// What goes along unseen: which record, and in which version.
    #[prop(optional)]
    along: Vec<(&'static str, String)>,
    #[prop(default = "form")] class: &'static str,
    /// By which a button that stands outside of it names it.
    #[prop(optional)]
    form_id: &'static str,
    send: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let id = along.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.as_str()).unwrap_or_default();
    let (of_form, forget) = came_back::of_form(action, id);
    view! {
        <form
            class=class
            id=(!form_id.is_empty()).then_some(form_id)
            method="post"
            action=action
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                forget();
                send();
            }
        >
            <Hidden fields=unseen(along) />
            // Around these fields only: the next form in this place is another.
            <Provider value=of_form>
                <Notice />
                {children()}
            </Provider>
        </form>
    }
}

/// What goes along with every form: its page, and whose session showed it. What is refused comes back to a page that does not say
/// that something was saved.
pub(super) fn of_page() -> [(&'static str, String); 2] {
    let page = use_url().with_untracked(|url| {
        let search = url.search().trim_start_matches('?').split('&').filter(|pair| !pair.is_empty() && *pair != SAVED);
        match search.collect::<Vec<_>>().join("&") {
            search if search.is_empty() => url.path().to_owned(),
            search => format!("{}?{search}", url.path()),
        }
    });
    let account = use_visitor().with_untracked(|visitor| match visitor {
        Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) => viewer.user_id.to_string(),
        Visitor::Customer(_) | Visitor::Nobody => String::new(),
    });
    [("page", page), ("account", account)]
}

pub(super) fn named(
    fields: impl IntoIterator<Item = (&'static str, String)>,
) -> impl Iterator<Item = (String, String)> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value))
}

/// What a form sends unseen: what every form does, and what goes along.
pub(in crate::ui) fn unseen(along: Vec<(&'static str, String)>) -> Vec<(String, String)> {
    named(of_page().into_iter().chain(along)).collect()
}

/// Fields that are sent and not shown.
#[component]
pub(in crate::ui) fn Hidden(fields: Vec<(String, String)>) -> impl IntoView {
    fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
}

/// A step of a form on a page of its own, where another step came back: its buttons go on with what was typed there. The browser sends
/// it, also from a page that is hydrated. Where nothing came back, `otherwise` is shown.
#[component]
pub fn StepOfForm(
    /// The function that takes it as a plain form.
    action: &'static str,
    #[prop(into)] otherwise: ViewFn,
    children: Children,
) -> impl IntoView {
    let (of_form, _) = came_back::of_form(action, "");
    let Some(typed) = of_form.texts() else { return otherwise.run() };
    let fields = named(of_page()).chain(typed).collect::<Vec<_>>();
    view! {
        <form method="post" action=action novalidate>
            <Hidden fields />
            <Provider value=of_form>
                <Notice />
                {children()}
            </Provider>
        </form>
    }
    .into_any()
}

/// What came back of a form that the page has no more: what it was about has changed meanwhile. `besides` is the record whose form is
/// there, and says it itself.
#[component]
pub fn CameBackNotice(action: &'static str, #[prop(into, optional)] besides: String) -> impl IntoView {
    view! { <Provider value=came_back::of_others(action, &besides)><Notice /></Provider> }
}

/// What a plain form says of a record: which, and in which version; a new one has no id.
pub fn seen(id: Option<Uuid>, version: i32) -> Vec<(&'static str, String)> {
    let id = id.map(|id| ("id", id.to_string()));
    [("version", version.to_string())].into_iter().chain(id).collect()
}
