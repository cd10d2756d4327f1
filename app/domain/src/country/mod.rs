//! Countries by their ISO 3166-1 alpha-2 code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::likeness::fold;
use crate::sorting::sort_by_name;
use crate::texts::{AND, COUNTRIES as NAMES, OR};
use crate::{Language, Reason, Rejection, clean};

/// A country that exists in ISO 3166-1: two capitals. Cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Country(&'static str);

/// Drop-down order without a language: the firm's neighbours first, then by code.
pub const COUNTRIES: [Country; NAMES.len()] = in_order();

/// The member states of the European Union. Northern Ireland is not one: see [`crate::VatNumber::is_eu`].
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

const NEIGHBOURS: [Country; 5] = [Country::BE, Country::NL, Country::FR, Country::DE, Country::LU];

impl Country {
    /// Belgium.
    pub const BE: Self = Self("BE");
    /// The Netherlands.
    pub const NL: Self = Self("NL");
    /// France.
    pub const FR: Self = Self("FR");
    /// Germany.
    pub const DE: Self = Self("DE");
    /// Luxembourg.
    pub const LU: Self = Self("LU");
    /// Switzerland.
    pub const CH: Self = Self("CH");
    /// Finland.
    pub const FI: Self = Self("FI");
    /// The United Kingdom.
    pub const GB: Self = Self("GB");
    /// Greece, whose VAT numbers begin with `EL`.
    pub const GR: Self = Self("GR");
    /// Norway.
    pub const NO: Self = Self("NO");

    /// Two capitals.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether it is one of the 27 member states.
    #[must_use]
    pub fn is_eu(self) -> bool {
        EU.contains(&self.0)
    }

    /// Belgium, and the countries that border on it.
    pub(crate) const fn is_neighbour(self) -> bool {
        is_neighbour(self.0)
    }

    /// Another member state than the firm's own: where a VAT number is required.
    #[must_use]
    pub fn is_foreign_in_eu(self, own: Self) -> bool {
        self != own && self.is_eu()
    }

    /// Its everyday name.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let place = NAMES.binary_search_by_key(&self.0, |row| row.0).expect("every country has a name");
        NAMES[place].1.of(language)
    }

    /// All countries for a drop-down: the neighbours first, the others by name.
    #[must_use]
    pub fn choices(language: Language) -> Vec<(Self, &'static str)> {
        let mut choices = COUNTRIES.map(|country| (country, country.name(language))).to_vec();
        sort_by_name(&mut choices[NEIGHBOURS.len()..], |(_, name)| name);
        choices
    }

    fn of_code(code: &str) -> Option<Self> {
        NAMES.binary_search_by_key(&code, |row| row.0).ok().map(|row| Self(NAMES[row].0))
    }

    /// The ISO code that was meant by a code or name that is not one: `UK`, `EL`, the VAT prefix `XI`, `België`.
    #[must_use]
    pub fn hint(raw: &str) -> Option<String> {
        let wanted = fold(&clean::line(raw).text);
        let code = match wanted.as_str() {
            "uk" | "xi" | "england" => "GB",
            "el" => "GR",
            // By three letters (ISO 3166-1 alpha-3), or the one of a car.
            "bel" | "b" => "BE",
            "holland" | "nld" => "NL",
            "fra" => "FR",
            "brd" | "deu" => "DE",
            "lux" => "LU",
            "gbr" => "GB",
            _ => NAMES.iter().find(|(_, names)| names.in_all().any(|name| fold(name) == wanted))?.0,
        };
        Some(code.to_owned())
    }
}

/// The first of several countries in one text, if nothing else stands in it. Names have spaces in them, codes have not.
fn first_of_several(text: &str) -> Option<Country> {
    let text = AND.in_all().chain(OR.in_all()).fold(text.to_owned(), |text, word| text.replace(word, ";"));
    let marks = |c: char| matches!(c, ';' | ',' | '/' | '|' | '+' | '&' | '(' | ')');
    all_countries(text.split(marks)).or_else(|| all_countries(text.split(|c: char| marks(c) || c.is_whitespace())))
}

/// The first of these parts, if each is a country and not all are the same.
fn all_countries<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Country> {
    const MOST: usize = 10;
    let parts = parts.map(str::trim).filter(|part| !part.is_empty()).take(MOST);
    let of_part = |part: &str| {
        Country::of_code(&part.to_uppercase()).or_else(|| Country::hint(part).and_then(|code| Country::of_code(&code)))
    };
    let countries = parts.map(of_part).collect::<Option<Vec<_>>>()?;
    let (first, others) = countries.split_first()?;
    others.iter().any(|other| other != first).then_some(*first)
}

