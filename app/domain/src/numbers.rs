//! What can be told from a number without asking a register, and what a register's answer means.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::checks::all_digits;
use crate::{CompanyNumber, Country, EnterpriseNumber, Iban, Reason, Rejection, VatNumber};

/// The bank's code in the national part of an IBAN: three digits in Belgium (`539`), four letters in the Netherlands
/// (`ABNA`). None where the country has no such part.
#[must_use]
pub fn bank_of(iban: &Iban) -> Option<String> {
    let iban: iban::Iban = iban.as_str().parse().ok()?;
    iban.bank_identifier().map(str::to_owned)
}

/// A VAT number as people write it: `BE 0686.215.810`. What is no VAT number stands as it is.
#[must_use]
pub fn readable_vat(vat: &str) -> String {
    let Ok(number) = vat.parse::<VatNumber>() else { return vat.to_owned() };
    let national = match (number.enterprise_number(), number.prefix()) {
        (Some(belgian), _) => belgian.formatted(),
        // The third letter belongs to the two before it.
        (None, "AT") => return number.to_string(),
        (None, "CH") => return swiss(number.as_str()),
        (None, "DE") => in_groups(number.national(), &[3, 3, 3]),
        (None, "FR") => in_groups(number.national(), &[2, 3, 3, 3]),
        (None, "LU") => in_groups(number.national(), &[4, 4]),
        _ => number.national().to_owned(),
    };
    format!("{} {national}", number.prefix())
}

/// A company number as people write it: a Belgian one is known by its check digits, any other stands as it is.
#[must_use]
pub fn readable_company_number(number: &str) -> String {
    let belgian = number.parse::<EnterpriseNumber>().ok().filter(|belgian| belgian.as_str() == number);
    belgian.map_or_else(|| number.to_owned(), |belgian| belgian.formatted())
}

/// The same of a customer of `country`, where its register writes them in groups: a French SIREN or SIRET (`732 829 320 00074`, as
/// Insee writes them), a Norwegian organisation number (`923 609 016`, as the Brønnøysund registers write it) and a Swiss UID
/// (`CHE-107.787.577`, the form of the Federal Statistical Office).
#[must_use]
pub fn readable_company_number_of(country: Option<Country>, number: &str) -> String {
    match country {
        Some(Country::FR) if all_digits(number) && number.len() == 14 => in_groups(number, &[3, 3, 3, 5]),
        Some(Country::FR | Country::NO) if all_digits(number) => in_groups(number, &[3, 3, 3]),
        Some(Country::CH) => swiss(number),
        Some(Country::BE) | None => readable_company_number(number),
        Some(_) => number.to_owned(),
    }
}

/// `CHE107787577` as `CHE-107.787.577`; anything else stands as it is.
fn swiss(number: &str) -> String {
    match number.strip_prefix("CHE") {
        Some(digits) if all_digits(digits) && digits.len() == 9 => {
            format!("CHE-{}.{}.{}", &digits[..3], &digits[3..6], &digits[6..])
        }
        _ => number.to_owned(),
    }
}

/// An IBAN as it stands on paper: `BE68 5390 0754 7034`. What is no IBAN stands as it is.
#[must_use]
pub fn readable_iban(iban: &str) -> String {
    iban.parse::<Iban>().map_or_else(|_| iban.to_owned(), |iban| iban.formatted())
}

/// A value as people write it, where it is a VAT number, an IBAN or a company number; anything else stands as it is.
#[must_use]
pub fn readable(value: &str) -> String {
    if value.parse::<Iban>().is_ok() {
        readable_iban(value)
    } else if value.starts_with(|c: char| c.is_ascii_uppercase()) {
        readable_vat(value)
    } else {
        readable_company_number(value)
    }
}

/// A search as people read it: each of its words that is a number in groups, whatever the case of its letters.
#[must_use]
pub fn readable_search(search: &str) -> String {
    let word = |word: &str| {
        let number = word.to_ascii_uppercase();
        let read = readable(&number);
        if read == number { word.to_owned() } else { read }
    };
    search.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Cut in groups of these sizes, where that is all of it; else whole.
fn in_groups(text: &str, sizes: &[usize]) -> String {
    if text.len() != sizes.iter().sum::<usize>() || !text.is_ascii() {
        return text.to_owned();
    }
    let mut from = 0;
    let group = |size: &usize| {
        from += size;
        &text[from - size..from]
    };
    sizes.iter().map(group).collect::<Vec<_>>().join(" ")
}

/// A Belgian VAT number is the enterprise number with `BE` before it, so that the two can contradict each other. Where those of a
/// customer of `country` do: the VAT number that goes with its company number, and the company number that goes with its VAT number.
#[must_use]
pub fn differing(country: Country, vat: &VatNumber, number: &CompanyNumber) -> Option<(VatNumber, EnterpriseNumber)> {
    let of_vat = vat.enterprise_number().filter(|_| country == Country::BE)?;
    let given = number.as_str().parse::<EnterpriseNumber>().ok()?;
    (given != of_vat).then(|| (given.vat_number(), of_vat))
}

/// How a number stands with its register. A fault or time-out of the register is never "invalid".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// The register knows the number.
    Valid,
    /// The register answered that it does not know the number.
    Invalid,
    /// The register was asked and gave no answer.
    Unknown,
    /// Nobody has asked yet.
    #[default]
    NotChecked,
}

