//! The texts in `locales/`, which `build.rs` makes into a constant for each key: a page holds those that it names.

use crate::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A text in every language.
#[derive(Clone, Copy, Debug)]
pub struct Text([&'static str; Language::COUNT]);

impl Text {
    /// One that every language says alike.
    pub(crate) const fn same(text: &'static str) -> Self {
        Self([text; Language::COUNT])
    }

    /// As it stands there.
    #[must_use]
    pub const fn of(self, lang: Language) -> &'static str {
        self.0[lang as usize]
    }

    /// Whether a text is this one in any of the languages.
    pub fn is_in_any(self, text: &str) -> bool {
        self.in_all().any(|one| one == text)
    }

    pub(crate) fn in_all(self) -> impl Iterator<Item = &'static str> {
        self.0.into_iter()
    }

    /// With what is filled in: `{name}` becomes the value of that name.
    pub(crate) fn fill(self, lang: Language, values: &[(&str, &str)]) -> String {
        let mut parts = self.of(lang).split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            let value = values.iter().find(|(known, _)| *known == name);
            debug_assert!(value.is_some(), "nothing is filled in for {name}");
            text.push_str(value.map_or("", |(_, value)| value));
            text.push_str(rest);
        }
        text
    }
}

/// A text about one thing, and the same about several.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    one: Text,
    other: Text,
}

impl Counted {
    /// With the number as `{count}`.
    pub fn fill(self, lang: Language, count: u32, values: &[(&str, &str)]) -> String {
        let text = if count == 1 { self.one } else { self.other };
        text.fill(lang, &[&[("count", count.to_string().as_str())][..], values].concat())
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use serde_json::{Map, Value};

    use super::*;

    const GREETING: Text = Text(["{name}, {name} of {thing}"; Language::COUNT]);

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let filled = GREETING.fill(Language::Nl, &[("name", "{thing}"), ("thing", "a {b} c")]);
        assert_eq!(filled, "{thing}, {thing} of a {b} c");
    }

    /// The texts below a key, with where they stand.
    fn said(at: &str, texts: &Map<String, Value>, out: &mut Vec<(String, String)>) {
        for (key, value) in texts {
            let at = format!("{at} {key}");
            match value {
                Value::String(text) => out.push((at, text.clone())),
                Value::Object(texts) => said(&at, texts, out),
                // Lists hold what is recognised, and not what is shown.
                _ => (),
            }
        }
    }

    #[test]
    fn apostrophes_are_curly() {
        let mut all = Vec::new();
        for folder in ["locales", "../locales"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            for lang in Language::written().map(Language::as_str) {
                for file in fs::read_dir(folder.join(lang)).unwrap().map(|file| file.unwrap().path()) {
                    let texts = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
                    said(&file.display().to_string(), &texts, &mut all);
                }
            }
        }
        let straight: Vec<_> = all.iter().filter(|(_, text)| text.contains('\'')).collect();
        assert!(all.len() > 1_000 && straight.is_empty(), "write ’ in {straight:#?}");
    }
}
