//! The Belgian enterprise number.

use super::{read_such_as, strip_labels};
use crate::checks::{all_digits, require_digits, value};
use crate::compact::look_alikes;
use crate::newtype::newtype;
use crate::{Parsed, Reason, Rejection, Repair, VatNumber, slips};

newtype! {
    /// Belgian enterprise number: ten digits that begin with 0 or 1 (1 since 2023-09-19), of which the last two are
    /// 97 − (the first eight mod 97), so 01 to 97.
    EnterpriseNumber
}

impl EnterpriseNumber {
    /// Reads `0477.472.701`, `BE 0477 472 701`, the old form of nine digits, and letters that resemble 0 and 1.
    ///
    /// # Errors
    /// `Characters`, `Length`, `Format` (begins with another digit), `CheckDigits`; the repair is a stray `BE` or zero
    /// taken away, or the numbers that are one slip away.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        read_such_as(EXAMPLE, raw, |text| {
            let text = strip_labels(text, &["KBO", "BCE", "BTW", "TVA"]);
            Self::read_compact(text.strip_prefix("BE").unwrap_or(text))
        })
    }

    /// The number after its punctuation and `BE` are gone: what VAT numbers share with this type.
    pub(crate) fn read_compact(text: &str) -> Result<Parsed<Self>, Rejection> {
        let digits = look_alikes(text);
        let padded = if digits.len() == 9 { format!("0{digits}") } else { digits.clone() };
        if let Err(reason) = check_enterprise(&padded) {
            // A number of nine digits that begins with its zero lost another digit, most likely.
            let short = digits.len() == 9 && digits.starts_with('0') && all_digits(&digits);
            let reason = if short { Reason::length(&digits, &[10]) } else { reason };
            return Err(Rejection::from(reason).or_try(repairs(&digits)));
        }
        let repaired = if padded != digits {
            Some(Repair::LeadingZero)
        } else if digits != text {
            Some(Repair::LookAlikes)
        } else {
            None
        };
        Ok(Parsed { value: Self(padded), repaired })
    }

    /// As the Crossroads Bank writes it: `0477.472.701`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{}.{}.{}", &self.0[..4], &self.0[4..7], &self.0[7..])
    }

    /// The VAT number that belongs to it, whether or not the enterprise is registered for VAT.
    #[must_use]
    pub fn vat_number(&self) -> VatNumber {
        VatNumber::belgian(self)
    }
}

/// A right number as people write it.
const EXAMPLE: &str = "0477.472.701";

fn check_enterprise(text: &str) -> Result<(), Reason> {
    require_digits(text, &[10])?;
    if !text.starts_with(['0', '1']) {
        return Err(Reason::FORMAT);
    }
    let (body, check) = text.split_at(8);
    let expected = format!("{:02}", 97 - value(body) % 97);
    if check == expected { Ok(()) } else { Err(Reason::CheckDigits { expected: Some(expected) }) }
}

