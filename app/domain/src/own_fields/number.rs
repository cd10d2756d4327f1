//! Numbers as people type them, and their one form as text.

use crate::compact::ascii_look;
use crate::{Language, Reason, Rejection, clean};

/// As many digits as a number may have before its decimals, and behind them.
const WHOLE: usize = 12;
const DECIMALS: usize = 6;
/// One, in the parts that a number is counted in.
const ONE: i64 = 1_000_000;

/// A number in its one form: `-1234.5`. A sign that stands before three digits parts thousands, as in an amount of money; any other
/// stands before decimals.
pub(super) fn read(text: &str) -> Result<String, Rejection> {
    let text: String = clean::line(text).text.chars().map(ascii_look).collect();
    millionths(&text).map(plain).ok_or_else(|| Reason::NumberForm.into())
}

/// A number in its one form, as a language writes it.
#[must_use]
pub fn written_in(value: &str, language: Language) -> String {
    value.replace('.', &language.decimal().to_string())
}

/// A number, counted in millionths.
pub(super) fn millionths(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (whole, decimals) = match digits.rsplit_once(['.', ',']) {
        Some((whole, rest)) if !parts_thousands(digits, whole, rest) => (whole, rest),
        _ => (digits, ""),
    };
    let decimal = digits[whole.len()..].chars().next();
    let whole = grouped(whole, decimal)?;
    let is_decimals = decimals.len() <= DECIMALS && (decimal.is_none() || !decimals.is_empty());
    if whole.len() > WHOLE || !is_decimals || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millionths: i64 = format!("{decimals:0<width$}", width = DECIMALS).parse().ok()?;
    let value = whole.parse::<i64>().ok()? * ONE + millionths;
    Some(if is_negative { -value } else { value })
}

/// Whether the last sign parts thousands: three digits behind it, and before it what can be a group of a larger number.
fn parts_thousands(digits: &str, whole: &str, rest: &str) -> bool {
    let sign = digits[whole.len()..].chars().next();
    let other = whole.chars().find(|c| !c.is_ascii_digit());
    let first = whole.split(['.', ',']).next().unwrap_or_default();
    let is_group = matches!(first.len(), 1..=3) && !first.starts_with('0');
    rest.len() == 3 && is_group && other.is_none_or(|other| Some(other) == sign)
}

/// Digits, or groups of three of them with one and the same sign between.
fn grouped(text: &str, decimal: Option<char>) -> Option<String> {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(sign) = text.chars().find(|c| !c.is_ascii_digit()) else {
        return all_digits(text).then(|| text.to_owned());
    };
    let groups: Vec<&str> = text.split(sign).collect();
    let [first, rest @ ..] = groups.as_slice() else { return None };
    let fits = matches!(sign, '.' | ',' | ' ' | '\'' | '’')
        && decimal != Some(sign)
        && matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && all_digits(first)
        && rest.iter().all(|group| group.len() == 3 && all_digits(group));
    fits.then(|| groups.concat())
}

/// Three decimals are written as four: a sign before three digits would be read as one that parts thousands.
fn plain(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) =
        (millionths.unsigned_abs() / ONE.unsigned_abs(), millionths.unsigned_abs() % ONE.unsigned_abs());
    let decimals = format!("{rest:06}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        three if three.len() == 3 => format!("{sign}{whole}.{three}0"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}
