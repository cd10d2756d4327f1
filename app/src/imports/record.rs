//! Imports as the pages show them.

use chrono::{DateTime, Utc};
use domain::imports::{Choices, FileProblem, FileReport, Problem, State};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jobs::JobView;

/// One line of *Laatste imports*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLine {
    pub id: Uuid,
    pub file_name: String,
    /// Who uploaded it.
    pub user: String,
    pub at: DateTime<Utc>,
    pub state: State,
    /// Rows of the file; 0 until it was checked.
    pub rows: u64,
    pub created: u64,
    /// Rows with errors.
    pub wrong: u64,
}

/// A page of *Laatste imports*, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportList {
    pub imports: Vec<ImportLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<Uuid>,
}

/// One import with all that its page shows but the lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub line: ImportLine,
    /// Bytes.
    pub file_size: u64,
    /// Why the file as a whole cannot be read.
    pub file_problem: Option<FileProblem>,
    /// What somebody chose to read of it.
    pub choices: Choices,
    /// What was found in it as a whole; nothing before it was checked.
    pub report: FileReport,
    /// The template for rows that name none.
    pub template: Option<String>,
    /// Rows that become customers.
    pub new: u64,
    /// Rows whose customer the firm has already.
    pub existing: u64,
    pub problems: u64,
    /// The first rows of either kind, as long as nothing was created.
    pub sample: Sample,
    /// Whether its file is still kept: without it the import cannot begin or go on, and what was wrong cannot be downloaded.
    pub kept: bool,
    /// The work that was started last.
    pub job: Option<JobView>,
}

/// The first rows of a file that has no errors in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub new: Vec<NewRow>,
    pub existing: Vec<KnownRow>,
}

/// A row that becomes a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRow {
    pub sheet: String,
    /// The row's number as the spreadsheet shows it, from 1.
    pub row: u32,
    pub name: String,
    pub vat: String,
    pub city: String,
    pub contact: String,
    pub email: String,
    /// The template that the row names.
    pub template: Option<String>,
}

/// A row whose customer is there already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRow {
    pub sheet: String,
    pub row: u32,
    /// As the file has it; nothing once it was imported.
    pub name: String,
    /// The customer and its name; none where the viewer does not see it, or it is gone.
    pub customer: Option<(Uuid, String)>,
    /// An earlier row of the file becomes that customer.
    pub earlier: bool,
}

/// One line of the table of problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemLine {
    /// Its place among all problems of the file.
    pub position: i64,
    pub problem: Problem,
}

/// A page of the table of problems, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemPage {
    pub lines: Vec<ProblemLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<i64>,
}

/// A customer that an import made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedCustomer {
    pub id: Uuid,
    pub number: i64,
    pub name: String,
    pub vat: String,
    pub city: String,
}

/// A page of the customers that an import made, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedPage {
    pub customers: Vec<CreatedCustomer>,
    /// Where the next page begins, if there is one: a line of the change log.
    pub next: Option<Uuid>,
}
