//! The order of names, as Dutch lists have it: é beside e, lower case beside upper, `'t` and `d'` with their word. A key is text
//! that sorts by its bytes, so that both databases and a list in memory agree.

use std::fmt::Write;

use crate::{clean, unicode};

/// Stands between two words: before every digit and letter, so that "De Wolf" comes before "Debacker".
const GAP: char = '-';
/// Where the letters end and what distinguishes equal ones begins: before [`GAP`].
const END: char = ' ';
/// A key of no more bytes than an index bears.
const LONGEST: usize = 1_000;

/// What a name is sorted by. All of its words count, legal forms too: compare names by [`crate::likeness::name_key`].
#[must_use]
pub fn sort_key(name: &str) -> String {
    let name = clean::line(name).text;
    let mut key = Key::default();
    let decomposed = unicode::decomposed(&name);
    for c in decomposed.chars() {
        key.add(c);
    }
    key.end_word();
    key.finish(&name)
}

/// What the keys of all names begin with that begin with this one, whatever their accents and capitals.
#[must_use]
pub fn beginning_key(name: &str) -> String {
    sort_key(name).split(END).next().unwrap_or_default().to_owned()
}

/// Sorts by name.
pub fn sort_by_name<T>(items: &mut [T], name: impl Fn(&T) -> &str) {
    items.sort_by_cached_key(|item| (sort_key(name(item)), name(item).to_owned()));
}

#[derive(Default)]
struct Key {
    letters: String,
    /// Where letters have accents and which, and where they are upper case: the earlier such a letter, the later the name.
    accents: String,
    capitals: String,
    /// How many letters there are so far.
    count: u32,
    word: String,
    /// An apostrophe stands before the word, or behind it.
    apostrophe: bool,
    /// The next word belongs to the one before.
    glued: bool,
}

impl Key {
    fn add(&mut self, c: char) {
        match c {
            '\u{300}'..='\u{36f}' => self.accent(u32::from(c) - 0x300),
            '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}' | '\u{2032}' => self.apostrophe = true,
            '.' => {}
            'ø' | 'Ø' => self.accented('o', c),
            'đ' | 'Đ' | 'ð' | 'Ð' => self.accented('d', c),
            'ł' | 'Ł' => self.accented('l', c),
            'ħ' | 'Ħ' => self.accented('h', c),
            'ŧ' | 'Ŧ' => self.accented('t', c),
            'ı' => self.accented('i', c),
            'ß' | 'ẞ' => self.pair("ss", c),
            'æ' | 'Æ' => self.pair("ae", c),
            'œ' | 'Œ' => self.pair("oe", c),
            'þ' | 'Þ' => self.pair("th", c),
            c if c.is_alphanumeric() => {
                if c.is_uppercase() {
                    self.capital();
                }
                self.word.extend(c.to_lowercase());
                self.count += 1;
            }
            _ => self.end_word(),
        }
    }

    fn accented(&mut self, letter: char, c: char) {
        self.pair(letter.encode_utf8(&mut [0; 4]), c);
    }

    fn pair(&mut self, letters: &str, c: char) {
        if c.is_uppercase() {
            self.capital();
        }
        self.word.push_str(letters);
        self.count += 1;
        self.accent(80);
    }

    /// The last letter has this accent.
    fn accent(&mut self, which: u32) {
        if let (Some(place), Some(which)) = (place(self.count.saturating_sub(1)), char::from_u32(0x21 + which % 90)) {
            self.accents.extend([place, which]);
        }
    }

    /// The next letter is upper case.
    fn capital(&mut self) {
        self.capitals.extend(place(self.count));
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if !self.glued && !self.letters.is_empty() {
            self.letters.push(GAP);
        }
        self.letters.push_str(&self.word);
        self.glued = self.apostrophe && self.word.chars().count() == 1;
        self.apostrophe = false;
        self.word.clear();
    }

    fn finish(mut self, name: &str) -> String {
        if self.letters.is_empty() {
            // Nothing but signs: they stand by themselves.
            self.letters.push_str(name);
        }
        let end =
            self.letters.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or_default();
        if self.letters.len() > LONGEST {
            self.letters.truncate(end);
        }
        let mut key = self.letters;
        // Writing to a text does not fail.
        let _ = write!(key, "{END}{}{END}{}", self.accents, self.capitals);
        key.truncate(key.trim_end_matches(END).len());
        key
    }
}

