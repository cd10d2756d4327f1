//! What is wrong with a form, and how much of that is told by now: a field is judged once it was left, all of them on saving.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{FieldProblem, Summary};
use crate::{
    error::{FieldError, Fields},
    i18n::*,
    ui::field_message,
};

/// What the fields of a form are called, by their names.
#[derive(Clone, Copy)]
pub struct Names {
    pub label: fn(I18nContext<Locale>, &str) -> &'static str,
    /// The section in which a field stands: named where two fields of the form have one label.
    pub section: fn(I18nContext<Locale>, &str) -> &'static str,
}

/// The judgement over one form.
#[derive(Clone, Copy)]
pub struct Checks {
    names: Names,
    /// What the rules say of what is typed now.
    wrong: Memo<Fields>,
    /// What the server refused, until the field is left again.
    refused: RwSignal<Fields>,
    left: RwSignal<BTreeSet<String>>,
    all: RwSignal<bool>,
    /// The fields that were wrong when it was last tried to save.
    summed: RwSignal<BTreeSet<String>>,
    /// The lines in the order of the form, with what is typed in each, for sentences that repeat it.
    lines: StoredValue<Vec<(String, RwSignal<String>)>>,
    /// What the fields are called that say it themselves.
    labelled: StoredValue<Vec<(String, Signal<String>)>>,
}

impl Checks {
    /// `judge` reads the form and tells what is wrong with it, by the names of its fields.
    pub fn new(names: Names, judge: impl Fn() -> Fields + Send + Sync + 'static) -> Self {
        Self {
            names,
            wrong: Memo::new(move |_| judge()),
            refused: RwSignal::default(),
            left: RwSignal::default(),
            all: RwSignal::new(false),
            summed: RwSignal::default(),
            lines: StoredValue::default(),
            labelled: StoredValue::default(),
        }
    }

    /// Says where the value of a field is typed. The lines of a form say so in their order.
    pub fn of_line(self, name: &str, value: RwSignal<String>) {
        self.lines.update_value(|lines| match lines.iter_mut().find(|(known, _)| known == name) {
            Some(line) => line.1 = value,
            None => lines.push((name.to_owned(), value)),
        });
    }

    /// The same of a field that says itself what it is called.
    pub fn of_labelled(self, name: &str, label: Signal<String>, value: RwSignal<String>) {
        self.of_line(name, value);
        self.labelled.update_value(|labelled| labelled.push((name.to_owned(), label)));
    }

    /// What a field of the form is called.
    fn words(self, i18n: I18nContext<Locale>, name: &str) -> String {
        let itself = |labelled: &Vec<(String, Signal<String>)>| {
            labelled.iter().find(|(labelled, _)| labelled == name).map(|(_, label)| label.get())
        };
        self.labelled.with_value(itself).unwrap_or_else(|| (self.names.label)(i18n, name).to_owned())
    }

    /// What is told to be wrong with a field now.
    pub fn error(self, name: &str) -> Option<FieldError> {
        if let Some(error) = self.refused.read().get(name) {
            return Some(error.clone());
        }
        let told = self.all.get() || self.left.read().contains(name);
        told.then(|| self.wrong.read().get(name).cloned()).flatten()
    }

    /// The same in a sentence that names the field and repeats what is typed in it.
    pub fn sentence(self, name: &str, label: Signal<String>, value: RwSignal<String>) -> Signal<Option<String>> {
        let (i18n, name) = (use_i18n(), name.to_owned());
        Signal::derive(move || Some(field_message(i18n, &self.error(&name)?, &label.get(), &value.get())))
    }

    /// The field was left: what is wrong with it is told from now on.
    pub fn leave(self, name: &str) {
        self.left.update(|left| {
            left.insert(name.to_owned());
        });
        self.refused.update(|refused| {
            refused.remove(name);
        });
    }

    /// Tells everything that is wrong. Gives whether nothing is.
    pub fn reveal(self) -> bool {
        self.refused.set(Fields::new());
        self.all.set(true);
        self.summed.set(self.wrong.read_untracked().keys().cloned().collect());
        self.wrong.read_untracked().is_empty()
    }

    /// Tells what the server refused.
    pub fn refuse(self, fields: Fields) {
        let names = fields.keys().cloned().collect();
        self.refused.set(fields);
        self.summed.set(names);
    }

    /// Begins anew.
    pub fn forget(self) {
        self.refused.set(Fields::new());
        self.left.set(BTreeSet::new());
        self.all.set(false);
        self.summed.set(BTreeSet::new());
    }

    /// What was wrong when it was last tried to save and still is, for the summary: in the order of the form, each in a sentence. Where
    /// two fields of the form have one label, the section is named.
    pub fn summary(self) -> Summary {
        let i18n = use_i18n();
        let problem = move |(name, error): (String, FieldError)| {
            let typed =
                self.lines.with_value(|lines| lines.iter().find(|(line, _)| *line == name).map(|line| line.1.get()));
            let text = field_message(i18n, &error, &self.words(i18n, &name), &typed.unwrap_or_default());
            let text = match self.has_namesake(i18n, &name) {
                true => t_string!(i18n, ui.field.of_section, section = (self.names.section)(i18n, &name), text = text),
                false => text,
            };
            FieldProblem { name, text }
        };
        let problems = Signal::derive(move || {
            let mut fields = self.wrong.get();
            fields.extend(self.refused.get());
            fields.retain(|name, _| self.summed.read().contains(name));
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort_by_key(|(name, _)| self.place(name));
            fields.into_iter().map(problem).collect()
        });
        Summary { problems, tried: Signal::derive(move || self.summed.track()) }
    }

    /// Where the field stands in the form; what has no line comes last.
    fn place(self, name: &str) -> usize {
        self.lines.with_value(|lines| lines.iter().position(|(line, _)| line == name).unwrap_or(usize::MAX))
    }

    fn has_namesake(self, i18n: I18nContext<Locale>, name: &str) -> bool {
        let words = self.words(i18n, name);
        self.lines.with_value(|lines| lines.iter().any(|(line, _)| line != name && self.words(i18n, line) == words))
    }
}
