//! The kinds of which a value is one of a few that the product knows: what each is called, and how others call it.

use super::Kind;
use crate::likeness::fold;
use crate::texts::{Text, choice};
use crate::{Language, Reason, Rejection, clean};

/// A private person, as the type of a customer is stored; an empty text is a company.
pub const INDIVIDUAL: &str = "individual";

/// One of the values to choose from.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// As it is stored. The first of a kind is empty: what holds where nothing else is said.
    pub key: &'static str,
    label: Text,
    /// What people and programs call it, folded.
    also: Text,
}

impl Choice {
    /// What people read.
    #[must_use]
    pub const fn name(self, lang: Language) -> &'static str {
        self.label.of(lang)
    }

    fn is_called(self, letters: &str) -> bool {
        let mut also = self.also.in_all().flat_map(str::split_whitespace);
        self.label.in_all().any(|label| letters_of(label) == letters) || also.any(|word| word == letters)
    }
}

const CUSTOMER_TYPES: &[Choice] = &[
    Choice { key: "", label: choice::COMPANY, also: choice::COMPANY_ALSO },
    Choice { key: INDIVIDUAL, label: choice::INDIVIDUAL, also: choice::INDIVIDUAL_ALSO },
];

impl Kind {
    /// The values to choose from; none where anything may be filled in.
    #[must_use]
    pub const fn choices(self) -> &'static [Choice] {
        match self {
            Self::CustomerType => CUSTOMER_TYPES,
            _ => &[],
        }
    }

    /// The choice that is stored by this key.
    #[must_use]
    pub fn choice(self, key: &str) -> Option<Choice> {
        self.choices().iter().copied().find(|choice| choice.key == key)
    }

    /// The key of the choice that is called so, in any language.
    pub(super) fn read_choice(self, text: &str) -> Result<String, Rejection> {
        let text = clean::line(text).text;
        let (folded, letters) = (fold(&text), letters_of(&text));
        let found = self.choices().iter().find(|choice| choice.key == folded || choice.is_called(&letters));
        found.map(|choice| choice.key.to_owned()).ok_or_else(|| Reason::FORMAT.into())
    }
}

/// Letters and digits alone, in lower case and without accents.
fn letters_of(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", "")]
    #[case("company", "")]
    #[case("Professioneel", "")]
    #[case("PROFESSIONNEL", "")]
    #[case("individual", INDIVIDUAL)]
    #[case(" Particulier ", INDIVIDUAL)]
    #[case("Privatperson", INDIVIDUAL)]
    #[case("Private person", INDIVIDUAL)]
    fn a_type_is_read_in_every_language(#[case] text: &str, #[case] key: &str) {
        assert_eq!(Kind::CustomerType.read(text, None).as_deref(), Ok(key));
    }

    #[rstest]
    #[case("leverancier")]
    #[case("1")]
    #[case("???")]
    #[case("individual company")]
    fn what_is_no_type_is_refused(#[case] text: &str) {
        assert_eq!(Kind::CustomerType.read(text, None), Err(Reason::FORMAT.into()));
    }

    #[test]
    fn every_choice_is_read_again_by_its_key_and_its_names() {
        let choices = Kind::CustomerType.choices();
        assert_eq!(choices.iter().map(|choice| choice.key).collect::<Vec<_>>(), ["", INDIVIDUAL]);
        for choice in choices {
            for name in Language::ALL.map(|lang| choice.name(lang)).into_iter().chain([choice.key]) {
                assert_eq!(Kind::CustomerType.read(name, None).as_deref(), Ok(choice.key), "{name}");
            }
        }
        assert!(Kind::Line.choices().is_empty());
    }
}
