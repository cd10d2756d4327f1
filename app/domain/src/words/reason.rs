//! Why a value is refused.

use crate::texts::{OR, Text, UNKNOWN_BANK, reason as say};
use crate::{Language, Reason};

/// Shown beside an account number whose country is not known.
const BELGIAN_IBAN: &str = "BE71 0961 2345 6769";

/// Says why a value of a field is refused, as "Btw-nummer BE0123456789 klopt niet: het controlegetal zou 49 moeten zijn."
/// `field` begins with a capital. What was probably meant is offered by [`super::repairs`].
pub fn reason(reason: &Reason, field: &str, value: &str, lang: Language) -> String {
    let fill = |text: Text, more: &[(&str, &str)]| {
        text.fill(lang, &[&[("field", field), ("value", value)][..], more].concat())
    };
    match reason {
        Reason::Empty => fill(say::EMPTY, &[]),
        Reason::Length { found, wanted, example } => {
            let (found, wanted) = (found.to_string(), wanted.replace('/', OR.of(lang)));
            let way_out = looks_like(example.as_deref(), say::LENGTH_CHECK.of(lang), lang);
            fill(say::LENGTH, &[("found", &found), ("wanted", &wanted), ("way_out", &way_out)])
        }
        Reason::TooLong { max } => fill(say::TOO_LONG, &[("max", &max.to_string())]),
        Reason::Characters { example } => {
            let way_out = looks_like(example.as_deref(), say::CHARACTERS_REMOVE.of(lang), lang);
            fill(say::CHARACTERS, &[("way_out", &way_out)])
        }
        Reason::CheckDigits { expected: Some(digits) } => fill(say::CHECK_DIGITS_SHOULD, &[("digits", digits)]),
        Reason::CheckDigits { expected: None } => fill(say::CHECK_DIGITS, &[]),
        Reason::UnknownCountry { hint: Some(code) } => fill(say::COUNTRY_MEANT, &[("code", code)]),
        Reason::UnknownCountry { hint: None } => fill(say::COUNTRY, &[]),
        Reason::UnknownLanguage => fill(say::LANGUAGE, &[]),
        Reason::Prefix => fill(say::PREFIX, &[]),
        Reason::Day => fill(say::DAY, &[]),
        Reason::LostDigits => fill(say::LOST_DIGITS, &[]),
        // Every number comes with an example; what has none is chosen from a list.
        Reason::Format { example: None } => fill(say::NOT_LISTED, &[]),
        Reason::Format { example } => fill(say::FORMAT, &[("way_out", &looks_like(example.as_deref(), "", lang))]),
        Reason::EmailForm => fill(say::EMAIL, &[]),
        Reason::PhoneForm => fill(say::PHONE, &[]),
        Reason::WebsiteForm => fill(say::WEBSITE, &[]),
        Reason::AmountForm => fill(say::AMOUNT, &[]),
        Reason::NaceForm => fill(say::NACE, &[]),
        Reason::NaceFormer => fill(say::NACE_FORMER, &[]),
        Reason::DateForm => fill(say::DATE, &[]),
        Reason::NumberForm => fill(say::NUMBER, &[]),
        Reason::IbanForm { example } => fill(say::IBAN, &[("example", example.as_deref().unwrap_or(BELGIAN_IBAN))]),
        Reason::LocalPart => fill(say::LOCAL_PART, &[]),
        Reason::Range { min, max } => fill(say::RANGE, &[("min", &grouped(*min, lang)), ("max", &grouped(*max, lang))]),
        Reason::SeveralAddresses => fill(say::SEVERAL_ADDRESSES, &[]),
        Reason::SeveralNumbers => fill(say::SEVERAL_NUMBERS, &[]),
        Reason::SeveralLanguages => fill(say::SEVERAL_LANGUAGES, &[]),
        Reason::SeveralCountries => fill(say::SEVERAL_COUNTRIES, &[]),
        Reason::VatWanted => fill(say::VAT_WANTED, &[("applied", label("vat_applied_for", lang))]),
        Reason::PersonName => fill(say::PERSON_NAME, &[]),
        Reason::NumbersDiffer => fill(say::NUMBERS_DIFFER, &[]),
    }
}

/// What a field is called.
fn label(key: &str, lang: Language) -> &'static str {
    crate::fields::label(key).map(|label| label.of(lang)).unwrap_or_default()
}

/// The way out of a wrong form: what is right, where that is known.
fn looks_like(example: Option<&str>, otherwise: &str, lang: Language) -> String {
    example.map_or_else(|| otherwise.to_owned(), |example| say::LOOKS_LIKE.fill(lang, &[("example", example)]))
}

/// The hint beside a Belgian account number whose bank is unknown, which may be right all the same: see
/// [`crate::unknown_bank`].
pub fn unknown_bank(code: &str, lang: Language) -> String {
    let hint = UNKNOWN_BANK.fill(lang, &[("code", code)]);
    let mut letters = hint.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A whole number with a sign between each three digits.
fn grouped(number: i64, lang: Language) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(lang.thousands());
        }
        out.push(digit);
    }
    out
}
