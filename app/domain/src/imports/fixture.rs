//! A good row of the bulk file, for the tests of three crates. Each takes this file as a module of its own, as a crate does not show
//! what is only for its tests.
#![allow(dead_code, reason = "a crate needs less of it than another")]

use super::Column;

/// A row of these cells; those behind them are empty.
pub const fn cells<const N: usize>(cells: [&'static str; N]) -> [&'static str; Column::COUNT] {
    let mut row = [""; Column::COUNT];
    let mut at = 0;
    while at < N {
        row[at] = cells[at];
        at += 1;
    }
    row
}

/// The same row with these cells changed.
pub const fn changed(
    mut row: [&'static str; Column::COUNT],
    changes: &[(Column, &'static str)],
) -> [&'static str; Column::COUNT] {
    let mut at = 0;
    while at < changes.len() {
        row[changes[at].0 as usize] = changes[at].1;
        at += 1;
    }
    row
}

/// One whole row, but for the fields that come in by their kind.
pub const GOOD: [&str; Column::COUNT] = cells([
    "Bakkerij Peeters BV",
    "BE",
    "an@peeters.be",
    "An",
    "Peeters",
    "nl-BE",
    "0477472701",
    "BE0477472701",
    "K-17",
    "BE71096123456769",
    "Kerkstraat",
    "12",
    "3",
    "9000",
    "Gent",
    "Ja",
    "Standaard",
    "09 123 45 67",
    "+32 478 12 34 56",
    "https://peeters.be",
    "info@peeters.be",
    "Belt liever.",
    "NL",
    "fr-BE",
]);
