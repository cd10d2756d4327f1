//! The window settings: a dialog in which a colleague chooses the columns of the list, their order and width, and how close the rows
//! stand. Without JavaScript the same form is a page. The form is fetched when it is first asked for.

mod form;
mod page;

pub use form::ArrangeForm;
pub use page::ArrangePage;

use leptos::{ev, prelude::*, task::spawn_local};

use super::{address::ListQuery, layout::Layout};
use crate::{
    i18n::*,
    lazy,
    ui::{Dialog, Icon, late},
};

/// What opens the dialog; without JavaScript a link to the page.
#[component]
pub fn ArrangeLink(query: Memo<ListQuery>, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, customers.columns.open);
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        spawn_local(async move {
            lazy::fetch_arrange_form().await;
            // The list may be gone by now.
            open.try_set(true);
        });
    };
    view! {
        <a
            class="button quiet icon-only to-columns"
            href=move || query.with(ListQuery::arranging)
            aria-label=label
            title=label
            on:click=press
        >
            <Icon name="columns-3" />
        </a>
    }
}

/// The dialog. It begins with the window settings as they are when it opens.
#[component]
pub fn ArrangeDialog(
    query: Memo<ListQuery>,
    layout: RwSignal<Layout>,
    open: RwSignal<bool>,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, customers.columns.open).to_owned());
    let done = Callback::new(move |()| {
        open.set(false);
        on_change.run(());
    });
    view! {
        <Dialog open title>
            {move || open.get().then(|| late(lazy::arrange_form(query, layout.get_untracked(), done)))}
        </Dialog>
    }
}
