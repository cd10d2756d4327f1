//! What an own field is called, in each language that the firm gave it a name in, and what is said of it under the name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Language, Line, Reason, Rejection, clean};

/// So many characters explain a field at most.
const HELP: usize = 300;

/// The labels of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Labels(BTreeMap<Language, String>);

impl Labels {
    /// One label, of one language.
    #[must_use]
    pub fn one(language: Language, label: &str) -> Self {
        Self(BTreeMap::from([(language, label.to_owned())]))
    }

    /// The label in a language; where there is none, the first that there is.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        self.0.get(&language).or_else(|| self.0.values().next()).map(String::as_str).unwrap_or_default()
    }

    /// The label in a language, if it has one of its own.
    #[must_use]
    pub fn own(&self, language: Language) -> &str {
        self.0.get(&language).map(String::as_str).unwrap_or_default()
    }

    /// The first language that it has a label in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0.keys().next().copied().unwrap_or(Language::Nl)
    }

    /// Puts a label in place of that of a language.
    pub fn set(&mut self, language: Language, label: String) {
        self.0.insert(language, label);
    }

    /// All labels.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// The texts as what explains the field: there may be none, and each has at most so many characters.
    ///
    /// # Errors
    /// The first language whose text is too long.
    pub fn checked_help(&self) -> Result<Self, (Language, Rejection)> {
        let mut checked = BTreeMap::new();
        for (language, text) in &self.0 {
            let text = clean::line(text).text;
            if text.chars().count() > HELP {
                return Err((*language, Reason::TooLong { max: HELP }.into()));
            }
            if !text.is_empty() {
                checked.insert(*language, text);
            }
        }
        Ok(Self(checked))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The labels in their normal form, without the empty ones.
    ///
    /// # Errors
    /// The first language whose label is wrong, and why. There must be one label.
    pub fn checked(&self) -> Result<Self, (Language, Rejection)> {
        let mut checked = BTreeMap::new();
        for (language, label) in &self.0 {
            if !clean::is_blank(label) {
                let line = label.parse::<Line>().map_err(|rejection| (*language, rejection))?;
                checked.insert(*language, String::from(line));
            }
        }
        if checked.is_empty() { Err((Language::Nl, Reason::Empty.into())) } else { Ok(Self(checked)) }
    }
}
