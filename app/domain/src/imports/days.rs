//! Days where none were meant: what a spreadsheet made of 3-5 or 1/2, and lists of values keep as text.

use super::column::fold;
use crate::checks::all_digits;
use crate::texts::MONTHS;

/// A whole day as spreadsheets and programs write it: `03/05/2026`, `2026-05-03`, `2026-05-03 00:00:00`.
pub(super) fn is_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let shaped = matches!(lengths.as_slice(), [1..=2, 1..=2, 4] | [4, 2, 2]);
    shaped && all_digits(&parts.concat())
}

/// What a spreadsheet shows of a number such as 3-5 that it took for a day: `3-mei`, `mei-03`, `05-03-26`.
pub(super) fn is_day_and_month(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let is_month = |part: &&str| is_month(&fold(part));
    match parts.as_slice() {
        [one, other] => (is_month(one) && all_digits(other)) || (all_digits(one) && is_month(other)),
        [one, two, year] if year.len() == 2 && all_digits(year) => {
            all_digits(one) && one.len() == 2 && (is_month(two) || (all_digits(two) && two.len() == 2))
        }
        _ => false,
    }
}

/// How programs shorten the months, in any of the languages.
fn is_month(folded: &str) -> bool {
    MONTHS.in_all().flat_map(str::split_whitespace).any(|month| month == folded)
}
