//! What becomes of a value where its field gets another kind: its words, in the language of the field, read as the new kind.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Options, OwnKind, written_in};
use crate::{
    Language,
    imports::yes_or_no,
    reference::entry_key,
    texts::{Text, answers},
};

/// Colleagues by their ids.
pub type People = BTreeMap<Uuid, String>;

/// What stands between options in words.
const BETWEEN: [char; 3] = [',', ';', '\n'];

/// What the words of a value follow from, beside its kind.
#[derive(Clone, Copy, Debug)]
pub struct Speech<'a> {
    /// What can be chosen in the field, those that are offered no more too.
    pub options: &'a Options,
    /// The colleagues of the firm.
    pub people: &'a People,
    /// In which numbers, and yes and no, are written.
    pub language: Language,
}

impl Speech<'_> {
    /// A value of one kind as a value of another; none where it is no value of that kind.
    #[must_use]
    pub fn converted(&self, from: OwnKind, to: OwnKind, value: &str) -> Option<String> {
        match (from, to) {
            _ if from == to => Some(value.to_owned()),
            (OwnKind::Choice, OwnKind::Several) => Some(value.to_owned()),
            // One choice is a choice.
            (OwnKind::Several, OwnKind::Choice) => self.options.known(value).map(|key| key.to_string()),
            _ => self.read(to, &self.words(from, value)),
        }
    }

    /// A value as people write it.
    #[must_use]
    pub fn words(&self, kind: OwnKind, value: &str) -> String {
        match kind {
            OwnKind::Text | OwnKind::LongText | OwnKind::Link => value.to_owned(),
            OwnKind::Number | OwnKind::Money => written_in(value, self.language),
            OwnKind::Date => written_day(value),
            OwnKind::YesNo => answer(if value == "true" { answers::YES } else { answers::NO }, self.language),
            OwnKind::Choice | OwnKind::Several => self.options.in_words(value),
            OwnKind::Colleague => {
                value.parse().ok().and_then(|id: Uuid| self.people.get(&id)).cloned().unwrap_or_default()
            }
        }
    }

    /// Words as a value of a kind.
    fn read(&self, kind: OwnKind, words: &str) -> Option<String> {
        let read = match kind {
            OwnKind::YesNo => yes_or_no(words).map(|yes| yes.to_string()),
            OwnKind::Choice => self.options.labelled(words).map(|key| key.to_string()),
            OwnKind::Several => self.several(words),
            OwnKind::Colleague => self.colleague(words),
            _ => kind.read(words, self.options).ok(),
        };
        read.filter(|value| !value.is_empty())
    }

    fn several(&self, words: &str) -> Option<String> {
        if let Some(key) = self.options.labelled(words) {
            return Some(key.to_string());
        }
        let keys = parts(words).map(|label| self.options.labelled(label).map(|key| key.to_string()));
        self.options.several(&keys.collect::<Option<Vec<_>>>()?.join(","))
    }

    /// The colleague of this name, unless there are two.
    fn colleague(&self, words: &str) -> Option<String> {
        let name = entry_key(words);
        let mut named = self.people.iter().filter(|(_, known)| entry_key(known) == name);
        match (named.next(), named.next()) {
            (Some((id, _)), None) => Some(id.to_string()),
            _ => None,
        }
    }
}

/// The options that a field has once it gets another kind, before a value was looked at. Those of a field in which nothing is chosen
/// any more are kept, since the history names them.
#[must_use]
pub fn options_for(to: OwnKind, options: &Options) -> Options {
    if to.has_options() { options.clone() } else { options.closed() }
}

/// Makes the words of a value options of a field of this kind, as long as there are no more than `most`.
pub fn note_labels(options: &mut Options, to: OwnKind, words: &str, most: usize) {
    match to {
        OwnKind::Choice => options.note(words, most),
        OwnKind::Several if options.labelled(words).is_none() => {
            parts(words).for_each(|label| options.note(label, most));
        }
        _ => {}
    }
}

/// A day as all times of the product are written. What is not stored as a day stays as it is.
#[must_use]
pub fn written_day(value: &str) -> String {
    match value.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] if [year.len(), month.len(), day.len()] == [4, 2, 2] => format!("{day}/{month}/{year}"),
        _ => value.to_owned(),
    }
}

fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty())
}

/// The first word for it.
fn answer(words: Text, language: Language) -> String {
    let mut letters = words.of(language).split_whitespace().next().unwrap_or_default().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
