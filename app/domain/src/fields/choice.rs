//! The kinds of which a value is one of a few that the product knows: what each is called, and how others call it.

use super::{Kind, legal_form::LEGAL_FORMS};
use crate::likeness::fold;
use crate::texts::{Text, choice};
use crate::{Country, Language, Reason, Rejection, checks, clean};

/// A private person, as the type of a customer is stored; an empty text is a company.
pub const INDIVIDUAL: &str = "individual";

/// One of the values to choose from.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// As it is stored. The first of a kind may be empty: what holds where nothing else is said.
    pub key: &'static str,
    /// A short name and a long one stand on either side of a dash.
    pub(super) label: Text,
    /// What people and programs call it, folded.
    pub(super) also: Text,
    /// The country in which it is called so; empty where it is everywhere.
    pub(super) country: &'static str,
}

impl Choice {
    /// What people read.
    #[must_use]
    pub const fn name(self, lang: Language) -> &'static str {
        self.label.of(lang)
    }

    /// By its whole name, which tells it from the others wherever it is.
    fn is_named(self, letters: &str) -> bool {
        self.label.in_all().any(|label| letters_of(label) == letters)
    }

    /// By what it is called in a country: by half of its name, or by what others call it. In many countries the letters of a legal
    /// form are those of another one.
    fn is_called(self, letters: &str, country: Option<Country>) -> bool {
        let is_there = self.country.is_empty() || country.is_none_or(|country| country.as_str() == self.country);
        let mut also = self.also.in_all().flat_map(str::split_whitespace);
        let mut halves = self.label.in_all().flat_map(|label| label.split(HALVES));
        is_there && (also.any(|word| word == letters) || halves.any(|half| letters_of(half) == letters))
    }
}

/// Stands between a short name and a long one.
const HALVES: &str = " – ";

const CUSTOMER_TYPES: &[Choice] = &[
    Choice { key: "", label: choice::COMPANY, also: choice::COMPANY_ALSO, country: "" },
    Choice { key: INDIVIDUAL, label: choice::INDIVIDUAL, also: choice::INDIVIDUAL_ALSO, country: "" },
];

impl Kind {
    /// The values to choose from; none where anything may be filled in.
    #[must_use]
    pub const fn choices(self) -> &'static [Choice] {
        match self {
            Self::CustomerType => CUSTOMER_TYPES,
            Self::LegalForm => LEGAL_FORMS,
            _ => &[],
        }
    }

    /// The choice that is stored by this key.
    #[must_use]
    pub fn choice(self, key: &str) -> Option<Choice> {
        self.choices().iter().copied().find(|choice| choice.key == key)
    }

    /// The key of the choice that is called so, in any language. Whoever is in `country` uses the short names of that country.
    pub(super) fn read_choice(self, text: &str, country: Option<Country>) -> Result<String, Rejection> {
        let text = clean::line(text).text;
        if text.is_empty() {
            return Ok(text);
        }
        let (folded, letters) = (with_zeros(fold(&text)), letters_of(&text));
        let choices = || self.choices().iter();
        let found = choices()
            .find(|choice| choice.key == folded || choice.is_called(&letters, country))
            .or_else(|| choices().find(|choice| choice.is_named(&letters)));
        found.map(|choice| choice.key.to_owned()).ok_or_else(|| Reason::FORMAT.into())
    }
}

/// A code of three digits with the zeros that a spreadsheet took off it.
fn with_zeros(key: String) -> String {
    if checks::all_digits(&key) { format!("{key:0>3}") } else { key }
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

    #[rstest]
    #[case("", "BE", "")]
    #[case("014", "BE", "014")]
    #[case("14", "BE", "014")]
    #[case("nv", "BE", "014")]
    #[case("N.V.", "BE", "014")]
    #[case("Naamloze Vennootschap", "BE", "014")]
    #[case("société anonyme", "BE", "014")]
    #[case("BV", "BE", "610")]
    #[case("srl", "BE", "610")]
    #[case("BV/SRL", "BE", "610")]
    #[case("Comm. V", "BE", "612")]
    #[case("BVBA", "BE", "015")]
    #[case("asbl", "BE", "017")]
    #[case("eenmanszaak", "BE", "be-eenmanszaak")]
    #[case("BV", "NL", "nl-bv")]
    #[case("Eenmanszaak", "NL", "nl-eenmanszaak")]
    #[case("cv", "NL", "nl-cv")]
    #[case("SARL", "FR", "fr-sarl")]
    #[case("S.à r.l.", "LU", "lu-sarl")]
    #[case("GmbH", "DE", "de-gmbh")]
    #[case("GmbH & Co. KG", "DE", "de-gmbh-co-kg")]
    #[case("NL-BV", "BE", "nl-bv")]
    #[case("BV (NL) – besloten vennootschap", "BE", "nl-bv")]
    fn a_legal_form_is_read_as_its_country_calls_it(#[case] text: &str, #[case] country: Country, #[case] key: &str) {
        assert_eq!(Kind::LegalForm.read(text, Some(country)).as_deref(), Ok(key));
    }

    #[rstest]
    #[case("SRL", "IT")]
    #[case("GmbH", "NL")]
    #[case("999", "BE")]
    #[case("–", "BE")]
    #[case("bakkerij", "BE")]
    fn a_legal_form_of_nowhere_is_refused(#[case] text: &str, #[case] country: Country) {
        assert_eq!(Kind::LegalForm.read(text, Some(country)), Err(Reason::FORMAT.into()));
    }

    #[test]
    fn every_legal_form_is_read_again_by_its_key_and_its_names() {
        let forms = Kind::LegalForm.choices();
        assert_eq!(forms.len(), 63);
        for form in forms {
            let country = form.country.parse().ok();
            let whole = Language::ALL.map(|lang| form.name(lang));
            let halves = whole.iter().flat_map(|name| name.split(HALVES));
            for name in whole.iter().copied().chain(halves).chain([form.key]) {
                assert_eq!(Kind::LegalForm.read(name, country).as_deref(), Ok(form.key), "{name}");
            }
            assert_eq!(Kind::LegalForm.read(whole[0], Some(Country::BE)).as_deref(), Ok(form.key), "{}", whole[0]);
        }
    }
}
