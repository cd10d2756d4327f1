//! Austria, Germany, France, Ireland.

use crate::Reason;
use crate::checks::{all_digits, luhn, mod_11_10, require_digits, split_last, value, verdict, weighted};

/// `U` and eight digits (UID).
pub(super) fn austria(national: &str) -> Result<(), Reason> {
    let digits = national.strip_prefix('U').ok_or(Reason::FORMAT)?;
    require_digits(digits, &[8])?;
    let (body, check) = split_last(digits);
    // Luhn with a constant of 4 added: the weights are the same, the sum is not.
    verdict((16 - luhn(body)) % 10 == check)
}

/// Nine digits (USt-IdNr.), not beginning with 0.
pub(super) fn germany(national: &str) -> Result<(), Reason> {
    require_digits(national, &[9])?;
    if national.starts_with('0') {
        return Err(Reason::FORMAT);
    }
    verdict(mod_11_10(national))
}

/// The characters of a French key: no I and no O.
const FRENCH_KEY: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A key of two characters and the SIREN of nine digits; for Monaco three zeros and a number that is no SIREN.
pub(super) fn france(national: &str) -> Result<(), Reason> {
    if national.len() != 11 {
        return Err(Reason::length(national, &[11]));
    }
    let (key, siren) = national.split_at(2);
    let places: Vec<u64> = key.chars().filter_map(|c| FRENCH_KEY.find(c)).map(|place| place as u64).collect();
    let (&[first, second], true) = (places.as_slice(), all_digits(siren)) else {
        return Err(Reason::CHARACTERS);
    };
    if !siren.starts_with("000") {
        verdict(luhn(siren) == 0)?;
    }
    let number = value(siren);
    if all_digits(key) {
        return verdict((number * 100 + 12) % 97 == value(key));
    }
    // Keys with a letter number the pairs: digit first, then letter first.
    let pair = if first < 10 { first * 24 + second - 10 } else { first * 34 + second - 100 };
    verdict((number + 1 + pair / 11) % 11 == pair % 11)
}

/// The check letters of Ireland, by remainder.
const IRISH_LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";

/// Seven digits and one or two letters, or the old form with a letter, `+` or `*` in the second place.
pub(super) fn ireland(national: &str) -> Result<(), Reason> {
    if !matches!(national.len(), 8 | 9) {
        return Err(Reason::length(national, &[8, 9]));
    }
    let (number, letters) = national.split_at(7);
    let places: Option<Vec<u32>> = letters.chars().map(|c| IRISH_LETTERS.find(c).map(|place| place as u32)).collect();
    let places = places.ok_or(Reason::CHARACTERS)?;
    let (first, middle, rest) = (&number[..1], &number[1..2], &number[2..]);
    if !all_digits(first) || !all_digits(rest) {
        return Err(Reason::CHARACTERS);
    }
    let weights = [8, 7, 6, 5, 4, 3, 2];
    let sum = if all_digits(middle) {
        weighted(number, &weights) + 9 * places.get(1).copied().unwrap_or(0)
    } else {
        weighted(&format!("0{rest}{first}"), &weights)
    };
    verdict(sum % 23 == places[0])
}
