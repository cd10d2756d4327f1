//! Language and country of a person, as a BCP 47 tag.

use crate::newtype::newtype;
use crate::{COUNTRIES, Country, Language, Parsed, Reason, Rejection, clean, compact::plain_hyphen};

newtype! {
    /// `nl-BE`, or a language alone: `nl`.
    Locale
}

impl Locale {
    /// Reads `nl-BE`, `nl_BE`, `nl-be` and `nl`, with whatever hyphen.
    ///
    /// # Errors
    /// `Empty`, `UnknownLanguage`, `UnknownCountry`. The repair turns `BE-nl` round and takes the hint of the country.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let tag = clean::line(raw).text.replace('_', "-").chars().map(plain_hyphen).collect::<String>();
        if tag.is_empty() {
            return Err(Reason::Empty.into());
        }
        let Some((language, region)) = tag.split_once('-') else {
            let language: Language = tag.parse()?;
            return Ok(Parsed::plain(Self(language.as_str().to_owned())));
        };
        Self::from_parts(language, region).map(Parsed::plain).map_err(|rejection| {
            let turned = Self::from_parts(region, language).ok();
            let hinted = rejection.repairs.iter().find_map(|country| Self::from_parts(language, country).ok());
            Rejection::from(rejection.reason).or_try(turned.or(hinted).map(String::from))
        })
    }

    fn from_parts(language: &str, region: &str) -> Result<Self, Rejection> {
        let (language, country): (Language, Country) = (language.parse()?, region.parse()?);
        Ok(Self::new(language, country))
    }

    /// The tag of a language as spoken in a country.
    #[must_use]
    pub fn new(language: Language, country: Country) -> Self {
        Self(format!("{language}-{country}"))
    }

    /// The tags that a Belgian firm meets most: the languages of the neighbours, and each language at home.
    #[must_use]
    pub fn offered() -> Vec<Self> {
        let is_met = |language: Language, country: Country| {
            language.is_at_home_in(country) || country.is_neighbour() && language.is_spoken_in(country)
        };
        let met = |country| {
            let languages = Language::ALL.into_iter().filter(move |language| is_met(*language, country));
            languages.map(move |language| Self::new(language, country))
        };
        COUNTRIES.into_iter().flat_map(met).collect()
    }

    /// The language part.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0[..2].parse().unwrap_or_default()
    }

    /// The country part, if there is one.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        self.0.get(3..)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn belgium_is_offered_first_then_its_neighbours() {
        let tags: Vec<String> = Locale::offered().into_iter().map(String::from).collect();
        assert_eq!(tags, ["nl-BE", "fr-BE", "de-BE", "nl-NL", "fr-FR", "de-DE", "fr-LU", "de-LU", "en-GB"]);
    }

    #[rstest]
    #[case("nl-BE", "nl-BE")]
    #[case("nl_BE", "nl-BE")]
    #[case("nl\u{2011}BE", "nl-BE")]
    #[case("nl–BE", "nl-BE")]
    #[case(" nl-be ", "nl-BE")]
    #[case("FR-BE", "fr-BE")]
    #[case("de", "de")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        let locale: Locale = raw.parse().unwrap();
        assert_eq!(locale.as_str(), stored);
        assert_eq!(locale.language().as_str(), &stored[..2]);
        assert_eq!(locale.country().map(Country::as_str), stored.get(3..));
    }

    #[rstest]
    #[case("", Reason::Empty, None)]
    #[case("BE-nl", Reason::UnknownLanguage, Some("nl-BE"))]
    #[case("en-UK", Reason::UnknownCountry { hint: Some("GB".to_owned()) }, Some("en-GB"))]
    #[case("nl-ZZ", Reason::UnknownCountry { hint: None }, None)]
    #[case("it-IT", Reason::UnknownLanguage, None)]
    #[case("nl-BE-x", Reason::UnknownCountry { hint: None }, None)]
    fn refuses(#[case] raw: &str, #[case] reason: Reason, #[case] repair: Option<&str>) {
        let repairs = repair.map(str::to_owned).into_iter().collect();
        assert_eq!(Locale::read(raw), Err(Rejection { reason, repairs }));
    }
}