const fn in_order() -> [Country; NAMES.len()] {
    let mut all = [Country::BE; NAMES.len()];
    let mut at = 0;
    while at < NEIGHBOURS.len() {
        all[at] = NEIGHBOURS[at];
        at += 1;
    }
    let mut row = 0;
    while row < NAMES.len() {
        if !is_neighbour(NAMES[row].0) {
            all[at] = Country(NAMES[row].0);
            at += 1;
        }
        row += 1;
    }
    all
}

const fn is_neighbour(code: &str) -> bool {
    matches!(code.as_bytes(), b"BE" | b"NL" | b"FR" | b"DE" | b"LU")
}

impl FromStr for Country {
    type Err = Rejection;

    fn from_str(raw: &str) -> Result<Self, Rejection> {
        let code = clean::line(raw).text.to_uppercase();
        if code.is_empty() {
            return Err(Reason::Empty.into());
        }
        if let Some(country) = Self::of_code(&code) {
            return Ok(country);
        }
        let hint = Self::hint(raw);
        if hint.is_none()
            && let Some(first) = first_of_several(&clean::line(raw).text)
        {
            return Err(Rejection::from(Reason::SeveralCountries).or_try(Some(first.into())));
        }
        Err(Rejection::from(Reason::UnknownCountry { hint: hint.clone() }).or_try(hint))
    }
}

impl TryFrom<String> for Country {
    type Error = Rejection;

    fn try_from(raw: String) -> Result<Self, Rejection> {
        raw.parse()
    }
}

impl From<Country> for &'static str {
    fn from(country: Country) -> Self {
        country.0
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0.to_owned()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_whole_and_in_order() {
        let codes: BTreeSet<&str> = COUNTRIES.iter().map(|country| country.as_str()).collect();
        assert_eq!(codes.len(), 249);
        assert!(COUNTRIES.starts_with(&NEIGHBOURS));
        assert!(NAMES.is_sorted_by_key(|row| row.0));
        assert!(!codes.contains("XI") && !codes.contains("UK") && !codes.contains("EL"));
        assert_eq!(COUNTRIES.iter().filter(|country| country.is_eu()).count(), 27);
    }

    #[test]
    fn choices_sort_by_name_after_the_neighbours() {
        let choices = Country::choices(Language::Fr);
        assert_eq!(choices[0], (Country::BE, "Belgique"));
        let place = |name: &str| choices.iter().position(|(_, other)| *other == name).expect(name);
        assert!(place("Équateur") < place("Finlande"));
        assert_eq!(choices.len(), 249);
    }

    #[test]
    fn germans_find_an_umlaut_with_its_letter() {
        let choices = Country::choices(Language::De);
        let place = |name: &str| choices.iter().position(|(_, other)| *other == name).expect(name);
        assert!(place("Afghanistan") < place("Ägypten") && place("Ägypten") < place("Albanien"));
        assert_eq!(Country::hint("Österreich").as_deref(), Some("AT"));
    }

    #[rstest]
    #[case("be", "BE")]
    #[case(" NL ", "NL")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        assert_eq!(raw.parse::<Country>().map(Country::as_str), Ok(stored));
    }

    #[rstest]
    #[case("UK", Some("GB"))]
    #[case("el", Some("GR"))]
    #[case("XI", Some("GB"))]
    #[case("belgie", Some("BE"))]
    #[case("Pays-Bas", Some("NL"))]
    #[case("ZZ", None)]
    fn refuses_with_a_hint(#[case] raw: &str, #[case] hint: Option<&str>) {
        let hint = hint.map(str::to_owned);
        let reason = Reason::UnknownCountry { hint: hint.clone() };
        assert_eq!(raw.parse::<Country>(), Err(Rejection::from(reason).or_try(hint)));
    }

    #[rstest]
    #[case("BE;NL", "BE")]
    #[case("NL / BE", "NL")]
    #[case("België & Nederland", "BE")]
    #[case("België en Verenigd Koninkrijk", "BE")]
    #[case("be, UK", "BE")]
    #[case("Belgien und Niederlande", "BE")]
    #[case("BE NL", "BE")]
    #[case("FR+BE\nLU", "FR")]
    fn several_get_an_error_that_helps(#[case] raw: &str, #[case] first: &str) {
        let several = Rejection::from(Reason::SeveralCountries).or_try(Some(first.to_owned()));
        assert_eq!(raw.parse::<Country>(), Err(several));
    }

    #[rstest]
    #[case("BE;BE")]
    #[case("BE;ZZ")]
    #[case("Gent, BE")]
    #[case(";")]
    fn one_country_or_none_is_not_several(#[case] raw: &str) {
        assert_eq!(raw.parse::<Country>().unwrap_err().reason, Reason::UnknownCountry { hint: None });
    }

    #[test]
    fn abroad_in_the_union_depends_on_the_firm() {
        assert!(Country::NL.is_foreign_in_eu(Country::BE));
        assert!(!Country::NL.is_foreign_in_eu(Country::NL));
        assert!(!Country::GB.is_foreign_in_eu(Country::BE));
    }
}
