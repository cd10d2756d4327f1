//! The rows of a table one by one: one that cannot be read is told by its id, and the others are compared all the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sea_orm::{DbErr, FromQueryResult, QueryResult, RuntimeErr, sqlx};
use uuid::Uuid;

use super::report::Problems;

/// By which column a row is told from others, the first that it has.
const NAMES: [&str; 4] = ["id", "customer_id", "import_id", "firm_id"];

/// The rows that can be read; the others are problems.
pub(super) fn readable<T: FromQueryResult>(table: &str, rows: &[QueryResult], problems: &mut Problems) -> Vec<T> {
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        match decoded(row) {
            Ok(row) => read.push(row),
            Err(column) => problems.add(format!("a row of table {table} cannot be read{column}"), name(row)),
        }
    }
    read
}

/// A time that nobody can count to is a panic of the library.
fn decoded<T: FromQueryResult>(row: &QueryResult) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(|| T::from_query_result(row, ""))) {
        Ok(read) => read.map_err(|error| column(&error)),
        Err(_) => Err(String::new()),
    }
}

/// The column at fault, where the error names one; never what stands in it.
fn column(error: &DbErr) -> String {
    let DbErr::Query(RuntimeErr::SqlxError(error)) = error else { return String::new() };
    match &**error {
        sqlx::Error::ColumnDecode { index, .. } => format!(": column {}", index.trim_matches('"')),
        _ => String::new(),
    }
}

fn name(row: &QueryResult) -> String {
    let named = NAMES.iter().find_map(|name| Some((name, row.try_get::<Uuid>("", name).ok()?)));
    named.map_or_else(|| "one without an id".to_owned(), |(name, id)| format!("{name} {id}"))
}