fn repairs(digits: &str) -> Vec<String> {
    let right = |text: &str| check_enterprise(text).is_ok().then(|| text.to_owned());
    let mut bare = digits;
    while let Some(rest) = bare.strip_prefix("BE").or_else(|| bare.strip_prefix("0BE")) {
        bare = rest;
    }
    let ten = match (bare.len(), bare.strip_prefix('0')) {
        (9, None) => format!("0{bare}"),
        (11, Some(rest)) => rest.to_owned(),
        _ => bare.to_owned(),
    };
    right(&ten).map_or_else(|| slips::repairs(&ten, slips::DIGITS, right), |ten| vec![ten])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("0244142664")]
    #[case("0477472701")]
    #[case("1000341796")]
    #[case("0100007097")]
    fn accepts(#[case] number: EnterpriseNumber) {
        assert_eq!(number.formatted().parse(), Ok(number.clone()));
        assert_eq!(number.vat_number().enterprise_number(), Some(number));
    }

    #[rstest]
    #[case("0123456789", Reason::CheckDigits { expected: Some("49".to_owned()) }, &["0123452789", "0123456749"])]
    #[case("9876543210", Reason::FORMAT, &[])]
    #[case("0100007000", Reason::CheckDigits { expected: Some("97".to_owned()) }, &[])]
    #[case("0477472798", Reason::CheckDigits { expected: Some("01".to_owned()) }, &[])]
    #[case("", Reason::Empty, &[])]
    #[case("BE", Reason::length("", &[10]), &[])]
    #[case("047747270", Reason::length("047747270", &[10]), &[])]
    #[case("04774727011", Reason::length("04774727011", &[10]), &[])]
    #[case("0477472710", Reason::CheckDigits { expected: Some("01".to_owned()) }, &["0477472701", "0476472710", "0477442710"])]
    #[case("4077472701", Reason::FORMAT, &["0477472701"])]
    #[case("BE0 0477472701", Reason::length("00477472701", &[10]), &["0477472701"])]
    #[case("BEBE0477472701", Reason::CHARACTERS, &["0477472701"])]
    #[case("BE0BE477472701", Reason::CHARACTERS, &["0477472701"])]
    #[case("0477X72701", Reason::CHARACTERS, &[])]
    #[case("4,77473E+08", Reason::LostDigits, &[])]
    fn refuses(#[case] raw: &str, #[case] reason: Reason, #[case] repairs: &[&str]) {
        let repairs = repairs.iter().map(ToString::to_string).collect();
        assert_eq!(EnterpriseNumber::read(raw), Err(Rejection { reason: reason.such_as(EXAMPLE), repairs }));
    }

    #[rstest]
    #[case("0477.472.701", None)]
    #[case("BTW BE 0477-472-701", None)]
    #[case("477472701", Some(Repair::LeadingZero))]
    #[case("be 477.472.701", Some(Repair::LeadingZero))]
    #[case("4,77472701E+08", Some(Repair::LeadingZero))]
    #[case("O4774727O1", Some(Repair::LookAlikes))]
    #[case("047747270l", Some(Repair::LookAlikes))]
    #[case("477472 7OI", Some(Repair::LeadingZero))]
    fn says_what_it_mended(#[case] raw: &str, #[case] repaired: Option<Repair>) {
        let parsed = EnterpriseNumber::read(raw).expect(raw);
        assert_eq!((parsed.value.as_str(), parsed.repaired), ("0477472701", repaired));
    }

    fn valid() -> impl Strategy<Value = String> {
        (0u64..20_000_000).prop_map(|body| format!("{body:08}{:02}", 97 - body % 97))
    }

    proptest! {
        #[test]
        fn every_right_number_reads_and_shows_the_same(number in valid()) {
            let read: EnterpriseNumber = number.parse().unwrap();
            prop_assert_eq!(read.to_string(), number);
            prop_assert_eq!(read.formatted().parse(), Ok(read));
        }

        #[test]
        fn one_wrong_digit_is_refused(number in valid(), at in 0usize..10, by in 1u8..10) {
            let mut bytes = number.into_bytes();
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert!(EnterpriseNumber::read(&wrong).is_err(), "{wrong}");
        }

        #[test]
        fn a_proposal_is_itself_right(number in valid(), at in 1usize..10, stray in "(BE0?|0)?") {
            let mut bytes = number.into_bytes();
            bytes.swap(at - 1, at);
            let raw = format!("{stray}{}", String::from_utf8(bytes).unwrap());
            for repair in EnterpriseNumber::read(&raw).err().map_or_else(Vec::new, |rejection| rejection.repairs) {
                prop_assert_eq!(repair.parse::<EnterpriseNumber>().map(String::from), Ok(repair));
            }
        }

        #[test]
        fn never_panics_and_reading_twice_changes_nothing(raw in "(BE)?[0-9OIl .\\-/]{0,14}|\\PC{0,20}") {
            if let Ok(number) = raw.parse::<EnterpriseNumber>() {
                prop_assert_eq!(number.as_str().parse(), Ok(number.clone()));
            }
        }
    }
}
