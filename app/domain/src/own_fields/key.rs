//! By what a value sorts: texts that stand in the order of their values, on both database engines.

use super::{OwnKind, number};
use crate::{Money, sorting};

/// The largest number of eighteen digits: what a number below zero is counted back from.
const LARGEST: i64 = 999_999_999_999_999_999;

/// What a value in its one form sorts by. Options sort in the order of their field. Colleagues are together, in no order: a key that
/// held their name would have to follow each change of it.
#[must_use]
pub fn sort_key(kind: OwnKind, value: &str) -> String {
    match kind {
        OwnKind::Text | OwnKind::LongText | OwnKind::Link => sorting::sort_key(value),
        OwnKind::Number => number::millionths(value).map(counted).unwrap_or_default(),
        OwnKind::Money => Money::read(value).map(|money| counted(money.cents)).unwrap_or_default(),
        OwnKind::Choice | OwnKind::Several => options(value),
        OwnKind::Date | OwnKind::YesNo | OwnKind::Colleague => value.to_owned(),
    }
}

/// A number as digits of one length. One below zero comes first, the lowest of them before the others.
fn counted(value: i64) -> String {
    if value < 0 { format!("0{:018}", LARGEST + value) } else { format!("1{value:018}") }
}

fn options(value: &str) -> String {
    let keys = value.split(',').filter_map(|key| key.parse::<u16>().ok());
    keys.map(|key| format!("{key:05}")).collect::<Vec<_>>().join(" ")
}
