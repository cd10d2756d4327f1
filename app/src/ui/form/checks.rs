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
    /// What a field is called that no line of the form is.
    pub label: fn(I18nContext<Locale>, &str) -> &'static str,
    /// The section in which a field stands: named where two fields of the form have one label.
    pub section: fn(I18nContext<Locale>, &str) -> &'static str,
}

/// The judgement over one form.
#[derive(Clone, Copy)]
pub struct Checks {
    names: Option<Names>,
    /// What the rules say of what is typed now.
    wrong: Signal<Fields>,
    /// What the server refused, until the field is left again.
    refused: RwSignal<Fields>,
    left: RwSignal<BTreeSet<String>>,
    all: RwSignal<bool>,
    /// The fields that were wrong when it was last tried to save.
    summed: RwSignal<BTreeSet<String>>,
    /// The lines in the order of the form.
    lines: StoredValue<Vec<Line>>,
}

/// A field that somebody fills in.
struct Line {
    name: String,
    label: Signal<String>,
    /// What is typed in it, for sentences that repeat it.
    value: Signal<String>,
}

impl Checks {
    /// `judge` reads the form and tells what is wrong with it, by the names of its fields.
    pub fn new(names: Names, judge: impl Fn() -> Fields + Send + Sync + 'static) -> Self {
        Self::of(Some(names), Memo::new(move |_| judge()).into())
    }

    /// Of a form that the server alone judges.
    pub fn of_server() -> Self {
        Self::of(None, Signal::stored(Fields::new()))
    }

    fn of(names: Option<Names>, wrong: Signal<Fields>) -> Self {
        Self {
            names,
            wrong,
            refused: RwSignal::default(),
            left: RwSignal::default(),
            all: RwSignal::new(false),
            summed: RwSignal::default(),
            lines: StoredValue::default(),
        }
    }

    /// Adds a field, and gives what is told to be wrong with it: a sentence that names it and repeats what is typed in it. The fields of a
    /// form are added in their order.
    pub fn line(self, name: &str, label: Signal<String>, value: Signal<String>) -> Signal<Option<String>> {
        let line = Line { name: name.to_owned(), label, value };
        self.lines.update_value(|lines| match lines.iter_mut().find(|known| known.name == name) {
            Some(known) => *known = line,
            None => lines.push(line),
        });
        let (i18n, name) = (use_i18n(), name.to_owned());
        Signal::derive(move || Some(field_message(i18n, &self.error(&name)?, &label.get(), &value.get())))
    }

    /// What a field of the form is called, and what is typed in it. Nothing of a field that the form does not know.
    fn words(self, i18n: I18nContext<Locale>, name: &str) -> Option<(String, String)> {
        let line = self.lines.with_value(|lines| {
            let line = lines.iter().find(|line| line.name == name)?;
            // A part of the form may be gone.
            Some((line.label.try_get()?, line.value.try_get()?))
        });
        line.or_else(|| Some(((self.names?.label)(i18n, name).to_owned(), String::new())))
    }

    /// What is told to be wrong with a field now.
    pub fn error(self, name: &str) -> Option<FieldError> {
        if let Some(error) = self.refused.read().get(name) {
            return Some(error.clone());
        }
        let told = self.all.get() || self.left.read().contains(name);
        told.then(|| self.wrong.read().get(name).cloned()).flatten()
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
            let (label, typed) = self.words(i18n, &name)?;
            let text = field_message(i18n, &error, &label, &typed);
            let text = match self.names.filter(|_| self.has_namesake(i18n, &name, &label)) {
                Some(names) => {
                    t_string!(i18n, ui.field.of_section, section = (names.section)(i18n, &name), text = text)
                }
                None => text,
            };
            Some(FieldProblem { name, text })
        };
        let problems = Signal::derive(move || {
            let mut fields = self.wrong.get();
            fields.extend(self.refused.get());
            fields.retain(|name, _| self.summed.read().contains(name));
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort_by_key(|(name, _)| self.place(name));
            fields.into_iter().filter_map(problem).collect()
        });
        Summary { problems, tried: Signal::derive(move || self.summed.track()) }
    }

    /// Where the field stands in the form; what has no line comes last.
    fn place(self, name: &str) -> usize {
        self.lines.with_value(|lines| lines.iter().position(|line| line.name == name).unwrap_or(usize::MAX))
    }

    fn has_namesake(self, i18n: I18nContext<Locale>, name: &str, label: &str) -> bool {
        let others = self.lines.with_value(|lines| {
            lines.iter().map(|line| line.name.clone()).filter(|other| other != name).collect::<Vec<_>>()
        });
        others.iter().any(|other| self.words(i18n, other).is_some_and(|(words, _)| words == label))
    }
}
