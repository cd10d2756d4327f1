//! What can be chosen in an own field. An option has a number that never changes, so that another label changes no value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Line, Rejection, clean, reference::entry_key};

/// The options of a field, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Options(Vec<OwnOption>);

/// One option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnOption {
    /// Which it is, in values. It never changes.
    pub key: u16,
    /// What people read.
    pub label: String,
    /// It is offered no more. Values that have it keep it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl Options {
    /// New options, one for each line of a text.
    ///
    /// # Errors
    /// As of [`Options::changed`].
    pub fn of_lines(lines: &str) -> Result<Self, Rejection> {
        Self::default().changed(&BTreeMap::new(), lines)
    }

    /// Those that are offered.
    pub fn offered(&self) -> impl Iterator<Item = &OwnOption> {
        self.0.iter().filter(|option| !option.gone)
    }

    /// How many there are, with those that are offered no more.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The options that a value names, also those that are offered no more.
    pub fn of_value<'a>(&'a self, value: &'a str) -> impl Iterator<Item = &'a OwnOption> {
        let keys = value.split(',').filter_map(|key| key.parse::<u16>().ok());
        keys.filter_map(|key| self.0.iter().find(|option| option.key == key))
    }

    /// The labels of the options that a value names.
    #[must_use]
    pub fn in_words(&self, value: &str) -> String {
        self.of_value(value).map(|option| option.label.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The options with other labels, by their keys, and with new ones, one for each line of `more`. One whose label was emptied is
    /// offered no more; a new line with its label brings it back.
    ///
    /// # Errors
    /// Why a label is refused.
    pub fn changed(&self, labels: &BTreeMap<u16, String>, more: &str) -> Result<Self, Rejection> {
        let mut options = self.clone();
        for option in &mut options.0 {
            match labels.get(&option.key) {
                Some(label) if clean::is_blank(label) => option.gone = true,
                Some(label) => {
                    option.label = label.parse::<Line>().map(String::from)?;
                    option.gone = false;
                }
                None => {}
            }
        }
        for line in more.lines().filter(|line| !clean::is_blank(line)) {
            options.add(String::from(line.parse::<Line>()?));
        }
        Ok(options)
    }

    fn add(&mut self, label: String) {
        let key = entry_key(&label);
        match self.0.iter_mut().find(|option| entry_key(&option.label) == key) {
            Some(known) => known.gone = false,
            None => {
                let key = self.0.last().map_or(1, |last| last.key.saturating_add(1));
                self.0.push(OwnOption { key, label, gone: false });
            }
        }
    }

    /// Makes a label an option, or brings it back. Left as it is where it cannot be one, and where there are as many as there may be.
    pub(super) fn note(&mut self, label: &str, most: usize) {
        let is_there = self.labelled(label).is_some();
        if let Ok(label) = label.parse::<Line>()
            && (is_there || self.len() < most)
        {
            self.add(String::from(label));
        }
    }

    /// The same, none of them offered any more.
    #[must_use]
    pub(super) fn closed(&self) -> Self {
        Self(self.0.iter().map(|option| OwnOption { gone: true, ..option.clone() }).collect())
    }

    /// What was offered before, and what was made since, which is offered no more.
    #[must_use]
    pub fn put_back(&self, before: &Self) -> Self {
        let since = self.0.iter().filter(|option| !before.0.iter().any(|known| known.key == option.key));
        let since = since.map(|option| OwnOption { gone: true, ..option.clone() });
        Self(before.0.iter().cloned().chain(since).collect())
    }

    /// The key of the option of this label.
    pub(super) fn labelled(&self, label: &str) -> Option<u16> {
        let key = entry_key(label);
        self.0.iter().find(|option| entry_key(&option.label) == key).map(|option| option.key)
    }

    /// The key of an option that there is.
    pub(super) fn known(&self, text: &str) -> Option<u16> {
        let key: u16 = text.trim().parse().ok()?;
        self.0.iter().any(|option| option.key == key).then_some(key)
    }

    /// The keys of options that there are, each once, in the order of the field.
    pub(super) fn several(&self, text: &str) -> Option<String> {
        let keys = text.split(',').map(|key| self.known(key)).collect::<Option<std::collections::BTreeSet<u16>>>()?;
        Some(keys.iter().map(u16::to_string).collect::<Vec<_>>().join(","))
    }
}
