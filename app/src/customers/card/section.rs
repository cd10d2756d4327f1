//! A section of the card with the records of one kind: their list, and the dialog in which one is added or changed.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    i18n::*,
    ui::{Button, Dialog},
};

/// Words of a section in the reader's language.
type Said = fn(I18nContext<Locale>) -> &'static str;

/// What a section of records says.
#[derive(Clone, Copy)]
pub struct SectionWords {
    pub heading: Said,
    /// On the button, and above the dialog of a new record.
    pub add: Said,
    /// Above the dialog of a record that is there.
    pub edit: Said,
    /// Where there are none.
    pub none: Said,
}

/// The dialog of a section, and what it is about: a record, or a new one.
pub struct RecordDialog<T: Send + Sync + 'static> {
    pub open: RwSignal<bool>,
    pub subject: RwSignal<Option<T>>,
    /// Whether something was typed that is not saved.
    pub unsaved: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for RecordDialog<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for RecordDialog<T> {}

impl<T: Send + Sync + 'static> RecordDialog<T> {
    /// One that is closed.
    pub fn closed() -> Self {
        Self { open: RwSignal::new(false), subject: RwSignal::new(None), unsaved: RwSignal::new(false) }
    }

    /// Opens it for a record, or for a new one.
    pub fn edit(self, record: Option<T>) {
        self.subject.set(record);
        self.open.set(true);
    }
}

/// The section. What else it opens are its children.
#[component]
pub fn RecordSection<T: Clone + Send + Sync + 'static>(
    words: SectionWords,
    /// On the button that adds one.
    icon: &'static str,
    dialog: RecordDialog<T>,
    may_edit: bool,
    /// What stands above the list.
    above: Option<AnyView>,
    /// The records, a list item each.
    items: Vec<AnyView>,
    /// The form of a record, or of a new one.
    form: impl Fn(Option<T>) -> AnyView + Send + 'static,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let RecordDialog { open, subject, unsaved } = dialog;
    let title = Signal::derive(move || {
        let words = if subject.read().is_some() { words.edit } else { words.add };
        words(i18n).to_owned()
    });
    let empty = items.is_empty();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || (words.heading)(i18n)}</h2>
                {may_edit.then(|| view! { <Button icon on_click=move |_| dialog.edit(None)>{move || (words.add)(i18n)}</Button> })}
            </div>
            {empty.then(|| view! { <p class="soft">{move || (words.none)(i18n)}</p> })}
            {above}
            <ul class="records">{items}</ul>
            <Dialog open title unsaved>
                {move || open.get().then(|| form(subject.get_untracked()))}
            </Dialog>
            {children()}
        </section>
    }
}
