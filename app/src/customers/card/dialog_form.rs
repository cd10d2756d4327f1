//! What the dialogs of addresses and contacts share: the choice after a conflict, who wrote the record, the buttons.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::contact_tab::TrailLines;
use crate::{
    audit::Trail,
    customers::form::editing::{Editing, Outcome},
    i18n::*,
    ui::{Button, Kind},
};

/// A form within a dialog.
#[component]
pub fn DialogForm<T>(
    editing: Editing<T>,
    open: RwSignal<bool>,
    /// None for a new record.
    trail: Option<Trail>,
    save: impl Fn() + Send + Sync + 'static,
    children: Children,
) -> impl IntoView
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let i18n = use_i18n();
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <Outcome editing />
            <div class="form-parts" hidden=move || editing.clashes()>
                {children()}
            </div>
            {trail.map(|trail| view! { <div class="soft small"><TrailLines trail /></div> })}
            <div class="dialog-foot">
                <Button on_click=move |_| open.set(false)>{t!(i18n, ui.cancel)}</Button>
                <Button kind=Kind::Primary submit=true pending=editing.pending disabled=Signal::derive(move || editing.undecided())>
                    {t!(i18n, ui.save)}
                </Button>
            </div>
        </form>
    }
}
