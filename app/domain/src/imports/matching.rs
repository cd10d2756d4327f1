//! Whether a row is a new customer or one the firm has already. Archived customers take part: a name that comes back is
//! the same customer.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use uuid::Uuid;

use super::{Column, ProblemReason, Row};
use crate::{CompanyNumber, Country, VatNumber, reference::reference_key};

/// The legal numbers of an enterprise in the form in which they are compared, whatever column they came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegalKeys {
    number: Option<String>,
    vat: Option<String>,
}

impl LegalKeys {
    /// In Belgium the VAT number is the enterprise number, so that either one stands for both.
    pub fn of(country: Country, number: Option<&CompanyNumber>, vat: Option<&VatNumber>) -> Self {
        let number = number.map(|number| format!("{}{number}", country.as_str()));
        let vat = vat.map(ToString::to_string);
        if country == Country::BE {
            LegalKeys { vat: vat.clone().or(number.clone()), number: number.or(vat) }
        } else {
            LegalKeys { number, vat }
        }
    }

    /// The different keys: none, one or two.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let second = self.vat.as_deref().filter(|vat| Some(*vat) != self.number.as_deref());
        self.number.as_deref().into_iter().chain(second)
    }

    /// Whether both have a number of the same kind, and not the same one.
    fn contradict(&self, other: &LegalKeys) -> bool {
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        differ(&self.number, &other.number) || differ(&self.vat, &other.vat)
    }
}

/// A customer of the firm, as far as matching goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    /// The customer's id.
    pub id: Uuid,
    /// Its legal numbers.
    pub legal_keys: LegalKeys,
}

/// The customers of the firm, archived ones included, that share something with a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Matches<'a> {
    /// Has one of [`Row::legal_keys`].
    pub by_number: Option<&'a Existing>,
    /// Has the row's external reference.
    pub by_reference: Option<&'a Existing>,
    /// Has the row's [`Row::name_and_email_key`].
    pub by_name_and_email: Option<&'a Existing>,
}

/// By what an existing customer was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// By company number or VAT number.
    LegalNumber,
    /// By the external reference.
    Reference,
    /// By name and e-mail address together.
    NameAndEmail,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It becomes a new customer.
    Create,
    /// The firm has the customer already; it stays as it is.
    AlreadyThere {
        /// The id of that customer.
        customer: Uuid,
        /// By what it was recognised.
        by: MatchedBy,
    },
    /// The row contradicts what the firm has; the cell to look at is in this column.
    Error {
        /// Where the cell stands.
        column: Column,
        /// What is wrong there.
        reason: ProblemReason,
    },
}

/// The legal number outranks the external reference, and that outranks name and e-mail address together.
pub fn plan(row: &Row, matches: &Matches<'_>) -> Decision {
    let there = |existing: &Existing, by| Decision::AlreadyThere { customer: existing.id, by };
    let keys = row.legal_keys();
    if let Some(existing) = matches.by_number {
        return there(existing, MatchedBy::LegalNumber);
    }
    if let Some(existing) = matches.by_reference {
        return if keys.contradict(&existing.legal_keys) {
            Decision::Error { column: Column::ExternalReference, reason: ProblemReason::ReferenceTaken }
        } else {
            there(existing, MatchedBy::Reference)
        };
    }
    match matches.by_name_and_email {
        // One person may run two companies of one name.
        Some(existing) if !keys.contradict(&existing.legal_keys) => there(existing, MatchedBy::NameAndEmail),
        _ => Decision::Create,
    }
}

/// Finds rows that stand twice in one file, remembering 16 bytes for each thing that must be unique.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    /// Sheet and row by mark.
    rows: HashMap<u64, (u16, u32)>,
}

impl Duplicates {
    /// The column and the earlier row that this one repeats, with its sheet; otherwise remembers it.
    pub(super) fn find(&mut self, row: &Row) -> Option<(Column, (u16, u32))> {
        let keys = row.legal_keys();
        let number_column = if row.company_number.is_some() { Column::CompanyNumber } else { Column::Vat };
        let mut marks: Vec<(Column, u64)> = keys.iter().map(|key| (number_column, mark("number", key))).collect();
        if let Some(reference) = &row.external_reference {
            marks.push((Column::ExternalReference, mark("reference", &reference_key(reference.as_str()))));
        }
        if marks.is_empty() {
            marks.push((Column::LegalName, mark("name", &row.name_and_email_key())));
        }
        let duplicate = marks.iter().find_map(|(column, mark)| Some((*column, *self.rows.get(mark)?)));
        if duplicate.is_none() {
            self.rows.extend(marks.into_iter().map(|(_, mark)| (mark, (row.sheet, row.number))));
        }
        duplicate
    }
}

/// The rows of a file that become customers, by name and e-mail address, in few bytes each: a later row may be about one.
#[derive(Debug, Default)]
pub struct NewNames {
    /// The marks of number and VAT number, 0 for none.
    numbers: HashMap<u64, [u64; 2]>,
}

impl NewNames {
    /// Remembers a row that becomes a customer.
    pub fn add(&mut self, row: &Row) {
        self.numbers.insert(mark("name", &row.name_and_email_key()), marks(&row.legal_keys()));
    }

    /// Whether importing finds the customer of an earlier row when it comes to this one, as [`plan`] would.
    pub fn have(&self, row: &Row) -> bool {
        self.numbers.get(&mark("name", &row.name_and_email_key())).is_some_and(|theirs| {
            let differ = |(a, b): (u64, u64)| a != 0 && b != 0 && a != b;
            !marks(&row.legal_keys()).into_iter().zip(*theirs).any(differ)
        })
    }
}

fn marks(keys: &LegalKeys) -> [u64; 2] {
    [&keys.number, &keys.vat].map(|key| key.as_deref().map_or(0, |key| mark("number", key)))
}

fn mark(kind: &str, key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, key).hash(&mut hasher);
    hasher.finish()
}
