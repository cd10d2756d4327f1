//! Language and country of a person, as a BCP 47 tag.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::newtype::newtype;
use crate::{Country, Parsed, Reason, Rejection, clean};

/// A language in which a customer can be addressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Nl,
    Fr,
    En,
    De,
}

impl Language {
    /// In the order of drop-downs.
    pub const ALL: [Self; 4] = [Self::Nl, Self::Fr, Self::En, Self::De];

    /// ISO 639-1, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Language {
    type Err = Rejection;

    fn from_str(raw: &str) -> Result<Self, Rejection> {
        Self::ALL
            .into_iter()
            .find(|language| language.as_str().eq_ignore_ascii_case(clean::line(raw).text.as_str()))
            .ok_or_else(|| Reason::UnknownLanguage.into())
    }
}

newtype! {
    /// `nl-BE`, or a language alone: `nl`.
    Locale
}

impl Locale {
    /// Reads `nl-BE`, `nl_BE`, `nl-be` and `nl`.
    ///
    /// # Errors
    /// `Empty`, `UnknownLanguage`, `UnknownCountry`. The repair turns `BE-nl` round and takes the hint of the country.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let tag = clean::line(raw).text.replace('_', "-");
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

    #[rstest]
    #[case("nl-BE", "nl-BE")]
    #[case("nl_BE", "nl-BE")]
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
