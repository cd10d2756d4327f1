//! What is wrong with one cell, or was put right in it, with all that a person needs to find and mend it.

use serde::{Deserialize, Serialize};

use super::Column;
use crate::{Language, Reason, Repair, rejection::one_or_several};

/// One line of the preview's table of problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The name of the sheet.
    pub sheet: String,
    /// As the spreadsheet shows it, from 1.
    pub row: u32,
    /// The column in which the cell stands.
    pub column: Heading,
    /// The letters above the column; empty where the file does not have it.
    pub letters: String,
    /// What stands in the cell, as far as it is kept.
    pub value: String,
    /// What is wrong, or was put right.
    pub reason: ProblemReason,
    /// Whole values, one of which was probably meant for the cell; for something put right, what it has become.
    #[serde(default, alias = "repair", deserialize_with = "one_or_several")]
    pub repairs: Vec<String>,
}

/// Which column a cell stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Heading {
    /// One of the bulk file.
    Known(Column),
    /// One that a field of the firm's own is read from.
    Own {
        /// Its title in the file.
        own: String,
    },
}

impl Heading {
    /// The title: of a column of the bulk file in a language, of any other as the file has it.
    pub fn title(&self, lang: Language) -> &str {
        match self {
            Self::Known(column) => column.title(lang),
            Self::Own { own } => own,
        }
    }
}

impl From<Column> for Heading {
    fn from(column: Column) -> Self {
        Self::Known(column)
    }
}

impl PartialEq<Column> for Heading {
    fn eq(&self, column: &Column) -> bool {
        matches!(self, Self::Known(known) if known == column)
    }
}

/// How many characters of a cell are kept with what is wrong in it.
pub const KEPT: usize = 250;

/// The beginning of a cell's text, as far as it is kept with what is wrong in it.
pub fn kept(text: &str) -> String {
    text.chars().take(KEPT).collect()
}

/// How many characters of a cell a screen shows.
const SHOWN: usize = 200;

impl Problem {
    /// The same for a screen, where the end of a long value is left out. The file of what is wrong has the whole of it.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        if let Some((end, _)) = self.value.char_indices().nth(SHOWN) {
            self.value.truncate(end);
            self.value.push('…');
        }
        self
    }

    /// How grave it is, which follows from the reason.
    pub fn severity(&self) -> Severity {
        self.reason.severity()
    }
}

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The value was put right, and the row is imported with it.
    Repaired,
    /// The row is imported; somebody should look at it.
    Warning,
    /// The row is not imported.
    Error,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Repaired];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Repaired => "repaired",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.key() == key)
    }
}

/// What is wrong, or was put right. `words::problem` has the sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ProblemReason {
    /// A required cell is empty.
    Missing,
    /// The value breaks the rule of its kind.
    Refused {
        /// Which rule.
        reason: Reason,
    },
    /// The value was mended, confirmed by its check digits or by the country's form.
    Repaired {
        /// How.
        repair: Repair,
    },
    /// Longer than a cell of any spreadsheet can be, in characters.
    BeyondCell {
        /// The most characters.
        max: u32,
    },
    /// A formula in the cell failed, such as `#N/A`.
    FailedFormula,
    /// Neither a word for yes nor one for no.
    NotYesOrNo,
    /// The firm has no template of this name.
    UnknownTemplate,
    /// None of the options of a field of the firm's own.
    NotAnOption,
    /// No colleague who works at the firm has this name, or more than one has.
    UnknownColleague,
    /// The VAT number is that of another enterprise than the company number.
    NumbersDiffer,
    /// The same legal number, reference, or name with e-mail address stands in an earlier row.
    /// Imports that were checked before 28 November 2026 say `double`.
    #[serde(alias = "double")]
    Duplicate {
        /// The number of the earlier row, from 1.
        row: u32,
        /// The sheet of that row, where it is another one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<String>,
    },
    /// The external reference is in use by a customer with another legal number.
    ReferenceTaken,
    /// A customer that the importer does not see has this number or reference. Nothing else of that customer is told.
    InUse,
    /// The value is fine by itself, but of another country than the customer.
    OtherCountry,
    /// No Belgian bank has the code in the account number.
    UnknownBank {
        /// Its three digits.
        code: String,
    },
    /// What was typed, such as a house number 3-5 or a reference 1/2, and the spreadsheet took for a day.
    BecameADate,
    /// The number 0 where no number belongs: what a formula gives that refers to an empty cell.
    ZeroForNothing,
    /// Letters that were damaged when a program took one encoding for another: `LiÃ¨ge`, `Caf\u{fffd}`, `M&#252;ller`.
    Garbled,
    /// A word such as *True* or *Waar*, which the spreadsheet took for a yes or a no.
    BecameYesOrNo,
    /// A formula that was written by a program and never calculated: there is no value to read.
    Uncalculated,
    /// Whoever uploaded the file may not write this field: the row is imported without it.
    NoRight,
}

impl ProblemReason {
    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match self {
            ProblemReason::Repaired { .. } | ProblemReason::ZeroForNothing => Severity::Repaired,
            ProblemReason::OtherCountry
            | ProblemReason::UnknownBank { .. }
            | ProblemReason::BecameADate
            | ProblemReason::BecameYesOrNo
            | ProblemReason::Garbled
            | ProblemReason::NoRight => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl From<Reason> for ProblemReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Empty => ProblemReason::Missing,
            reason => ProblemReason::Refused { reason },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn a_column_is_kept_by_its_key_and_one_of_an_own_field_by_its_title() {
        let kept: [(Heading, &str); 2] =
            [(Column::Vat.into(), r#""vat""#), (Heading::Own { own: "SAP".to_owned() }, r#"{"own":"SAP"}"#)];
        for (heading, json) in kept {
            assert_eq!(serde_json::to_string(&heading).unwrap(), json);
            assert_eq!(serde_json::from_str::<Heading>(json).unwrap(), heading);
        }
    }

    #[rstest]
    #[case("é".repeat(200), "é".repeat(200))]
    #[case("é".repeat(10_000), "é".repeat(200) + "…")]
    fn a_screen_shows_the_beginning_of_a_long_value(#[case] value: String, #[case] shown: String) {
        let (sheet, letters, reason) = ("Klanten".to_owned(), "A".to_owned(), ProblemReason::Missing);
        let column = Column::LegalName.into();
        let problem = Problem { sheet, row: 2, column, letters, value, reason, repairs: Vec::new() };
        assert_eq!(problem.shortened().value, shown);
    }
}
