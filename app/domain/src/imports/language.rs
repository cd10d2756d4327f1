//! The language of somebody, as people and programs write it.

use super::column::fold;
use crate::texts::{AND, OR};
use crate::{Country, Language, Locale, Parsed, Reason, Rejection, Repair};

/// The language of a contact: a tag such as `nl-BE`, or the name or first letter of a language.
pub(super) fn read(country: Option<Country>, raw: &str) -> Result<Parsed<Locale>, Rejection> {
    let rejection = match Locale::read(raw) {
        Ok(parsed) => return Ok(parsed),
        Err(rejection) => rejection,
    };
    if let Some(language) = named(raw) {
        return spoken(language, country).map(|value| Parsed { value, repaired: Some(Repair::LanguageName) });
    }
    let one = |part: &str| {
        let tag = Locale::read(part).ok().map(|parsed| parsed.value);
        tag.or_else(|| spoken(named(part)?, country).ok())
    };
    // `nl_BE.UTF-8`, as programs name what a machine speaks.
    if let Some(parsed) =
        raw.split(['.', '@']).next().filter(|tag| tag.len() < raw.len()).and_then(|tag| Locale::read(tag).ok())
    {
        return Ok(Parsed { repaired: Some(Repair::LanguageName), ..parsed });
    }
    let words = several(raw);
    let spoken_there: Vec<Language> = words.iter().filter_map(|word| named(word)).collect();
    let is_told =
        |word: &&str| named(word).is_some() || word.parse::<Country>().is_ok() || Country::hint(word).is_some();
    // `Dutch (BE) / Nederlands (BE)`: one language in two.
    if let [first, others @ ..] = spoken_there.as_slice()
        && words.iter().all(is_told)
        && others.iter().all(|other| other == first)
    {
        return spoken(*first, country).map(|value| Parsed { value, repaired: Some(Repair::LanguageName) });
    }
    let parts: Vec<Locale> = words.into_iter().map_while(one).collect();
    match parts.as_slice() {
        [first, others @ ..] if others.iter().any(|other| other != first) => {
            Err(Rejection::from(Reason::SeveralLanguages).or_try(Some(first.to_string())))
        }
        _ => Err(rejection),
    }
}

/// The parts of a cell in which somebody filled in more than one thing.
fn several(raw: &str) -> Vec<&str> {
    let marks = [';', ',', '/', '|', '+', '&', '(', ')', '[', ']'];
    let words: Vec<&str> = AND.in_all().chain(OR.in_all()).collect();
    let parts = raw.split(marks).flat_map(|part| {
        let word = words.iter().copied().find(|word| part.to_lowercase().contains(word) && part.is_ascii());
        match word.and_then(|word| Some((word, part.to_lowercase().find(word)?))) {
            Some((word, at)) => vec![&part[..at], &part[at + word.len()..]],
            None => vec![part],
        }
    });
    parts.flat_map(str::split_whitespace).collect()
}

/// The language of this name, in any of the languages, or by the letters that other programs use.
fn named(raw: &str) -> Option<Language> {
    Language::called(&fold(raw))
}

/// The tag of a language as it is spoken in a country, or of the language alone where that is no language of the country.
fn spoken(language: Language, country: Option<Country>) -> Result<Locale, Rejection> {
    match country.filter(|country| language.is_spoken_in(*country)) {
        Some(country) => Ok(Locale::new(language, country)),
        None => language.as_str().parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Nederlands", "nl-BE")]
    #[case("néerlandais", "nl-BE")]
    #[case("n", "nl-BE")]
    #[case("F", "fr-BE")]
    #[case("Français", "fr-BE")]
    #[case("Deutsch", "de-BE")]
    #[case("Engels", "en")]
    #[case("Dutch (BE) / Nederlands (BE)", "nl-BE")]
    #[case("French / Français", "fr-BE")]
    #[case("nl_BE.UTF-8", "nl-BE")]
    fn a_language_is_known_by_its_name(#[case] cell: &str, #[case] tag: &str) {
        let parsed = read(Some(Country::BE), cell).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired), (tag, Some(Repair::LanguageName)));
    }

    #[test]
    fn a_tag_is_taken_as_it_is() {
        for tag in ["nl-BE", "NL", "fr_BE"] {
            assert_eq!(read(Some(Country::BE), tag).expect(tag).repaired, None);
        }
    }

    #[rstest]
    #[case("nl-BE;fr-BE", "nl-BE")]
    #[case("fr-BE / nl-BE", "fr-BE")]
    #[case("N/F", "nl-BE")]
    #[case("Frans en Nederlands", "fr-BE")]
    #[case("nl, fr, de", "nl")]
    #[case("nl-BE fr-BE", "nl-BE")]
    #[case("nl-BE\nfr-BE", "nl-BE")]
    #[case("nl-BE (fr-BE)", "nl-BE")]
    #[case("[nl] [fr]", "nl")]
    fn one_language_a_contact(#[case] cell: &str, #[case] first: &str) {
        let rejection = read(Some(Country::BE), cell).expect_err("several");
        assert_eq!(
            (rejection.reason, rejection.repairs.first().map(String::as_str)),
            (Reason::SeveralLanguages, Some(first))
        );
    }

    #[rstest]
    #[case("Nederlands (België)")]
    #[case("fr FR FR")]
    #[case("nl, nl")]
    fn one_language_said_twice_is_not_several(#[case] cell: &str) {
        let reason = read(Some(Country::BE), cell).err().map(|rejection| rejection.reason);
        assert_ne!(reason, Some(Reason::SeveralLanguages));
    }

    #[test]
    fn what_is_no_language_is_told_as_before() {
        assert_eq!(read(None, "Klingon").expect_err("unknown").reason, Reason::UnknownLanguage);
        assert_eq!(read(None, "BE-nl").expect_err("turned").repairs.first().map(String::as_str), Some("nl-BE"));
    }
}
