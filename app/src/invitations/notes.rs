//! The notes that are written to many at once: one in each language in which somebody is invited.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::words;
use crate::{
    i18n::*,
    ui::{Checks, TextArea, grouped},
};

/// What is written to those whose mail is in one language.
#[derive(Clone)]
pub struct Note {
    pub language: String,
    /// How many mails.
    count: usize,
    pub text: RwSignal<String>,
    /// The text once nobody typed for a moment.
    pub shown: RwSignal<String>,
}

impl Note {
    /// An empty one.
    pub fn of(language: String, count: usize) -> Self {
        let (text, shown) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let show = leptos_use::use_debounce_fn(move || shown.set(text.get_untracked()), 250.0);
        Effect::new(move |before: Option<()>| {
            text.track();
            if before.is_some() {
                show();
            }
        });
        Self { language, count, text, shown }
    }

    /// What the server calls its field.
    pub fn field(&self) -> String {
        format!("note_{}", self.language)
    }

    /// What stands above its field.
    pub fn label(&self, i18n: I18nContext<Locale>, several: bool) -> String {
        if !several {
            return t_string!(i18n, invitations.note).to_owned();
        }
        let language = words::languages(i18n).into_iter().find(|(key, _)| *key == self.language).map(|(_, name)| name);
        let count = grouped(i18n.get_locale(), self.count as u64);
        t_string!(i18n, invitations.note_in, language = language.unwrap_or_default(), count = count)
    }
}

/// The field in which it is written.
#[component]
pub fn NoteField(
    note: Note,
    /// Whether there are notes in other languages beside it.
    several: bool,
    checks: Checks,
) -> impl IntoView {
    let i18n = use_i18n();
    let (field, text) = (note.field(), note.text);
    let name = if several { field.clone() } else { "note".to_owned() };
    let label = Signal::derive(move || note.label(i18n, several));
    let error = checks.line(&field, label, text.into());
    view! {
        <TextArea
            name
            label
            help=Signal::derive(move || t_string!(i18n, invitations.note_help_many).to_owned())
            value=text
            optional=true
            error
        />
    }
}
