//! The rules of single columns that ask more than the kind of value does: of what country the customer is, and whether the cell
//! held a number.

use super::cell::Given;
use super::column::fold;
use crate::checks::{all_digits, luhn};
use crate::compact::compact;
use crate::details;
use crate::{CompanyNumber, Country, Language, Line, Locale, Parsed, Reason, Rejection, Repair, VatNumber};

/// Free text that is often a number: digits that a spreadsheet took away cannot be seen by their check digits.
pub(super) fn digits_or_text(raw: &str) -> Result<Parsed<Line>, Rejection> {
    match compact(raw) {
        Err(Reason::LostDigits) => Err(Reason::LostDigits.into()),
        _ => Line::read(raw),
    }
}

/// A whole day as spreadsheets and programs write it: `03/05/2026`, `2026-05-03`, `2026-05-03 00:00:00`.
pub(super) fn is_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let shaped = matches!(lengths.as_slice(), [1..=2, 1..=2, 4] | [4, 2, 2]);
    shaped && all_digits(&parts.concat())
}

/// What a spreadsheet shows of a number such as 3-5 that it took for a day: `3-mei`, `mei-03`, `05-03-26`.
pub(super) fn is_day_and_month(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let is_month = |part: &&str| MONTHS.contains(&fold(part).as_str());
    match parts.as_slice() {
        [one, other] => (is_month(one) && all_digits(other)) || (all_digits(one) && is_month(other)),
        [one, two, year] if year.len() == 2 && all_digits(year) => {
            all_digits(one) && one.len() == 2 && (is_month(two) || (all_digits(two) && two.len() == 2))
        }
        _ => false,
    }
}

/// How programs shorten the months, in Dutch, French, English and German.
#[rustfmt::skip]
const MONTHS: [&str; 33] = [
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "janv", "fev", "fevr", "mars",
    "avr", "avril", "mai", "juin", "juil", "aout", "oct", "mar", "may", "june", "july", "marz", "juni", "juli", "dez", "dece",
];

/// Puts zeros in front of digits that are this long where none is missing, and at least so long without them.
fn padded(digits: &str, fewest: usize, length: usize) -> Option<String> {
    let missing = all_digits(digits) && (fewest..length).contains(&digits.len());
    missing.then(|| format!("{digits:0>length$}"))
}

fn restored<T>(value: T) -> Parsed<T> {
    Parsed { value, repaired: Some(Repair::LeadingZero) }
}

/// A register number. In a cell that holds a number the zeros in front are gone: where such a number has a fixed length they are
/// put back, by its check digits where it has some.
pub(super) fn company_number(country: Country, given: &Given) -> Result<Parsed<CompanyNumber>, Rejection> {
    let read = |text: &str| CompanyNumber::read_for(country, text);
    let whole = match country.as_str() {
        _ if !given.is_number => None,
        "NL" => padded(&given.text, 7, 8),
        "CZ" | "GB" | "SK" => padded(&given.text, 6, 8),
        "FR" => padded(&given.text, 7, 9).filter(|digits| luhn(digits) == 0),
        "IT" => padded(&given.text, 9, 11).filter(|digits| luhn(digits) == 0),
        _ => None,
    };
    match whole {
        Some(whole) => read(&whole).map(|parsed| restored(parsed.value)),
        None => read(&given.text),
    }
}

/// A VAT number, with the zeros that it lost in a cell that holds a number, where its check digits confirm them.
pub(super) fn vat(country: Country, given: &Given) -> Result<Parsed<VatNumber>, Rejection> {
    let read = |text: &str| VatNumber::read_for(country, text);
    read(&given.text).or_else(|rejection| {
        let is_short = given.is_number && matches!(rejection.reason, Reason::Length { .. });
        let whole = ["0", "00"]
            .into_iter()
            .filter(|_| is_short)
            .find_map(|zeros| read(&format!("{zeros}{}", given.text)).ok().filter(|parsed| parsed.repaired.is_none()));
        whole.map(|parsed| restored(parsed.value)).ok_or(rejection)
    })
}

