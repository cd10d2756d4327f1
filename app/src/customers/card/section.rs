//! A section of the card with the records of one kind: their list, and the dialog in which one is added or changed. Without JavaScript
//! its form stands on the page.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{
    asked::{OPEN, QUESTION, is_about},
    dialog_form::FormPlace,
};
use crate::{
    i18n::*,
    ui::{Button, CameBackNotice, Dialog, PostForm, use_query},
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

/// What the address of the card asks for: the form of a record, or of a new one.
pub type AskedForm<T> = Memo<Option<Option<T>>>;

/// The section. What else it opens are its children.
#[component]
pub fn RecordSection<T: Clone + PartialEq + Send + Sync + 'static>(
    customer_id: Uuid,
    words: SectionWords,
    /// What the address calls one.
    kind: &'static str,
    /// The function that saves one by a plain form.
    action: &'static str,
    /// On the button that adds one.
    icon: &'static str,
    dialog: RecordDialog<T>,
    may_edit: bool,
    asked: AskedForm<T>,
    /// The id of a record.
    id_of: fn(&T) -> Uuid,
    /// What stands above the list.
    above: AnyView,
    /// The records, a list item each.
    items: Vec<AnyView>,
    /// The form of a record, or of a new one.
    form: impl Fn(Option<T>, FormPlace) -> AnyView + Clone + Send + 'static,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let RecordDialog { open, subject, unsaved } = dialog;
    let titled = move |is_new: bool| if is_new { (words.add)(i18n) } else { (words.edit)(i18n) };
    let title = Signal::derive(move || titled(subject.read().is_none()).to_owned());
    let empty = items.is_empty();
    // A new one is asked for by this button, or typed on the page.
    let adds = Memo::new(move |_| may_edit && !matches!(*asked.read(), Some(None)));
    let add = move || {
        adds.get().then(|| {
            let along = vec![("customer_id", customer_id.to_string()), (OPEN, "true".to_owned())];
            view! {
                <PostForm class="" action along send=move || dialog.edit(None)>
                    <Button icon submit=true>{move || (words.add)(i18n)}</Button>
                </PostForm>
            }
        })
    };
    let in_dialog = FormPlace { open, unsaved, back: None };
    let on_page = FormPlace { open: RwSignal::new(true), unsaved: RwSignal::new(false), back: Some(customer_id) };
    let form_of_page = form.clone();
    let query = use_query();
    let came_back = Memo::new(move |_| is_about(&query.read(), kind));
    // A dialog that opens is another form with the same fields.
    let page = move || {
        let asked = asked.get().filter(|_| may_edit);
        let own = asked.as_ref().and_then(Option::as_ref).map(|record| id_of(record).to_string()).unwrap_or_default();
        view! {
            {came_back.get().then(|| view! { <CameBackNotice action besides=own /> })}
            {asked
                .filter(|_| !open.get())
                .map(|record| {
                    let is_new = record.is_none();
                    view! {
                        <div class="panel stack unprinted" id=QUESTION>
                            <h3>{move || titled(is_new)}</h3>
                            {form_of_page(record, on_page)}
                        </div>
                    }
                })}
        }
    };
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || (words.heading)(i18n)}</h2>
                {add}
            </div>
            {page}
            {empty.then(|| view! { <p class="soft">{move || (words.none)(i18n)}</p> })}
            {above}
            <ul class="records">{items}</ul>
            <Dialog open title unsaved>
                {move || open.get().then(|| form(subject.get_untracked(), in_dialog))}
            </Dialog>
            {children()}
        </section>
    }
}
