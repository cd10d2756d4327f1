//! Denmark, Estonia, Finland, Latvia, Lithuania, Sweden.

use crate::Reason;
use crate::checks::{finnish, is_date, luhn, require_digits, split_last, value, verdict, weighted};

/// Eight digits (CVR), not beginning with 0.
pub(super) fn denmark(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8])?;
    if national.starts_with('0') {
        return Err(Reason::FORMAT);
    }
    verdict(weighted(national, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// Nine digits (KMKR).
pub(super) fn estonia(national: &str) -> Result<(), Reason> {
    require_digits(national, &[9])?;
    verdict(weighted(national, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10))
}

/// The business id without its dash.
pub(super) fn finland(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8])?;
    verdict(finnish(national))
}

/// Eleven digits (PVN): companies begin with 4 to 9, people's codes with their birthday or, since 2017, with 32.
pub(super) fn latvia(national: &str) -> Result<(), Reason> {
    require_digits(national, &[11])?;
    if national.as_bytes()[0] > b'3' {
        return verdict(weighted(national, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3);
    }
    let part = |from: usize, to: usize| value(&national[from..to]);
    let born = is_date(1800 + 100 * part(6, 7) + part(4, 6), part(2, 4), part(0, 2));
    if !national.starts_with("32") && !born {
        return Err(Reason::FORMAT);
    }
    let (body, check) = split_last(national);
    verdict((1 + weighted(body, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10 == check)
}

/// Nine digits for companies, twelve for temporary payers (PVM); the last but one is always 1.
pub(super) fn lithuania(national: &str) -> Result<(), Reason> {
    require_digits(national, &[9, 12])?;
    let (body, check) = split_last(national);
    if !body.ends_with('1') {
        return Err(Reason::FORMAT);
    }
    let first = weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2]) % 11;
    let expected = match first {
        10 => weighted(body, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]) % 11 % 10,
        digit => digit,
    };
    verdict(expected == check)
}

/// The organisation number and `01`.
pub(super) fn sweden(national: &str) -> Result<(), Reason> {
    require_digits(national, &[12])?;
    match national.strip_suffix("01") {
        Some(organisation) => verdict(luhn(organisation) == 0),
        None => Err(Reason::FORMAT),
    }
}