/// Restores the zeros at the start of a postcode that a spreadsheet took for a number, by the lengths of the Universal Postal Union.
pub(super) fn postcode(country: Option<Country>, raw: &str) -> Result<Parsed<Line>, Rejection> {
    let whole = match country.map(Country::as_str) {
        Some("DE" | "DZ" | "ES" | "FR" | "GT" | "KE" | "KR" | "LT" | "MX" | "MY" | "PE" | "SK" | "TR" | "UA") => {
            padded(raw, 4, 5)
        }
        Some("FI" | "IT" | "PR" | "US" | "VA") => padded(raw, 3, 5),
        Some("AU" | "DK" | "NZ" | "PA") => padded(raw, 3, 4),
        Some("AM" | "GE" | "NO" | "PH") => padded(raw, 2, 4),
        Some("ZA") => padded(raw, 1, 4),
        Some("CN" | "CO" | "EC" | "KZ" | "RO" | "SG") => padded(raw, 5, 6),
        Some("JP") => padded(raw, 6, 7),
        Some("BR") => padded(raw, 7, 8),
        _ => None,
    };
    match whole {
        Some(whole) => Line::read(&whole).map(|parsed| restored(parsed.value)),
        None => digits_or_text(raw),
    }
}

/// A phone number; where numbers of a country begin with a zero, the one that a number lost is put back.
pub(super) fn phone(country: Option<Country>, given: &Given) -> Result<Parsed<String>, Rejection> {
    if let Err(Reason::LostDigits) = compact(&given.text) {
        return Err(Reason::LostDigits.into());
    }
    let lost =
        given.is_number && all_digits(&given.text) && country.is_some_and(|country| lost_zero(country, &given.text));
    if lost {
        return details::phone(&format!("0{}", given.text)).map(restored);
    }
    optional(&given.text, details::phone)
}

/// Whether these digits are a number within a country without the zero that is dialled first there (ITU-T E.164, national
/// numbering plans). One that begins with the country's own code may be whole.
fn lost_zero(country: Country, digits: &str) -> bool {
    let (code, lengths) = match country.as_str() {
        "BE" => ("32", 8..=9),
        "FR" => ("33", 9..=9),
        "NL" => ("31", 9..=9),
        "DE" => ("49", 7..=11),
        "GB" => ("44", 9..=10),
        "IE" => ("353", 7..=9),
        "AT" => ("43", 7..=12),
        "CH" => ("41", 9..=9),
        // Mobile and free numbers have none.
        "IT" if digits.starts_with(['3']) || digits.starts_with("800") => return false,
        "IT" => ("39", 7..=10),
        "SE" => ("46", 7..=9),
        "FI" => ("358", 6..=10),
        "SK" => ("421", 9..=9),
        "RO" => ("40", 9..=9),
        "BG" => ("359", 8..=9),
        "HR" => ("385", 8..=9),
        "SI" => ("386", 8..=8),
        "RS" => ("381", 8..=9),
        "LT" => ("370", 8..=8),
        "TR" => ("90", 10..=10),
        "UA" => ("380", 9..=9),
        "MA" => ("212", 9..=9),
        "DZ" => ("213", 8..=9),
        "AU" => ("61", 9..=9),
        "NZ" => ("64", 8..=10),
        "ZA" => ("27", 9..=9),
        "IL" => ("972", 8..=9),
        _ => return false,
    };
    let may_be_whole = digits.starts_with(code) && digits.len() > *lengths.start() + code.len();
    lengths.contains(&digits.len()) && !may_be_whole
}

/// A website.
pub(super) fn website(raw: &str) -> Result<Parsed<String>, Rejection> {
    optional(raw, details::website)
}

/// What the firm notes about a customer.
pub(super) fn description(raw: &str) -> Result<Parsed<String>, Rejection> {
    details::paragraph(raw).map(Parsed::plain)
}

