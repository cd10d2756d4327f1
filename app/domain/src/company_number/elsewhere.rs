//! Register numbers of the Netherlands, Norway and Finland.

use super::{read_such_as, strip_labels};
use crate::checks::{elfproef, finnish, norwegian, require_digits, verdict};
use crate::compact::look_alikes;
use crate::newtype::newtype;
use crate::{Parsed, Rejection, Repair, slips};

newtype! {
    /// Number of the Dutch Chamber of Commerce (*KvK*): eight digits without a check digit.
    KvkNumber
}

impl KvkNumber {
    /// Reads `KvK 12345678`.
    ///
    /// # Errors
    /// `Characters`, `Length`; without a check digit a lost zero or a letter O is proposed, never assumed.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        read_unchecked(raw, 7, "12345678").map(|digits| Parsed::plain(Self(digits)))
    }
}

newtype! {
    /// Branch number (*vestigingsnummer*) of the Dutch Chamber of Commerce: twelve digits without a check digit.
    BranchNumber
}

impl BranchNumber {
    /// Reads twelve digits.
    ///
    /// # Errors
    /// `Characters`, `Length`.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        read_unchecked(raw, 8, "000012345678").map(|digits| Parsed::plain(Self(digits)))
    }
}

/// Digits as many as those of `example`; from as few as `fewest` on, the zeros in front of them are proposed.
fn read_unchecked(raw: &str, fewest: usize, example: &str) -> Result<String, Rejection> {
    let length = example.len();
    read_such_as(example, raw, |text| {
        let text = strip_labels(text, &["KVK"]);
        match require_digits(text, &[length]) {
            Ok(()) => Ok(text.to_owned()),
            Err(reason) => {
                let digits = look_alikes(text);
                let padded = format!("{digits:0>length$}");
                let near = digits.len() >= fewest && require_digits(&padded, &[length]).is_ok();
                Err(Rejection::from(reason).or_try(near.then_some(padded)))
            }
        }
    })
}

newtype! {
    /// Dutch RSIN: nine digits that pass the *elfproef*.
    Rsin
}

impl Rsin {
    /// Reads nine digits.
    ///
    /// # Errors
    /// `Characters`, `Length`, `CheckDigits` with the numbers that are one slip away.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let read = |text: &str| hold(text, &[9], elfproef).map(|()| Parsed::plain(Self(text.to_owned())));
        read_such_as("004495445", raw, read)
    }
}

newtype! {
    /// Norwegian organisation number: nine digits, the last a check digit.
    NorwegianNumber
}

impl NorwegianNumber {
    /// Reads `NO 923 609 016 MVA` and the bare digits.
    ///
    /// # Errors
    /// `Characters`, `Length`, `CheckDigits` with the numbers that are one slip away.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        read_such_as("923 609 016", raw, |text| {
            let text = text.strip_prefix("NO").unwrap_or(text);
            let text = text.strip_suffix("MVA").unwrap_or(text);
            hold(text, &[9], norwegian)?;
            Ok(Parsed::plain(Self(text.to_owned())))
        })
    }
}

newtype! {
    /// Finnish business id (*Y-tunnus*), stored with its dash: `2077474-0`.
    BusinessId
}

impl BusinessId {
    /// Reads `2077474-0` and `FI20774740`; the oldest ids were issued with six digits before the dash.
    ///
    /// # Errors
    /// `Characters`, `Length`, `CheckDigits` with the numbers that are one slip away.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        read_such_as("2077474-0", raw, |text| {
            let text = text.strip_prefix("FI").unwrap_or(text);
            require_digits(text, &[7, 8])?;
            let padded = format!("{text:0>8}");
            hold(&padded, &[8], finnish).map_err(|rejection| Rejection {
                repairs: rejection.repairs.iter().map(|digits| Self::dashed(digits)).collect(),
                ..rejection
            })?;
            let repaired = (text.len() == 7).then_some(Repair::LeadingZero);
            Ok(Parsed { value: Self(Self::dashed(&padded)), repaired })
        })
    }

    fn dashed(digits: &str) -> String {
        let (number, check) = digits.split_at(7);
        format!("{number}-{check}")
    }
}

/// Holds digits to their length and to the rule of their check digit.
fn hold(text: &str, lengths: &[usize], right: fn(&str) -> bool) -> Result<(), Rejection> {
    require_digits(text, lengths)?;
    let slip = |slip: &str| right(slip).then(|| slip.to_owned());
    verdict(right(text)).map_err(|reason| Rejection::from(reason).or_try(slips::repairs(text, slips::DIGITS, slip)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reason;
    use rstest::rstest;

    #[test]
    fn reads_each_kind() {
        assert_eq!(KvkNumber::read("KvK: 1234 5678").unwrap().value.as_str(), "12345678");
        assert_eq!(BranchNumber::read("0000 1234 5678").unwrap().value.as_str(), "000012345678");
        assert_eq!(Rsin::read("0044.95.445").unwrap().value.as_str(), "004495445");
        assert_eq!(NorwegianNumber::read("NO 923 609 016 mva").unwrap().value.as_str(), "923609016");
        assert_eq!(BusinessId::read("FI20774740").unwrap().value.as_str(), "2077474-0");
        let oldest = BusinessId::read("112038-9").unwrap();
        assert_eq!((oldest.value.as_str(), oldest.repaired), ("0112038-9", Some(Repair::LeadingZero)));
    }

    #[rstest]
    #[case("1234567", Reason::length("1234567", &[8]), Some("01234567"))]
    #[case("1234567O", Reason::CHARACTERS, Some("12345670"))]
    #[case("123456", Reason::length("123456", &[8]), None)]
    #[case("123456789", Reason::length("123456789", &[8]), None)]
    #[case("1234567A", Reason::CHARACTERS, None)]
    fn a_kvk_number_is_never_mended_unasked(#[case] raw: &str, #[case] reason: Reason, #[case] repair: Option<&str>) {
        let repairs = repair.map(str::to_owned).into_iter().collect();
        assert_eq!(KvkNumber::read(raw), Err(Rejection { reason: reason.such_as("12345678"), repairs }));
    }

    #[test]
    fn a_branch_number_gets_its_zeros_proposed() {
        assert_eq!(
            BranchNumber::read("12345678").unwrap_err().repairs.first().map(String::as_str),
            Some("000012345678")
        );
        assert_eq!(BranchNumber::read("1234567").unwrap_err().repairs.len(), 0);
    }

    #[test]
    fn check_digits_are_held() {
        assert_eq!(Rsin::read("004495446").unwrap_err().reason, Reason::CHECK_DIGITS);
        assert_eq!(Rsin::read("000000000").unwrap_err().reason, Reason::CHECK_DIGITS);
        assert_eq!(NorwegianNumber::read("923609017").unwrap_err().reason, Reason::CHECK_DIGITS);
        assert_eq!(BusinessId::read("2077474-1").unwrap_err().reason, Reason::CHECK_DIGITS);
        assert_eq!(BusinessId::read("20774-75").unwrap_err().reason, Reason::CHECK_DIGITS);
    }
}
