//! What is wrong of a cell of a bulk file, or was put right.

use super::{reason, repairs};
use crate::imports::{Column, Heading, Problem, ProblemReason, Severity};
use crate::texts::{Text, UNKNOWN_BANK, problem as say};
use crate::{Language, Reason, Repair};

/// Everything about one problem of a bulk file that does not stand in the other columns of its table, with the repair.
pub fn problem(problem: &Problem, lang: Language) -> String {
    let sentence = sentence(problem, lang);
    // What was typed stands in the sentence too.
    let rest = sentence.replacen(&problem.value, "", 1);
    let told = |value: &str| rest.split(' ').any(|word| word.trim_end_matches(['.', ':']) == value);
    // What was put right is told as it is now.
    if problem.severity() == Severity::Repaired || problem.repairs.iter().all(|value| told(value)) {
        return sentence;
    }
    format!("{sentence} {}", repairs(&problem.repairs, lang))
}

fn sentence(problem: &Problem, lang: Language) -> String {
    let (field, value) = (problem.column.title(lang), problem.value.as_str());
    let mended = problem.repairs.first().map_or("", String::as_str);
    let fill = |text: Text, more: &[(&str, &str)]| {
        text.fill(lang, &[&[("field", field), ("value", value), ("mended", mended)][..], more].concat())
    };
    match &problem.reason {
        ProblemReason::Refused { reason: why } => match (why, example(&problem.column)) {
            (Reason::Format { example: None }, Some(example)) => {
                reason(&Reason::FORMAT.such_as(example), field, value, lang)
            }
            _ => reason(why, field, value, lang),
        },
        ProblemReason::Missing => fill(say::MISSING, &[]),
        ProblemReason::Repaired { repair: Repair::LeadingZero } => fill(say::LEADING_ZERO, &[]),
        ProblemReason::Repaired { repair: Repair::LookAlikes } => fill(say::LOOK_ALIKES, &[]),
        ProblemReason::Repaired { repair: Repair::Spaces } => fill(say::SPACES, &[]),
        ProblemReason::Repaired { repair: Repair::LooseAccents } => fill(say::LOOSE_ACCENTS, &[]),
        ProblemReason::Repaired { repair: Repair::InvisibleSigns } => fill(say::INVISIBLE_SIGNS, &[]),
        ProblemReason::Repaired { repair: Repair::LanguageName } => fill(say::LANGUAGE_NAME, &[]),
        ProblemReason::Repaired { repair: Repair::MailMarks } => fill(say::MAIL_MARKS, &[]),
        ProblemReason::Repaired { repair: Repair::Apostrophe } => fill(say::APOSTROPHE, &[]),
        ProblemReason::BeyondCell { max } => fill(say::BEYOND_CELL, &[("max", &max.to_string())]),
        ProblemReason::Duplicate { row, sheet: Some(sheet) } => {
            fill(say::DUPLICATE_IN_SHEET, &[("row", &row.to_string()), ("sheet", sheet)])
        }
        ProblemReason::Duplicate { row, sheet: None } => fill(say::DUPLICATE, &[("row", &row.to_string())]),
        ProblemReason::UnknownBank { code } => {
            fill(say::UNKNOWN_BANK, &[("hint", &UNKNOWN_BANK.fill(lang, &[("code", code)]))])
        }
        ProblemReason::Uncalculated => fill(say::UNCALCULATED, &[]),
        ProblemReason::FailedFormula => fill(say::FAILED_FORMULA, &[]),
        ProblemReason::NotYesOrNo => fill(say::NOT_YES_OR_NO, &[]),
        ProblemReason::NoRight => fill(say::NO_RIGHT, &[]),
        ProblemReason::UnknownTemplate => fill(say::UNKNOWN_TEMPLATE, &[]),
        ProblemReason::NotAnOption => fill(say::NOT_AN_OPTION, &[]),
        ProblemReason::UnknownColleague => fill(say::UNKNOWN_COLLEAGUE, &[]),
        ProblemReason::NumbersDiffer => fill(say::NUMBERS_DIFFER, &[]),
        ProblemReason::InUse => fill(say::IN_USE, &[]),
        ProblemReason::ReferenceTaken => fill(say::REFERENCE_TAKEN, &[]),
        ProblemReason::Garbled => fill(say::GARBLED, &[]),
        ProblemReason::BecameYesOrNo => fill(say::BECAME_YES_OR_NO, &[]),
        ProblemReason::ZeroForNothing => fill(say::ZERO_FOR_NOTHING, &[]),
        ProblemReason::BecameADate => fill(say::BECAME_A_DATE, &[]),
        ProblemReason::OtherCountry => fill(say::OTHER_COUNTRY, &[]),
    }
}

/// A right number, for what was kept before the reason named one: of all columns, only numbers are refused for their form.
fn example(column: &Heading) -> Option<&'static str> {
    match column {
        Heading::Known(Column::Vat) => Some("BE 0477.472.701"),
        Heading::Known(Column::CompanyNumber) => Some("0477.472.701"),
        _ => None,
    }
}
