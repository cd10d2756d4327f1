//! Bulgaria, Croatia, Czechia, Hungary, Poland, Romania, Slovakia, Slovenia.

use crate::Reason;
use crate::checks::{is_date, mod_11_10, require_digits, split_last, value, verdict, weighted};

/// Nine digits for organisations; ten for people (EGN), foreigners (PNF) and others.
pub(super) fn bulgaria(national: &str) -> Result<(), Reason> {
    require_digits(national, &[9, 10])?;
    let (body, check) = split_last(national);
    if national.len() == 9 {
        let expected = match weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
            10 => weighted(body, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10,
            digit => digit,
        };
        return verdict(expected == check);
    }
    let citizen = bulgarian_birthday(body) && weighted(body, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == check;
    let foreigner = weighted(body, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == check;
    let other = (11 - weighted(body, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == check;
    verdict(citizen || foreigner || other)
}

/// The month carries the century: 20 more before 1900, 40 more from 2000.
fn bulgarian_birthday(text: &str) -> bool {
    let (year, month, day) = six_digit_date(text);
    match month {
        41.. => is_date(2000 + year, month - 40, day),
        21.. => is_date(1800 + year, month - 20, day),
        _ => is_date(1900 + year, month, day),
    }
}

fn six_digit_date(text: &str) -> (u64, u64, u64) {
    (value(&text[..2]), value(&text[2..4]), value(&text[4..6]))
}

/// Eleven digits (OIB).
pub(super) fn croatia(national: &str) -> Result<(), Reason> {
    require_digits(national, &[11])?;
    verdict(mod_11_10(national))
}

/// Eight digits for organisations, nine beginning with 6 for special cases, nine or ten (birth number) for people.
pub(super) fn czechia(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8, 9, 10])?;
    let (body, check) = split_last(national);
    match national.len() {
        8 if national.starts_with('9') => Err(Reason::FORMAT),
        8 => {
            let rest = weighted(body, &[8, 7, 6, 5, 4, 3, 2]) % 11;
            let expected = match 11 - rest {
                11 => 1,
                other => other % 10,
            };
            verdict(expected == check)
        }
        9 if national.starts_with('6') => {
            let rest = weighted(&body[1..], &[8, 7, 6, 5, 4, 3, 2]) % 11;
            // Computed in the integers it can be −2; modulo 10 that is 8.
            verdict((18 - (21 - rest) % 11) % 10 == check)
        }
        _ if !birth_number(national) => Err(Reason::FORMAT),
        _ => verdict(birth_check(national)),
    }
}

/// The date in a Czech or Slovak birth number: women have 50 added to the month, and 20 is added when a day's numbers
/// run out. Nine digits were given until 1953.
fn birth_number(text: &str) -> bool {
    let (year, month, day) = six_digit_date(text);
    let year = match (text.len(), year) {
        (9, 80..) => 1800 + year,
        (9, 54..) => return false,
        (9, _) => 1900 + year,
        (_, 54..) => 1900 + year,
        _ => 2000 + year,
    };
    is_date(year, month % 50 % 20, day)
}

fn birth_check(text: &str) -> bool {
    let (body, check) = split_last(text);
    text.len() == 9 || value(body) % 11 % 10 == u64::from(check)
}

/// Eight digits.
pub(super) fn hungary(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8])?;
    verdict(weighted(national, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))
}

/// Ten digits (NIP).
pub(super) fn poland(national: &str) -> Result<(), Reason> {
    require_digits(national, &[10])?;
    let (body, check) = split_last(national);
    verdict(weighted(body, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == check)
}

/// Two to ten digits (CUI) not beginning with 0, or the thirteen of a person (CNP).
pub(super) fn romania(national: &str) -> Result<(), Reason> {
    require_digits(national, &[2, 3, 4, 5, 6, 7, 8, 9, 10, 13])?;
    if national.starts_with('0') {
        return Err(Reason::FORMAT);
    }
    if national.len() == 13 {
        return romanian_person(national);
    }
    let (body, check) = split_last(national);
    let sum = weighted(&format!("{body:0>9}"), &[7, 5, 3, 2, 1, 7, 5, 3, 2]);
    verdict(sum * 10 % 11 % 10 == check)
}

fn romanian_person(national: &str) -> Result<(), Reason> {
    let century = match national.as_bytes()[0] {
        b'3' | b'4' => 1800,
        b'5' | b'6' => 2000,
        _ => 1900,
    };
    let (year, month, day) = six_digit_date(&national[1..7]);
    let county = value(&national[7..9]);
    if !is_date(century + year, month, day) || !matches!(county, 1..=48 | 51 | 52 | 70 | 80..=83) {
        return Err(Reason::FORMAT);
    }
    let (body, check) = split_last(national);
    let expected = match weighted(body, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        digit => digit,
    };
    verdict(expected == check)
}

/// Eight digits, not beginning with 0.
pub(super) fn slovenia(national: &str) -> Result<(), Reason> {
    require_digits(national, &[8])?;
    if national.starts_with('0') {
        return Err(Reason::FORMAT);
    }
    let (body, check) = split_last(national);
    // A remainder of 0 would ask for the digit 11: such numbers are not given out.
    match weighted(body, &[8, 7, 6, 5, 4, 3, 2]) % 11 {
        0 => Err(Reason::CHECK_DIGITS),
        1 => verdict(check == 0),
        rest => verdict(check == 11 - rest),
    }
}

/// Ten digits divisible by 11, or a birth number.
pub(super) fn slovakia(national: &str) -> Result<(), Reason> {
    require_digits(national, &[10])?;
    if birth_number(national) && birth_check(national) {
        return Ok(());
    }
    if national.starts_with('0') || !matches!(national.as_bytes()[2], b'2'..=b'4' | b'7'..=b'9') {
        return Err(Reason::FORMAT);
    }
    verdict(value(national).is_multiple_of(11))
}
