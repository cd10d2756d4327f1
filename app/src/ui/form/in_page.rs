//! What an address asks a page to show in itself: a form or a question that a hydrated page shows in a dialog.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_url, location::Url};
use uuid::Uuid;

use super::PostForm;
use crate::ui::{Button, Kind, use_lead_on, use_query};

/// A form or a question, and the record that it is about; a new record has no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub what: &'static str,
    pub id: Option<Uuid>,
}

impl Asked {
    /// The record, where this is asked about it.
    #[must_use]
    pub fn about(self, what: &str) -> Option<Uuid> {
        self.id.filter(|_| self.what == what)
    }
}

/// What is asked of a page by its address.
#[derive(Clone, Copy)]
pub struct InPage {
    asked: Memo<Option<Asked>>,
    url: ReadSignal<Url>,
    /// Goes to an address in place of the one that asks.
    lead: Callback<String>,
}

/// Reads what is asked; `known` are the names in the address that this page knows.
pub fn use_in_page(known: &'static [&'static str]) -> InPage {
    let (query, lead_on) = (use_query(), use_lead_on());
    let asked = Memo::new(move |_| {
        let query = query.read();
        known.iter().find_map(|what| Some(Asked { what, id: query.get_str(what)?.parse().ok() }))
    });
    let lead = move |to: String| {
        lead_on(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    InPage { asked, url: use_url(), lead: Callback::new(lead) }
}

impl InPage {
    /// What is asked now.
    #[must_use]
    pub fn asked(self) -> Option<Asked> {
        self.asked.get()
    }

    /// Whether dialogs ask on this page, because its address does not.
    #[must_use]
    pub fn has_dialogs(self) -> bool {
        self.asked.read().is_none()
    }

    /// The address of the page without a question.
    #[must_use]
    pub fn home(self) -> String {
        self.url.with_untracked(|url| url.path().to_owned())
    }

    /// The address that asks this about a record.
    #[must_use]
    pub fn address(self, what: &str, id: impl std::fmt::Display) -> String {
        self.url.with_untracked(|url| format!("{}?{what}={id}", url.path()))
    }

    /// What a hydrated page does in place of following a link to such an address: it opens a dialog, unless the page shows something
    /// in itself already.
    pub fn instead(self, to: String, open: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        Callback::new(move |()| if self.asked.read_untracked().is_none() { open() } else { self.lead.run(to.clone()) })
    }

    /// Goes back to the page without a question, once it was answered. The page may be gone by then.
    pub fn leave(self) {
        if self.asked.try_get_untracked().flatten().is_some()
            && let Some(home) = self.url.try_with_untracked(|url| url.path().to_owned())
        {
            self.lead.try_run(home);
        }
    }
}

/// The function that leads to the page with a form in it.
const OPEN: &str = "/api/session/open_form";

/// The form around a button that opens a form or a question: in a dialog on a page that is hydrated, in the page itself on any other.
#[component]
pub fn OpenForm(
    in_page: InPage,
    /// What is asked, and of which record.
    what: &'static str,
    #[prop(optional)] id: Option<Uuid>,
    on_open: impl Fn() + Send + Sync + 'static,
    children: Children,
) -> impl IntoView {
    let along = [Some(("what", what.to_owned())), id.map(|id| ("id", id.to_string()))].into_iter().flatten().collect();
    let to = match id {
        Some(id) => in_page.address(what, id),
        None => in_page.address(what, "ja"),
    };
    let open = in_page.instead(to, on_open);
    view! { <PostForm class="" action=OPEN along send=move || open.run(())>{children()}</PostForm> }
}

/// The same with its button.
#[component]
pub fn OpenButton(
    in_page: InPage,
    what: &'static str,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] icon: &'static str,
    on_open: impl Fn() + Send + Sync + 'static,
    children: Children,
) -> impl IntoView {
    view! {
        <OpenForm in_page what on_open>
            <Button kind icon submit=true>{children()}</Button>
        </OpenForm>
    }
}
