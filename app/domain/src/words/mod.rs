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
use crate::{Language, Reason};

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

/// Says why a value of a field is refused, as "Btw-nummer BE0123456789 klopt niet: het controlegetal zou 49 moeten zijn."
/// `field` begins with a capital. A repair, if there is one, is offered by [`repair`].
pub fn reason(reason: &Reason, field: &str, value: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => nl::reason(reason, field, value),
        Lang::Fr => fr::reason(reason, field, value),
        Lang::En => en::reason(reason, field, value),
    }
}

/// "Bedoelt u …?"
pub fn repair(value: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("Bedoelt u {value}?"),
        Lang::Fr => format!("Vouliez-vous dire {value} ?"),
        Lang::En => format!("Did you mean {value}?"),
    }
}

/// Everything about one problem of a bulk file that does not stand in the other columns of its table, with the repair.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let field = problem.column.title(lang);
    let mended = problem.repair.as_deref().unwrap_or_default();
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
    match &problem.repair {
        // What was put right is told as it is now.
        Some(value) if problem.severity() != Severity::Repaired && !told(value) => {
            format!("{sentence} {}", repair(value, lang))
        }
        _ => sentence,
    }
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
