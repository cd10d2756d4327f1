//! Outside the Union: the United Kingdom (whose Northern Irish numbers count as European), Norway, Switzerland.

use crate::Reason;
use crate::checks::{all_digits, norwegian, require_digits, split_last, value, verdict, weighted};

/// Nine digits, twelve with a branch, or `GD` and `HA` numbers of government departments and health authorities.
pub(super) fn united_kingdom(national: &str) -> Result<(), Reason> {
    if national.starts_with("GD") || national.starts_with("HA") {
        return british_authority(national);
    }
    require_digits(national, &[9, 12])?;
    let sum = weighted(national, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    // Numbers from 100 on may also use the newer check, which is 55 (or 42, its complement) apart.
    verdict(sum == 0 || (value(&national[..3]) >= 100 && matches!(sum, 42 | 55)))
}

/// Three digits, or the long form `GD8888` with three digits and their remainder of 97.
fn british_authority(national: &str) -> Result<(), Reason> {
    let (body, digits) = national.split_at(2);
    let (number, check) = match digits.len() {
        3 => (digits, None),
        9 if digits.starts_with("8888") => (&digits[4..7], Some(&digits[7..])),
        _ => return Err(Reason::length(national, &[5, 11])),
    };
    if !all_digits(digits) {
        return Err(Reason::CHARACTERS);
    }
    if (body == "GD") != (value(number) < 500) {
        return Err(Reason::FORMAT);
    }
    verdict(check.is_none_or(|check| value(number) % 97 == value(check)))
}

/// The organisation number, with or without `MVA`.
pub(super) fn norway(national: &str) -> Result<(), Reason> {
    let number = without_mva(national);
    require_digits(number, &[9])?;
    verdict(norwegian(number))
}

pub(super) fn without_mva(national: &str) -> &str {
    national.strip_suffix("MVA").unwrap_or(national)
}

/// `CHE` and nine digits (UID), with or without the letters for VAT in one of the languages.
pub(super) fn switzerland(national: &str) -> Result<(), Reason> {
    let digits = without_vat_letters(national).strip_prefix('E').ok_or(Reason::FORMAT)?;
    require_digits(digits, &[9])?;
    let (body, check) = split_last(digits);
    let rest = weighted(body, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11;
    verdict((11 - rest) % 11 == check)
}

pub(super) fn without_vat_letters(national: &str) -> &str {
    ["MWST", "TVA", "IVA", "TPV"].into_iter().find_map(|ending| national.strip_suffix(ending)).unwrap_or(national)
}
