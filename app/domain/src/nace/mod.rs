//! The branch of industry of a customer, as a code of NACE-BEL 2025: the Belgian list of economic activities. Codes are known here, so
//! that a page judges one by itself; their names are many, and stay on the server.

mod codes;

use std::fmt;

use serde::{Deserialize, Serialize};

use self::codes::{CODES, FORMER};
use crate::{Language, Reason, Rejection, clean};

/// How many digits a code has: two for the division, three behind the dot.
const DIGITS: usize = 5;

/// A code of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nace(u32);

impl Nace {
    /// Every code, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.into_iter().map(Self)
    }

    /// Reads a code, with its dot or without. A name may stand behind it, after a dash.
    ///
    /// # Errors
    /// It is no code, one of the list of 2008, or none of any list.
    pub fn read(text: &str) -> Result<Self, Rejection> {
        let text = clean::line(text).text;
        if text.is_empty() {
            return Err(Reason::Empty.into());
        }
        let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ' ')).unwrap_or(text.len());
        let (code, name) = text.split_at(end);
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let is_alone = name.is_empty() || name.starts_with(['-', '–']);
        match digits.parse::<u32>() {
            Ok(code) if digits.len() == DIGITS && is_alone => Self::of(code),
            _ => Err(Reason::NaceForm.into()),
        }
    }

    fn of(code: u32) -> Result<Self, Rejection> {
        match (CODES.binary_search(&code), FORMER.binary_search(&code)) {
            (Ok(_), _) => Ok(Self(code)),
            (_, Ok(_)) => Err(Reason::NaceFormer.into()),
            _ => Err(Reason::NaceForm.into()),
        }
    }

    /// A code of which a spreadsheet took the zero in front.
    #[must_use]
    pub fn with_zero(digits: &str) -> Option<Self> {
        let is_short = digits.len() == DIGITS - 1 && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_short.then(|| Self::read(&format!("0{digits}")).ok()).flatten()
    }
}

impl fmt::Display for Nace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

/// A code with what it is called in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// As it is stored: `62.100`.
    pub code: String,
    /// In the order of [`Language::ALL`].
    pub names: Vec<String>,
}

impl Activity {
    /// What people read: `62.100 – Ontwerpen van computerprogramma’s`. The code alone where it has no name.
    #[must_use]
    pub fn words(&self, lang: Language) -> String {
        match self.name(lang) {
            "" => self.code.clone(),
            name => format!("{} – {name}", self.code),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self, lang: Language) -> &str {
        self.names.get(lang as usize).map(String::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn read(text: &str) -> Result<String, Reason> {
        Nace::read(text).map(|code| code.to_string()).map_err(|rejection| rejection.reason)
    }

    #[rstest]
    #[case("62.100", "62.100")]
    #[case("62100", "62.100")]
    #[case(" 62 100\u{200b}", "62.100")]
    #[case("62.10.0", "62.100")]
    #[case("01110", "01.110")]
    #[case("62.100 – Ontwerpen van computerprogramma’s", "62.100")]
    #[case("62100 - Computer programming activities", "62.100")]
    fn a_code_has_one_form(#[case] text: &str, #[case] code: &str) {
        assert_eq!(read(text).as_deref(), Ok(code));
    }

    #[rstest]
    #[case("62.010", Reason::NaceFormer)]
    #[case("62010", Reason::NaceFormer)]
    #[case("62.10", Reason::NaceForm)]
    #[case("62", Reason::NaceForm)]
    #[case("1110", Reason::NaceForm)]
    #[case("99.999", Reason::NaceForm)]
    #[case("6210012", Reason::NaceForm)]
    #[case("bakker", Reason::NaceForm)]
    #[case("62.100 bakker", Reason::NaceForm)]
    #[case("–", Reason::NaceForm)]
    #[case(" \u{200b}", Reason::Empty)]
    fn what_is_no_code_of_2025_is_refused(#[case] text: &str, #[case] reason: Reason) {
        assert_eq!(read(text), Err(reason));
    }

    #[rstest]
    #[case("1110", Some("01.110"))]
    #[case("9999", None)]
    #[case("62100", None)]
    #[case("62.1", None)]
    fn a_zero_is_put_back_where_the_code_exists(#[case] digits: &str, #[case] code: Option<&str>) {
        assert_eq!(Nace::with_zero(digits).map(|code| code.to_string()).as_deref(), code);
    }

    #[test]
    fn the_lists_are_in_order_and_have_no_code_in_common() {
        assert_eq!((CODES.len(), FORMER.len()), (977, 244));
        assert!(CODES.is_sorted_by(|one, next| one < next) && FORMER.is_sorted_by(|one, next| one < next));
        assert!(FORMER.iter().all(|code| CODES.binary_search(code).is_err()));
    }

    #[test]
    fn every_code_is_read_again_in_each_of_its_forms() {
        for code in Nace::all() {
            let written = code.to_string();
            for text in [written.clone(), written.replace('.', ""), format!("{written} – naam")] {
                assert_eq!(Nace::read(&text), Ok(code), "{text}");
            }
        }
    }

    #[test]
    fn an_activity_is_read_with_its_name() {
        let names = Language::ALL.map(|lang| if lang == Language::Fr { "Boulangerie" } else { "" }.to_owned());
        let activity = Activity { code: "10.712".into(), names: names.into() };
        assert_eq!(activity.words(Language::Fr), "10.712 – Boulangerie");
        assert_eq!(activity.words(Language::Nl), "10.712");
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_stops_it(text in ".{0,40}") {
            if let Ok(code) = Nace::read(&text) {
                prop_assert_eq!(Nace::read(&code.to_string()), Ok(code));
            }
        }
    }
}
