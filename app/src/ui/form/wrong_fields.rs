//! The fields of a form that the server refused: the sentence under each, and all of them for the summary.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{FieldProblem, Summary};
use crate::{error::Fields, i18n::*, ui::field_message};

/// The name of a field, and what is wrong with it.
type Line = (String, Signal<Option<String>>);

/// The wrong fields of one form.
#[derive(Clone, Copy)]
pub struct WrongFields {
    refused: RwSignal<Fields>,
    /// Tells of each answer.
    answered: RwSignal<()>,
    /// The sentences for the fields, in the order of the form.
    lines: StoredValue<Vec<Line>>,
    i18n: I18nContext<Locale>,
}

/// None yet.
pub fn use_wrong_fields() -> WrongFields {
    WrongFields {
        refused: RwSignal::default(),
        answered: RwSignal::new(()),
        lines: StoredValue::default(),
        i18n: use_i18n(),
    }
}

impl WrongFields {
    /// The server answered, and refused these.
    pub fn tell(self, refused: Fields) {
        self.refused.set(refused);
        self.answered.set(());
    }

    /// None is wrong any more.
    pub fn forget(self) {
        self.refused.set(Fields::new());
    }

    /// The sentence for one field, or nothing when it was right. The fields of a form ask for it in their order.
    pub fn sentence(
        self,
        name: impl Into<String>,
        label: impl Fn() -> String + Send + Sync + 'static,
        value: impl Fn() -> String + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        self.add(name.into(), Signal::derive(label), Signal::derive(value))
    }

    /// The same, compiled once for all forms.
    fn add(self, name: String, label: Signal<String>, value: Signal<String>) -> Signal<Option<String>> {
        let of_field = name.clone();
        let sentence = Signal::derive(move || {
            let found = self.refused.with(|refused| refused.get(&of_field).cloned())?;
            Some(field_message(self.i18n, &found, &label.get(), &value.get()))
        });
        self.lines.update_value(|lines| lines.push((name, sentence)));
        sentence
    }

    /// All of these sentences, for a form that stands as long as this does.
    pub fn summary(self) -> Summary {
        let problem = |(name, sentence): &Line| Some(FieldProblem { name: name.clone(), text: sentence.get()? });
        Summary {
            problems: Signal::derive(move || self.lines.with_value(|lines| lines.iter().filter_map(problem).collect())),
            tried: Signal::derive(move || self.answered.track()),
        }
    }
}