/// A dash stands for nothing.
fn optional(raw: &str, read: impl FnOnce(&str) -> Result<String, Rejection>) -> Result<Parsed<String>, Rejection> {
    if matches!(raw, "-" | "–" | "—" | "/") { Err(Reason::Empty.into()) } else { read(raw).map(Parsed::plain) }
}

/// The language of a contact: a tag such as `nl-BE`, or the name or first letter of a language.
pub(super) fn locale(country: Option<Country>, raw: &str) -> Result<Parsed<Locale>, Rejection> {
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
    let words = [" en ", " et ", " and ", " und ", " of ", " ou ", " or ", " oder "];
    let parts = raw.split(marks).flat_map(|part| {
        let word = words.into_iter().find(|word| part.to_lowercase().contains(word) && part.is_ascii());
        match word.and_then(|word| Some((word, part.to_lowercase().find(word)?))) {
            Some((word, at)) => vec![&part[..at], &part[at + word.len()..]],
            None => vec![part],
        }
    });
    parts.flat_map(str::split_whitespace).collect()
}

/// The language of this name, in any of the languages, or by the letters that other programs use.
fn named(raw: &str) -> Option<Language> {
    Some(match fold(raw).as_str() {
        "n" | "ned" | "nld" | "dut" | "nederlands" | "nederlandstalig" | "vlaams" | "hollands" | "neerlandais"
        | "flamand" | "dutch" | "flemish" | "niederlandisch" | "flamisch" => Language::Nl,
        "f" | "fra" | "fre" | "frans" | "franstalig" | "francais" | "francophone" | "french" | "franzosisch" => {
            Language::Fr
        }
        "e" | "eng" | "engels" | "engelstalig" | "anglais" | "english" | "englisch" => Language::En,
        "d" | "g" | "deu" | "ger" | "duits" | "duitstalig" | "allemand" | "german" | "deutsch" => Language::De,
        _ => return None,
    })
}

