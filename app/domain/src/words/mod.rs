//! Sentences for a person about what is wrong, the same ones on screen, in mails and in the error file.
//!
//! A sentence names the field and the value, says what is wrong, and gives the way out.

mod en;
mod fr;
mod nl;
mod report;
#[cfg(test)]
mod tests;

pub use report::{Remark, remarks};

use serde::{Deserialize, Serialize};

use crate::imports::{Column, FileProblem, Problem, ProblemReason, Severity};
use crate::{Language, Reason, numbers};

/// A language of the interface. Customers can be addressed in more languages than that: see [`Language`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Nl,
    Fr,
    En,
}

impl Lang {
    /// In the order of drop-downs.
    pub const ALL: [Lang; 3] = [Lang::Nl, Lang::Fr, Lang::En];
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Nl => Language::Nl,
            Lang::Fr => Language::Fr,
            Lang::En => Language::En,
        }
    }
}

/// Shown beside an account number whose country is not known.
const BELGIAN_IBAN: &str = "BE71 0961 2345 6769";

/// Says why a value of a field is refused, as "Btw-nummer BE0123456789 klopt niet: het controlegetal zou 49 moeten zijn."
/// `field` begins with a capital. What was probably meant is offered by [`repairs`].
pub fn reason(reason: &Reason, field: &str, value: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => nl::reason(reason, field, value),
        Lang::Fr => fr::reason(reason, field, value),
        Lang::En => en::reason(reason, field, value),
    }
}

/// "Bedoelt u A, B of C?" What is offered is whole values; at least one. Numbers stand as people write them.
pub fn repairs(values: &[String], lang: Lang) -> String {
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
pub const fn question(lang: Lang) -> Question {
    match lang {
        Lang::Nl => Question { opening: "Bedoelt u ", or: " of ", ending: "?" },
        Lang::Fr => Question { opening: "Vouliez-vous dire ", or: " ou ", ending: " ?" },
        Lang::En => Question { opening: "Did you mean ", or: " or ", ending: "?" },
    }
}

/// "Bedoelt u … of …?"
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub opening: &'static str,
    /// Before the last of several values; between the others stands a comma.
    pub or: &'static str,
    pub ending: &'static str,
}

/// The hint beside a Belgian account number whose bank is unknown: see [`crate::unknown_bank`].
pub fn unknown_bank(code: &str, lang: Lang) -> String {
    let hint = match lang {
        Lang::Nl => nl::unknown_bank(code),
        Lang::Fr => fr::unknown_bank(code),
        Lang::En => en::unknown_bank(code),
    };
    capitalised(&hint)
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Everything about one problem of a bulk file that does not stand in the other columns of its table, with the repair.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let field = problem.column.title(lang);
    let mended = problem.repairs.first().map_or("", String::as_str);
    let sentence = match &problem.reason {
        ProblemReason::Refused { reason: why } => reason(why, field, &problem.value, lang),
        why => match lang {
            Lang::Nl => nl::problem(why, field, &problem.value, mended),
            Lang::Fr => fr::problem(why, field, &problem.value, mended),
            Lang::En => en::problem(why, field, &problem.value, mended),
        },
    };
    // What was typed stands in the sentence too.
    let rest = sentence.replacen(&problem.value, "", 1);
    let told = |value: &str| rest.split(' ').any(|word| word.trim_end_matches(['.', ':']) == value);
    // What was put right is told as it is now.
    if problem.severity() == Severity::Repaired || problem.repairs.iter().all(|value| told(value)) {
        return sentence;
    }
    format!("{sentence} {}", repairs(&problem.repairs, lang))
}

/// Why a whole file is refused, and what to do.
pub fn file_problem(problem: &FileProblem, lang: Lang) -> String {
    match lang {
        Lang::Nl => nl::file_problem(problem),
        Lang::Fr => fr::file_problem(problem),
        Lang::En => en::file_problem(problem),
    }
}

/// The titles of columns in one list.
fn titles(columns: &[Column], lang: Lang) -> String {
    columns.iter().map(|column| column.title(lang)).collect::<Vec<_>>().join(", ")
}

fn megabytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

/// A whole number with a sign between each three digits.
fn grouped(number: i64, between: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(between);
        }
        out.push(digit);
    }
    out
}
