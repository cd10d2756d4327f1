//! What somebody meant by a cell, before the rule of its column is asked.

use super::{Column, MAX_CELL, ProblemReason, RawCell};
use crate::fields::Kind;
use crate::{Money, Reason, Repair, clean, compact::plain_hyphen};

/// What is given in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub text: String,
    /// The cell holds a number and no text, so that zeros in front of it are gone.
    pub is_number: bool,
    /// What was put right before any rule was asked.
    pub repaired: Option<Repair>,
}

/// What is given in a cell of this column, or why nothing can be read from it.
pub(super) fn given(column: Column, cell: &RawCell) -> Result<Given, ProblemReason> {
    let plain = |text: &str, is_number| Ok(Given { text: text.to_owned(), is_number, repaired: None });
    match cell {
        RawCell::Empty => Err(ProblemReason::Missing),
        RawCell::LostDigits(_) => Err(ProblemReason::Refused { reason: Reason::LostDigits }),
        RawCell::Failed(_) => Err(ProblemReason::FailedFormula),
        RawCell::BeyondCell(_) => Err(ProblemReason::BeyondCell { max: MAX_CELL as u32 }),
        RawCell::Uncalculated(_) => Err(ProblemReason::Uncalculated),
        RawCell::Date(text) => plain(text, false),
        RawCell::YesNo(_) => plain(cell.text(), false),
        RawCell::Number { plain: number, .. } if column.kind() == Some(Kind::Money) => {
            plain(&Money::rounded(number), true)
        }
        // A link to a cell that is empty gives zero.
        RawCell::Number { plain: digits, .. } if digits == "0" && !may_be_zero(column) => Err(ProblemReason::Missing),
        // Where a number stands for itself, what sets its thousands apart and zeros behind the comma are not part of it.
        RawCell::Number { plain: digits, .. } if column.is_number_like() && cell.is_only_grouped() => {
            plain(digits, true)
        }
        RawCell::Number { shown, plain: digits } => plain(shown, shown == digits),
        // A dash stands for nothing in an optional cell.
        RawCell::Text(text) if !column.required() && is_dash(text) => Err(ProblemReason::Missing),
        // An address tells by itself what it is, and what parts it from another.
        RawCell::Text(text) if matches!(column, Column::ContactEmail | Column::CustomerEmail) => {
            Ok(match typed_as_text(column, text) {
                Some(bare) => Given { text: bare.to_owned(), is_number: false, repaired: Some(Repair::Apostrophe) },
                None => Given { text: text.clone(), is_number: false, repaired: None },
            })
        }
        RawCell::Text(text) if clean::is_blank(text) => Err(ProblemReason::Missing),
        RawCell::Text(text) => Ok(cleaned(column, text)),
    }
}

/// A text in its one form.
fn cleaned(column: Column, text: &str) -> Given {
    let has_lines = column == Column::Description || column.kind() == Some(Kind::Paragraph);
    let clean::Cleaned { text, repaired } = if has_lines { clean::paragraph(text) } else { clean::line(text) };
    match typed_as_text(column, &text) {
        Some(bare) => Given { text: bare.to_owned(), is_number: false, repaired: Some(Repair::Apostrophe) },
        None => Given { text, is_number: false, repaired },
    }
}

/// Whether zero is a value of this column.
fn may_be_zero(column: Column) -> bool {
    matches!(column, Column::Mandate | Column::ExternalReference | Column::Template)
        || matches!(column.kind(), Some(Kind::YesNo))
}

/// Whether a text is how people say that there is nothing.
pub(super) fn is_dash(text: &str) -> bool {
    let text: String = text.trim().chars().map(plain_hyphen).collect();
    matches!(text.as_str(), "-" | "/" | "--" | "---")
}

/// The text behind an apostrophe that somebody typed to have a spreadsheet take it as text, if there is one. The Dutch *'t*, *'s*
/// and their like begin with one of their own.
fn typed_as_text(column: Column, text: &str) -> Option<&str> {
    // What a list of values keeps of a text that was protected so: `="0012"`, `"0012"`.
    let quoted = text.strip_prefix('=').unwrap_or(text).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if let Some(bare) = quoted.filter(|bare| column.is_number_like() && !bare.is_empty() && !bare.contains('"')) {
        return Some(bare);
    }
    let is_address = matches!(column, Column::ContactEmail | Column::CustomerEmail);
    let marks: &[char] = match column.is_number_like() || is_address {
        true => &['\'', '\u{2018}', '\u{2019}', '\u{b4}', '`'],
        false => &['\'', '\u{2018}', '\u{2019}'],
    };
    let rest = text.strip_prefix(marks)?.trim_start_matches(marks).trim_start();
    let mut signs = rest.chars();
    let first = signs.next()?;
    let is_free = matches!(
        column,
        Column::LegalName
            | Column::ContactFirstName
            | Column::ContactLastName
            | Column::Street
            | Column::City
            | Column::Template
            | Column::Description
    ) || matches!(column.kind(), Some(Kind::Line | Kind::Paragraph));
    let is_of_language = is_free
        && (first.is_alphabetic()
            && signs.find(|c| !c.is_alphabetic()).is_some_and(|c| matches!(c, ' ' | '-'))
            && rest.find([' ', '-']).is_some_and(|end| end <= 2)
            || closes_quotation(rest));
    (!is_of_language).then_some(rest)
}

