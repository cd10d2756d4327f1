//! The texts in `locales/`, which `build.rs` makes into a constant for each key: a page holds those that it names.

use crate::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A text in every language.
#[derive(Clone, Copy, Debug)]
pub struct Text([&'static str; Language::COUNT]);

impl Text {
    /// As it stands there.
    #[must_use]
    pub const fn of(self, lang: Language) -> &'static str {
        self.0[lang as usize]
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
    use super::*;

    const GREETING: Text = Text(["{name}, {name} of {thing}"; Language::COUNT]);

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let filled = GREETING.fill(Language::Nl, &[("name", "{thing}"), ("thing", "a {b} c")]);
        assert_eq!(filled, "{thing}, {thing} of a {b} c");
    }
}