/// The tag of a language as it is spoken in a country, or of the language alone where that is no language of the country.
fn spoken(language: Language, country: Option<Country>) -> Result<Locale, Rejection> {
    let at_home = country.filter(|country| match country.as_str() {
        "BE" => language != Language::En,
        "NL" => language == Language::Nl,
        "FR" => language == Language::Fr,
        "LU" => matches!(language, Language::Fr | Language::De),
        "AT" | "DE" => language == Language::De,
        "CH" => matches!(language, Language::Fr | Language::De),
        "GB" | "IE" | "US" => language == Language::En,
        _ => false,
    });
    match at_home {
        Some(country) => Ok(Locale::new(language, country)),
        None => language.as_str().parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn number(text: &str) -> Given {
        Given { text: text.to_owned(), is_number: true, repaired: None }
    }

    fn country(code: &str) -> Country {
        code.parse().expect("a country")
    }

    #[rstest]
    #[case("NL", "4046350", "04046350")]
    #[case("GB", "445790", "00445790")]
    #[case("CZ", "177041", "00177041")]
    #[case("FR", "5520176", "005520176")]
    #[case("IT", "488410010", "00488410010")]
    #[case("FI", "1120389", "0112038-9")]
    #[case("BE", "477472701", "0477472701")]
    fn register_numbers_get_their_zeros_back(#[case] code: &str, #[case] cell: &str, #[case] whole: &str) {
        let parsed = company_number(country(code), &number(cell)).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired), (whole, Some(Repair::LeadingZero)));
    }

    #[test]
    fn zeros_are_put_back_only_where_a_number_lost_them() {
        let typed = Given { is_number: false, ..number("4046350") };
        let refused = company_number(Country::NL, &typed).expect_err("a text keeps its zeros");
        assert_eq!(refused.repair.as_deref(), Some("04046350"));
        assert!(company_number(Country::NL, &number("404635")).is_err(), "two zeros are too many");
        let plain = company_number(country("FR"), &number("732829320")).expect("nothing is missing");
        assert_eq!(plain.repaired, None);
    }

    #[rstest]
    #[case("BE", "477472701", "BE0477472701")]
    #[case("IT", "488410010", "IT00488410010")]
    #[case("FI", "1120389", "FI01120389")]
    fn vat_numbers_get_their_zeros_back(#[case] code: &str, #[case] cell: &str, #[case] whole: &str) {
        let parsed = vat(country(code), &number(cell)).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired), (whole, Some(Repair::LeadingZero)));
    }

    #[rstest]
    #[case("DE", "1067", "01067")]
    #[case("FR", "6000", "06000")]
    #[case("IT", "118", "00118")]
    #[case("FI", "100", "00100")]
    #[case("NO", "150", "0150")]
    #[case("DK", "900", "0900")]
    #[case("SK", "4001", "04001")]
    #[case("KZ", "10000", "010000")]
    #[case("NZ", "110", "0110")]
    #[case("ZA", "1", "0001")]
    #[case("JP", "608501", "0608501")]
    fn postcodes_get_their_zeros_back(#[case] code: &str, #[case] cell: &str, #[case] whole: &str) {
        let parsed = postcode(Some(country(code)), cell).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired), (whole, Some(Repair::LeadingZero)));
    }

    #[test]
    fn a_belgian_postcode_has_none_to_lose() {
        assert_eq!(postcode(Some(Country::BE), "900").expect("a text").value.as_str(), "900");
    }

    #[rstest]
    #[case("478123456", true, "0478123456", Some(Repair::LeadingZero))]
    #[case("91234567", true, "091234567", Some(Repair::LeadingZero))]
    #[case("32478123456", true, "32478123456", None)]
    #[case("478 12 34 56", false, "478 12 34 56", None)]
    fn phones_get_their_zero_back(
        #[case] cell: &str,
        #[case] is_number: bool,
        #[case] whole: &str,
        #[case] repaired: Option<Repair>,
    ) {
        let parsed = phone(Some(Country::BE), &Given { is_number, ..number(cell) }).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired), (whole, repaired));
    }

    #[rstest]
    #[case("DE", "3012345678", Some("03012345678"))]
    #[case("DE", "493012345678", None)]
    #[case("GB", "7911123456", Some("07911123456"))]
    #[case("GB", "447911123456", None)]
    #[case("IT", "212345678", Some("0212345678"))]
    #[case("IT", "3331234567", None)]
    #[case("CH", "441234567", Some("0441234567"))]
    #[case("LU", "26123456", None)]
    #[case("ES", "612345678", None)]
    #[case("MA", "612345678", Some("0612345678"))]
    fn phones_elsewhere_get_their_zero_back(#[case] code: &str, #[case] cell: &str, #[case] whole: Option<&str>) {
        let parsed = phone(Some(country(code)), &number(cell)).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired.is_some()), (whole.unwrap_or(cell), whole.is_some()));
    }

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
        let parsed = locale(Some(Country::BE), cell).expect(cell);
        assert_eq!((parsed.value.as_str(), parsed.repaired), (tag, Some(Repair::LanguageName)));
    }

    #[test]
    fn a_tag_is_taken_as_it_is() {
        for tag in ["nl-BE", "NL", "fr_BE"] {
            assert_eq!(locale(Some(Country::BE), tag).expect(tag).repaired, None);
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
        let rejection = locale(Some(Country::BE), cell).expect_err("several");
        assert_eq!((rejection.reason, rejection.repair.as_deref()), (Reason::SeveralLanguages, Some(first)));
    }

    #[rstest]
    #[case("Nederlands (België)")]
    #[case("fr FR FR")]
    #[case("nl, nl")]
    fn one_language_said_twice_is_not_several(#[case] cell: &str) {
        let reason = locale(Some(Country::BE), cell).err().map(|rejection| rejection.reason);
        assert_ne!(reason, Some(Reason::SeveralLanguages));
    }

    #[test]
    fn what_is_no_language_is_told_as_before() {
        assert_eq!(locale(None, "Klingon").expect_err("unknown").reason, Reason::UnknownLanguage);
        assert_eq!(locale(None, "BE-nl").expect_err("turned").repair.as_deref(), Some("nl-BE"));
    }
}
