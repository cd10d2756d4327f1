//! Whether everything the product keeps still agrees with itself: the database engine, the change log folded against every
//! record, what follows from other columns, references, files, and work that waits. It reads, and mends nothing.

mod derived;
mod engine;
mod files;
mod fold;
mod full_text;
mod kinds;
mod references;
mod report;
pub mod schema;
mod tally;
mod waiting;

use std::path::Path;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, TransactionOptions, TransactionTrait,
};

pub use files::missing as missing_files;
pub use references::unknown_columns;
pub use report::{Part, Problem, Report};

use crate::error::AppError;

/// Looks at everything, and hands over each part of the report when it is done. What is compared is read in one snapshot, so that
/// a server may go on writing meanwhile; files are looked at beside it. `db` has no limit on how long a query takes.
pub async fn check(db: &DatabaseConnection, files: &Path, mut done: impl FnMut(&Part)) -> Result<Report, AppError> {
    let mut report = Report::default();
    let mut add = |part: Part| {
        done(&part);
        report.parts.push(part);
    };
    add(engine::check(db).await?);
    if db.get_database_backend() == DbBackend::Sqlite {
        add(full_text::check(db).await);
    }
    let snapshot = snapshot(db).await?;
    add(fold::check(&snapshot).await?);
    add(derived::check(&snapshot).await?);
    add(tally::check(&snapshot).await?);
    add(references::check(&snapshot).await?);
    add(waiting::check(&snapshot).await?);
    snapshot.rollback().await?;
    add(files::check(db, files).await?);
    Ok(report)
}

/// A transaction that sees the database as it is now, whatever is written meanwhile.
async fn snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction, AppError> {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let isolation_level = postgres.then_some(IsolationLevel::RepeatableRead);
    Ok(db.begin_with_options(TransactionOptions { isolation_level, ..Default::default() }).await?)
}
