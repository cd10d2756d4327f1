//! Sentences for a person about what is wrong, the same ones on screen, in mails and in the error file.
//!
//! A sentence names the field and the value, says what is wrong, and gives the way out.

mod file;
mod problem;
mod reason;
mod report;
#[cfg(test)]
mod tests;

pub use crate::texts::{Text, workbook};
pub use file::file_problem;
pub use problem::problem;
pub use reason::{reason, unknown_bank};
pub use report::{Remark, remarks};

use crate::imports::Column;
use crate::texts::{OR, question};
use crate::{Language, numbers};

/// "Bedoelt u A, B of C?" What is offered is whole values; at least one. Numbers stand as people write them.
pub fn repairs(values: &[String], lang: Language) -> String {
    let Question { opening, or, ending } = question(lang);
    let between = |at: usize| match at {
        0 => "",
        _ if at + 1 == values.len() => or,
        _ => ", ",
    };
    let listed: String =
        values.iter().enumerate().map(|(at, value)| between(at).to_owned() + &numbers::readable(value)).collect();
    format!("{opening}{listed}{ending}")
}

/// The words around the values of [`repairs`], for a screen where each value is a button.
pub const fn question(lang: Language) -> Question {
    Question { opening: question::OPENING.of(lang), or: OR.of(lang), ending: question::ENDING.of(lang) }
}

/// "Bedoelt u … of …?"
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Before the first value.
    pub opening: &'static str,
    /// Before the last of several values; between the others stands a comma.
    pub or: &'static str,
    /// Behind the last value.
    pub ending: &'static str,
}

/// The titles of columns in one list.
fn titles(columns: &[Column], lang: Language) -> String {
    columns.iter().map(|column| column.title(lang)).collect::<Vec<_>>().join(", ")
}