impl CheckState {
    /// The stored form.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unknown => "unknown",
            Self::NotChecked => "not_checked",
        }
    }
}

impl FromStr for CheckState {
    type Err = Rejection;

    fn from_str(stored: &str) -> Result<Self, Rejection> {
        [Self::Valid, Self::Invalid, Self::Unknown, Self::NotChecked]
            .into_iter()
            .find(|state| state.as_str() == stored)
            .ok_or_else(|| Reason::FORMAT.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("BE68 5390 0754 7034", "539")]
    #[case("NL91 ABNA 0417 1643 00", "ABNA")]
    #[case("DE44 5001 0517 5407 3249 31", "50010517")]
    fn tells_the_bank(#[case] iban: Iban, #[case] bank: &str) {
        assert_eq!(bank_of(&iban).as_deref(), Some(bank));
    }

    #[rstest]
    #[case("BE0686215810", "BE 0686.215.810")]
    #[case("NL000099998B57", "NL 000099998B57")]
    #[case("FR40303265045", "FR 40 303 265 045")]
    #[case("DE136695976", "DE 136 695 976")]
    #[case("LU10000356", "LU 1000 0356")]
    #[case("ATU13585627", "ATU13585627")]
    #[case("CHE107787577", "CHE-107.787.577")]
    #[case("BE0686215811", "BE0686215811")]
    #[case("", "")]
    fn a_vat_number_is_read_in_groups(#[case] stored: &str, #[case] read: &str) {
        assert_eq!(readable_vat(stored), read);
        if stored != read {
            assert_eq!(read.parse::<VatNumber>().unwrap().as_str(), stored, "what is read can be typed");
        }
    }

    #[rstest]
    #[case("0686215810", "0686.215.810")]
    #[case("12345678", "12345678")]
    #[case("5560160680", "5560160680")]
    fn a_company_number_is_read_in_groups(#[case] stored: &str, #[case] read: &str) {
        assert_eq!(readable_company_number(stored), read);
    }

    #[rstest]
    #[case("BE", "0686215810", "0686.215.810")]
    #[case("NL", "12345678", "12345678")]
    #[case("FR", "732829320", "732 829 320")]
    #[case("FR", "73282932000074", "732 829 320 00074")]
    #[case("FR", "RCS732829", "RCS732829")]
    #[case("NO", "923609016", "923 609 016")]
    #[case("CH", "CHE107787577", "CHE-107.787.577")]
    #[case("CH", "107787577", "107787577")]
    #[case("FI", "2077474-0", "2077474-0")]
    #[case("DE", "HRB12345", "HRB12345")]
    // Ten digits that would pass for a Belgian number.
    #[case("SE", "0686215810", "0686215810")]
    fn a_company_number_is_read_as_in_its_country(#[case] country: Country, #[case] stored: &str, #[case] read: &str) {
        assert_eq!(readable_company_number_of(Some(country), stored), read);
        let typed = CompanyNumber::parse_for(country, read).unwrap();
        assert_eq!(typed.as_str(), stored, "what is read can be typed");
    }

    #[rstest]
    #[case("0477472701", "0477.472.701")]
    #[case("be0477472701", "BE 0477.472.701")]
    #[case("be68539007547034", "BE68 5390 0754 7034")]
    #[case("slagerij 0477472701", "slagerij 0477.472.701")]
    #[case("slagerij peeters", "slagerij peeters")]
    #[case("0477472702", "0477472702")]
    fn a_search_is_read_with_its_numbers_in_groups(#[case] search: &str, #[case] read: &str) {
        assert_eq!(readable_search(search), read);
    }

    #[rstest]
    #[case("BE68539007547034", "BE68 5390 0754 7034")]
    #[case("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00")]
    #[case("BE69539007547034", "BE69539007547034")]
    fn an_iban_is_read_in_fours(#[case] stored: &str, #[case] read: &str) {
        assert_eq!(readable_iban(stored), read);
    }

    #[rstest]
    #[case("BE", "BE0244142664", "0477472701", Some(("BE0477472701", "0244142664")))]
    #[case("BE", "BE0477472701", "0477472701", None)]
    #[case("BE", "NL000099998B57", "0477472701", None)]
    #[case("NL", "BE0244142664", "12345678", None)]
    fn tells_numbers_that_contradict_each_other(
        #[case] country: Country,
        #[case] vat: VatNumber,
        #[case] number: CompanyNumber,
        #[case] meant: Option<(&str, &str)>,
    ) {
        let found = differing(country, &vat, &number);
        assert_eq!(found.as_ref().map(|(vat, number)| (vat.as_str(), number.as_str())), meant);
    }

    #[test]
    fn a_check_state_reads_back() {
        for state in [CheckState::Valid, CheckState::Invalid, CheckState::Unknown, CheckState::NotChecked] {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
