//! Numbers that a company register gives out: Belgium, the Netherlands, Norway, Finland, and any other as it comes.

mod belgium;
mod elsewhere;

pub use belgium::EnterpriseNumber;
pub use elsewhere::{BranchNumber, BusinessId, KvkNumber, NorwegianNumber, Rsin};

use crate::checks::all_digits;
use crate::compact::compact;
use crate::newtype::newtype;
use crate::{Country, Parsed, Reason, Rejection};

newtype! {
    /// The register number of a company anywhere. Only its country gives it a rule: make it with
    /// [`CompanyNumber::parse_for`]; `FromStr` and serde take any stored number back.
    CompanyNumber
}

impl CompanyNumber {
    const MAX: usize = 20;

    /// Reads a number by the rules of `country`: BE enterprise number, NL KvK, NO and FI their own, otherwise 1 to 20
    /// letters and digits.
    ///
    /// # Errors
    /// Those of the country's number; elsewhere `Characters` and `TooLong`.
    pub fn read_for(country: Country, raw: &str) -> Result<Parsed<Self>, Rejection> {
        match country {
            Country::BE => EnterpriseNumber::read(raw).map(|parsed| parsed.map(Self::from)),
            Country::NL => KvkNumber::read(raw).map(|parsed| parsed.map(Self::from)),
            Country::NO => NorwegianNumber::read(raw).map(|parsed| parsed.map(Self::from)),
            Country::FI => BusinessId::read(raw).map(|parsed| parsed.map(Self::from)),
            _ => Self::read_any(raw),
        }
    }

    /// [`CompanyNumber::read_for`] for those who need not know of repairs.
    ///
    /// # Errors
    /// See [`CompanyNumber::read_for`].
    pub fn parse_for(country: Country, raw: &str) -> Result<Self, Rejection> {
        Self::read_for(country, raw).map(|parsed| parsed.value)
    }

    /// Takes a stored number back, without the rule of its country.
    ///
    /// # Errors
    /// `Empty`, `Characters`, `TooLong`.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        // The dash is part of a Finnish number and of no other stored one.
        match raw.split_once('-') {
            Some((number, check))
                if number.len() == 7 && all_digits(number) && check.len() == 1 && all_digits(check) =>
            {
                Ok(Parsed::plain(Self(raw.to_owned())))
            }
            _ => Self::read_any(raw),
        }
    }

    fn read_any(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let text = compact(raw)?;
        if text.len() > Self::MAX {
            return Err(Reason::TooLong { max: Self::MAX }.into());
        }
        if !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Reason::CHARACTERS.into());
        }
        Ok(Parsed::plain(Self(text)))
    }
}

/// People write what a number is in the same cell: `KvK 12345678`, `BTW BE 0477…`.
pub(crate) fn strip_labels<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    labels.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text)
}

/// Reads the bare characters of a number; what is wrong with its form comes with a right one as people write it.
fn read_such_as<T>(example: &str, raw: &str, read: impl FnOnce(&str) -> Result<T, Rejection>) -> Result<T, Rejection> {
    let read = compact(raw).map_err(Rejection::from).and_then(|text| read(&text));
    read.map_err(|rejection| rejection.such_as(example))
}

macro_rules! into_company_number {
    ($($name:ident),+) => {
        $(impl From<$name> for CompanyNumber {
            fn from(number: $name) -> Self {
                Self(number.into())
            }
        })+
    };
}

into_company_number!(EnterpriseNumber, KvkNumber, NorwegianNumber, BusinessId);

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("BE", "BE 0477.472.701", "0477472701")]
    #[case("NL", "KvK 12345678", "12345678")]
    #[case("NO", "NO 923 609 016 MVA", "923609016")]
    #[case("FI", "FI20774740", "2077474-0")]
    #[case("FR", "732 829 320", "732829320")]
    #[case("DE", "HRB 12345", "HRB12345")]
    fn follows_the_country(#[case] country: Country, #[case] raw: &str, #[case] stored: &str) {
        let number = CompanyNumber::parse_for(country, raw).expect(raw);
        assert_eq!(number.as_str(), stored);
        assert_eq!(number.as_str().parse(), Ok(number.clone()));
        let json = serde_json::to_string(&number).unwrap();
        assert_eq!(serde_json::from_str::<CompanyNumber>(&json).unwrap(), number);
    }

    #[rstest]
    #[case("BE", "0123456789", Reason::CheckDigits { expected: Some("49".to_owned()) })]
    #[case("NL", "1234567", Reason::length("1234567", &[8]).such_as("12345678"))]
    #[case("FR", "123456789012345678901", Reason::TooLong { max: 20 })]
    #[case("IE", "12*45", Reason::CHARACTERS)]
    #[case("FR", " ", Reason::Empty)]
    fn refuses(#[case] country: Country, #[case] raw: &str, #[case] reason: Reason) {
        assert_eq!(CompanyNumber::parse_for(country, raw).unwrap_err().reason, reason);
    }
}
