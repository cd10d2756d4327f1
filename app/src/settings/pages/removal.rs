//! The question before a record with a name is removed, in a dialog and in the page.

use std::future::Future;

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use serde::de::DeserializeOwned;

use super::shared::REMOVE;
use crate::{
    error::AppError,
    i18n::*,
    settings::{Group, Profile, SeenRequest},
    ui::{self, CameBackNotice, ChangedTo, InPage, Question, seen, use_saving},
};

/// A record that has a name, and can be removed.
pub trait Removable: Clone + DeserializeOwned + Send + Sync + 'static {
    fn name(&self) -> String;
    /// The record in the version that was seen.
    fn seen(&self) -> SeenRequest;
}

impl Removable for Profile {
    fn name(&self) -> String {
        self.name.clone()
    }
    fn seen(&self) -> SeenRequest {
        SeenRequest { id: self.id, version: self.version }
    }
}

impl Removable for Group {
    fn name(&self) -> String {
        self.name.clone()
    }
    fn seen(&self) -> SeenRequest {
        SeenRequest { id: self.id, version: self.version }
    }
}

/// How the records of a tab are removed.
pub struct Removal<F> {
    pub remove: fn(SeenRequest) -> F,
    /// The function that takes it as a plain form.
    pub plain: &'static str,
    /// The question about a record of this name, and what it says.
    pub title: fn(I18nContext<Locale>, String) -> String,
    pub text: fn(I18nContext<Locale>) -> &'static str,
    pub on_done: Callback<()>,
}

// Derived, they would ask the same of the answer.
impl<F> Clone for Removal<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Removal<F> {}

/// Asks whether a record is to be removed, and removes it.
#[component]
pub fn RemoveDialog<T, F>(
    /// The record that is asked about; none when closed.
    doomed: RwSignal<Option<T>>,
    removal: Removal<F>,
) -> impl IntoView
where
    T: Removable,
    F: Future<Output = Result<(), AppError>> + 'static,
{
    let i18n = use_i18n();
    let Removal { remove, title, text, on_done, .. } = removal;
    let open = RwSignal::new(false);
    let saving = use_saving(remove, move |()| {
        open.set(false);
        on_done.run(());
    });
    Effect::new(move || {
        // What was told of another record is no longer of interest.
        saving.clear();
        open.set(doomed.read().is_some());
    });
    let name = move || doomed.get().map(|record| record.name()).unwrap_or_default();
    view! {
        <ui::Confirm
            open
            danger=true
            title=move || title(i18n, name())
            action=move || t_string!(i18n, ui.delete).to_owned()
            pending=saving.pending
            on_confirm=move || {
                if let Some(record) = doomed.get_untracked() {
                    // Asked again after a colleague changed it: this time about what it is now.
                    saving.send(saving.conflict::<T>().unwrap_or(record).seen());
                }
            }
        >
            {move || saving.conflict().map(|now: T| view! { <ChangedTo name=now.name() /> })}
            <p>{move || text(i18n)}</p>
        </ui::Confirm>
    }
}

/// The same question in the page, for a plain form. What came back of a record that is gone is said without it.
#[component]
pub fn RemoveQuestion<T, F>(
    in_page: InPage,
    /// All records of the tab.
    records: Vec<T>,
    removal: Removal<F>,
) -> impl IntoView
where
    T: Removable,
    F: Future<Output = Result<(), AppError>> + 'static,
{
    let i18n = use_i18n();
    let Removal { remove, plain, title, text, on_done } = removal;
    let saving = use_saving(remove, move |()| {
        in_page.leave();
        on_done.run(());
    });
    let records = StoredValue::new(records);
    let doomed = move || {
        let id = in_page.asked()?.about(REMOVE)?;
        records.with_value(|all| all.iter().find(|record| record.seen().id == id).cloned())
    };
    let question = move |record: T| {
        let (name, SeenRequest { id, version }) = (record.name(), record.seen());
        let on_confirm = Callback::new(move |()| {
            let seen = saving.conflict::<T>().map_or(SeenRequest { id, version }, |now| now.seen());
            saving.send(seen);
        });
        view! {
            <Question
                below_title=true
                title=Signal::derive(move || title(i18n, name.clone()))
                action=plain
                along=seen(Some(id), version)
                verb=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
                danger=true
                back=in_page.home()
                pending=saving.pending
                on_confirm
            >
                {move || saving.conflict().map(|now: T| view! { <ChangedTo name=now.name() /> })}
                <p>{move || text(i18n)}</p>
            </Question>
        }
    };
    move || {
        let record = doomed();
        let besides = record.as_ref().map(|record| record.seen().id.to_string()).unwrap_or_default();
        view! {
            <CameBackNotice action=plain besides />
            {record.map(question)}
        }
    }
}