/// A place as a sign: the earlier, the higher. Beyond the first ninety letters nothing is told apart.
fn place(at: u32) -> Option<char> {
    if at < 90 { char::from_u32(0x7e - at) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stand_as_dutch_lists_have_them() {
        let in_order = [
            "3M",
            "A.B.C. Motors",
            "Aerts",
            "AG Insurance",
            "Agfa",
            "Bakkerij Peeters",
            "bakkerij Peeters NV",
            "Cafe Belga",
            "Café Belga",
            "Cafe Belgica",
            "De Wolf",
            "Debacker",
            "dhondt",
            "Dhondt",
            "d'Hondt BV",
            "Dierckx",
            "étienne",
            "Etiennes",
            "Müller",
            "Mulder",
            "NV Bouw",
            "Øster",
            "Peeters",
            "Peeters & Zonen",
            "SA Dubois",
            "'s-Gravenhage",
            "Tack",
            "'t Hof",
            "Timmermans",
            "Zwaan",
            "Ωmega",
        ];
        let sorted = {
            let mut names = in_order.to_vec();
            names.reverse();
            sort_by_name(&mut names, |name| name);
            names
        };
        // ü stands beside u: Mulder before Müller.
        let mut wanted = in_order.to_vec();
        let at = wanted.iter().position(|name| *name == "Müller").unwrap();
        wanted.swap(at, at + 1);
        assert_eq!(sorted, wanted);
    }

    #[test]
    fn lower_comes_before_upper_and_plain_before_accented() {
        for (first, then) in
            [("etienne", "Etienne"), ("Etienne", "étienne"), ("Etienne", "Étienne"), ("cafe belga", "Cafe belga")]
        {
            assert!(sort_key(first) < sort_key(then), "{first} {then}");
        }
        assert_eq!(sort_key("Cafe\u{301}"), sort_key("Café"));
        assert_eq!(sort_key(" d’Hondt\u{200b} "), sort_key("d'Hondt"));
    }

    #[test]
    fn the_word_of_an_article_stands_with_it() {
        let letters = |name: &str| sort_key(name).split(END).next().unwrap().to_owned();
        assert_eq!(letters("'t Hof van Cleve"), "thof-van-cleve");
        assert_eq!(letters("d' Hondt"), "dhondt");
        assert_eq!(letters("L'Étoile"), "letoile");
        assert_eq!(letters("Jan's garage"), "jans-garage");
        assert_eq!(letters("Auto 'Peeters'"), "auto-peeters");
    }

    #[test]
    fn a_beginning_is_that_of_the_key() {
        for (name, beginning) in
            [("Gent", "gén"), ("d'Hondt BV", "dh"), ("De Wolf", "de w"), ("De Wolf", "de "), ("K-12", "K-1")]
        {
            assert!(sort_key(name).starts_with(&beginning_key(beginning)), "{name} {beginning}");
        }
        assert!(!sort_key("Debacker").starts_with(&beginning_key("de b")), "a gap is one");
        assert_eq!(beginning_key(" "), "");
    }

    #[test]
    fn signs_alone_are_a_key_too() {
        assert!(!sort_key("🥐").is_empty() && sort_key("🥐") != sort_key("!"));
        assert_eq!(sort_key(""), "");
        assert!(sort_key(&"Ж".repeat(1_000)).len() < 1_200);
    }

    proptest! {
        #[test]
        fn a_key_depends_on_what_is_seen_only(name in "[a-zA-Zéèüøß' .&-]{1,20}") {
            prop_assert_eq!(sort_key(&format!("\u{200e} {name}\u{ad}\u{a0}")), sort_key(&name));
            prop_assert!(!sort_key(&name).contains(|c: char| c.is_control()));
        }

        #[test]
        fn a_longer_name_comes_later(name in "[a-z]{1,9}", more in "[a-z]{1,9}") {
            let key = sort_key(&name);
            let longer = sort_key(&format!("{name} {more}"));
            prop_assert!(key < longer);
            let longest = format!("{name}{more}");
            prop_assert!(longer < sort_key(&longest));
        }

        #[test]
        fn accents_and_case_never_outrank_letters(one in "[a-c]{1,6}", other in "[a-c]{1,6}") {
            prop_assume!(one != other);
            let accented = one.replace('a', "Ä").replace('c', "ç");
            prop_assert_eq!(sort_key(&accented) < sort_key(&other), one < other);
        }
    }
}
