//! What an own field is called, in each language that the firm gave it a name in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Language, Line, Reason, Rejection, clean};

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

    /// Puts a label in place of that of a language.
    pub fn set(&mut self, language: Language, label: String) {
        self.0.insert(language, label);
    }

    /// All labels.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
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
