//! The arithmetic that the numbers of several countries share. All functions expect ASCII, most of them digits.

use chrono::NaiveDate;

use crate::Reason;

pub(crate) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Digits only, in one of the lengths given.
pub(crate) fn require_digits(text: &str, lengths: &[usize]) -> Result<(), Reason> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        Err(Reason::CHARACTERS)
    } else if !lengths.contains(&text.len()) {
        Err(Reason::length(text, lengths))
    } else {
        Ok(())
    }
}

/// Turns the outcome of a check into a reason.
pub(crate) fn verdict(valid: bool) -> Result<(), Reason> {
    valid.then_some(()).ok_or(Reason::CHECK_DIGITS)
}

pub(crate) fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    text.bytes().map(|b| u32::from(b - b'0'))
}

/// The digits as a number; none of these numbers is longer than 13 digits.
pub(crate) fn value(text: &str) -> u64 {
    digits(text).fold(0, |sum, digit| sum * 10 + u64::from(digit))
}

/// Everything but the last digit, and the last digit.
pub(crate) fn split_last(text: &str) -> (&str, u32) {
    let (body, last) = text.split_at(text.len() - 1);
    (body, digits(last).sum())
}

/// The sum of each digit times its weight; surplus digits are ignored.
pub(crate) fn weighted(text: &str, weights: &[u32]) -> u32 {
    digits(text).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The sum by the formula of Luhn, modulo 10: 0 when the last digit is the check digit.
pub(crate) fn luhn(text: &str) -> u32 {
    let cross_sum = |(place, digit): (usize, u32)| {
        let doubled = digit * if place % 2 == 0 { 1 } else { 2 };
        doubled / 10 + doubled % 10
    };
    digits(text).rev().enumerate().map(cross_sum).sum::<u32>() % 10
}

/// ISO 7064, mod 11,10.
pub(crate) fn mod_11_10(text: &str) -> bool {
    let fold = |product: u32, digit: u32| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    };
    let (body, check) = split_last(text);
    (digits(body).fold(10, fold) + check) % 10 == 1
}

/// ISO 7064, mod 97-10, where a letter counts as 10 to 35.
pub(crate) fn mod_97(text: &str) -> u32 {
    text.chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, n| {
        let shift = if n < 10 { 10 } else { 100 };
        (rest * shift + n) % 97
    })
}

/// The Dutch *elfproef* of nine digits: weights 9 to 2, and −1 for the last.
pub(crate) fn elfproef(text: &str) -> bool {
    let (body, last) = split_last(text);
    value(text) > 0 && weighted(body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == last
}

/// Norwegian organisation number: nine digits, weights 3, 2, 7, 6, 5, 4, 3, 2, and 1 for the check digit.
pub(crate) fn norwegian(text: &str) -> bool {
    weighted(text, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

/// Finnish business id without its dash: eight digits.
pub(crate) fn finnish(text: &str) -> bool {
    weighted(text, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11)
}

/// Whether the day exists: several countries build a person's number on the date of birth.
pub(crate) fn is_date(year: u64, month: u64, day: u64) -> bool {
    NaiveDate::from_ymd_opt(year as i32, month as u32, day as u32).is_some()
}