/// Whether an apostrophe stands behind a word, so that one in front of the text opens a quotation.
fn closes_quotation(text: &str) -> bool {
    let mut before = None;
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let is_behind = before.is_some_and(char::is_alphanumeric) && !signs.peek().is_some_and(|c| c.is_alphanumeric());
        if matches!(c, '\'' | '\u{2019}') && is_behind {
            return true;
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn text(column: Column, text: &str) -> (String, Option<Repair>) {
        let given = given(column, &RawCell::Text(text.to_owned())).expect("a text");
        (given.text, given.repaired)
    }

    #[rstest]
    #[case(Column::ExternalReference, "'00012", "00012")]
    #[case(Column::CompanyNumber, "'0812373812", "0812373812")]
    #[case(Column::LegalName, "'2 Moons bv", "2 Moons bv")]
    #[case(Column::LegalName, "'Bakkerij Peeters", "Bakkerij Peeters")]
    #[case(Column::LegalName, "'Bakkerij D'Hondt", "Bakkerij D'Hondt")]
    #[case(Column::City, "'9000", "9000")]
    #[case(Column::Phone, "'+32 9 123 45 67", "+32 9 123 45 67")]
    #[case(Column::Description, "'=1+1", "=1+1")]
    #[case(Column::HouseNumber, "\u{2019}12", "12")]
    #[case(Column::ContactLocale, "'nl-BE", "nl-BE")]
    #[case(Column::ContactEmail, "'an@peeters.be", "an@peeters.be")]
    #[case(Column::CustomerEmail, "`info@peeters.be", "info@peeters.be")]
    #[case(Column::ExternalReference, "''0012", "0012")]
    #[case(Column::ExternalReference, "´0012", "0012")]
    #[case(Column::ExternalReference, "=\"0012\"", "0012")]
    #[case(Column::Postcode, "\"9000\"", "9000")]
    fn an_apostrophe_typed_for_a_spreadsheet_goes(#[case] column: Column, #[case] raw: &str, #[case] bare: &str) {
        assert_eq!(text(column, raw), (bare.to_owned(), Some(Repair::Apostrophe)));
    }

    #[rstest]
    #[case(Column::LegalName, "'t Hoekje")]
    #[case(Column::City, "'s-Gravenwezel")]
    #[case(Column::City, "'S GRAVENVOEREN")]
    #[case(Column::LegalName, "'ne Goeie bv")]
    #[case(Column::LegalName, "'Peeters'")]
    #[case(Column::LegalName, "'De Gouden Leeuw' bv")]
    #[case(Column::LegalName, "\u{2018}Peeters\u{2019}, bakkers")]
    #[case(Column::ContactLastName, "D'Hondt")]
    #[case(Column::LegalName, "'")]
    fn an_apostrophe_of_the_language_stays(#[case] column: Column, #[case] raw: &str) {
        assert_eq!(text(column, raw), (raw.to_owned(), None));
    }

    #[rstest]
    #[case(Column::LegalName, "Onzicht\u{200b}baar", "Onzichtbaar", Some(Repair::InvisibleSigns))]
    #[case(Column::Country, "BE\u{200e}", "BE", Some(Repair::InvisibleSigns))]
    #[case(Column::ContactLocale, "nl-BE\u{feff}", "nl-BE", Some(Repair::InvisibleSigns))]
    #[case(Column::CompanyNumber, "\u{202d}0812371238\u{202c}", "0812371238", Some(Repair::InvisibleSigns))]
    #[case(Column::City, "Sint\u{a0}Niklaas", "Sint Niklaas", Some(Repair::Spaces))]
    #[case(Column::LegalName, "Cafe\u{301}", "Café", Some(Repair::LooseAccents))]
    #[case(Column::Template, "Stan\u{ad}daard", "Standaard", Some(Repair::InvisibleSigns))]
    #[case(Column::Mandate, "\u{200b}Ja", "Ja", Some(Repair::InvisibleSigns))]
    #[case(Column::Description, "Belt\nliever", "Belt\nliever", None)]
    fn what_nobody_sees_goes(
        #[case] column: Column,
        #[case] raw: &str,
        #[case] clean: &str,
        #[case] repaired: Option<Repair>,
    ) {
        assert_eq!(text(column, raw), (clean.to_owned(), repaired));
    }

    #[rstest]
    #[case(Column::Street, RawCell::Text("-".into()))]
    #[case(Column::ExternalReference, RawCell::Text("—".into()))]
    #[case(Column::Mandate, RawCell::Text("/".into()))]
    #[case(Column::CustomerEmail, RawCell::Text("-".into()))]
    #[case(Column::Phone, RawCell::Number { shown: "0".into(), plain: "0".into() })]
    #[case(Column::City, RawCell::Number { shown: "0".into(), plain: "0".into() })]
    fn what_stands_for_nothing_is_nothing(#[case] column: Column, #[case] cell: RawCell) {
        assert_eq!(given(column, &cell), Err(ProblemReason::Missing));
    }

    #[rstest]
    #[case(Column::ExternalReference, "KL-0012", "12", "KL-0012", false)]
    #[case(Column::ExternalReference, "00012", "12", "00012", false)]
    #[case(Column::Postcode, "9.000", "9000", "9000", true)]
    #[case(Column::HouseNumber, "12,00", "12", "12", true)]
    #[case(Column::Mobile, "478 12 34 56", "478123456", "478123456", true)]
    #[case(Column::CompanyNumber, "4\u{a0}046\u{202f}350", "4046350", "4046350", true)]
    #[case(Column::LegalName, "1.000", "1000", "1.000", false)]
    #[case(Column::HouseNumber, "12,50", "12.5", "12,50", false)]
    fn a_number_is_what_a_person_sees(
        #[case] column: Column,
        #[case] shown: &str,
        #[case] plain: &str,
        #[case] text: &str,
        #[case] is_number: bool,
    ) {
        let cell = RawCell::Number { shown: shown.to_owned(), plain: plain.to_owned() };
        let found = given(column, &cell).expect("a number");
        assert_eq!((found.text.as_str(), found.is_number), (text, is_number));
    }
}
