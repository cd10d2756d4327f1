//! The rules of single columns that ask more than the kind of value does: of what country the customer is, and whether the cell
//! held a number.

use super::cell::Given;
use crate::checks::{all_digits, luhn};
use crate::compact::compact;
use crate::details;
use crate::fields::Kind;
use crate::{CompanyNumber, Country, Line, Nace, Parsed, Reason, Rejection, Repair, VatNumber};

/// Free text that is often a number: digits that a spreadsheet took away cannot be seen by their check digits.
pub(super) fn digits_or_text(raw: &str) -> Result<Parsed<Line>, Rejection> {
    match compact(raw) {
        Err(Reason::LostDigits) => Err(Reason::LostDigits.into()),
        _ => Line::read(raw),
    }
}

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
    details::phone(&given.text).map(Parsed::plain)
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

/// A value of a field that comes in by its kind.
pub(super) fn of_kind(kind: Kind, country: Option<Country>, given: &Given) -> Result<Parsed<String>, Rejection> {
    match kind {
        Kind::Line => digits_or_text(&given.text).map(|parsed| parsed.map(String::from)),
        Kind::Phone => phone(country, given),
        Kind::Nace => nace(given),
        kind => kind.read(&given.text, country).map(Parsed::plain),
    }
}

/// A code of an activity, with the zero that it lost in a cell that holds a number.
fn nace(given: &Given) -> Result<Parsed<String>, Rejection> {
    let whole = given.is_number.then(|| Nace::with_zero(&given.text)).flatten();
    match whole {
        Some(code) => Ok(restored(code.to_string())),
        None => Nace::read(&given.text).map(|code| Parsed::plain(code.to_string())),
    }
}

/// A website.
pub(super) fn website(raw: &str) -> Result<Parsed<String>, Rejection> {
    details::website(raw).map(Parsed::plain)
}

/// What the firm notes about a customer.
pub(super) fn description(raw: &str) -> Result<Parsed<String>, Rejection> {
    details::paragraph(raw).map(Parsed::plain)
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
        assert_eq!(refused.repairs.first().map(String::as_str), Some("04046350"));
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
    #[case("1110", true, Some(("01.110", true)))]
    #[case("62100", true, Some(("62.100", false)))]
    #[case("62.100", false, Some(("62.100", false)))]
    #[case("1110", false, None)]
    #[case("62.1", true, None)]
    fn codes_of_activities_get_their_zero_back(
        #[case] cell: &str,
        #[case] is_number: bool,
        #[case] whole: Option<(&str, bool)>,
    ) {
        let read = of_kind(Kind::Nace, None, &Given { is_number, ..number(cell) }).ok();
        let read = read.map(|parsed| (parsed.value, parsed.repaired == Some(Repair::LeadingZero)));
        assert_eq!(read, whole.map(|(code, restored)| (code.to_owned(), restored)));
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
}
