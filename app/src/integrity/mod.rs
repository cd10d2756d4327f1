//! Whether everything the product keeps still agrees with itself: the database engine, the change log folded against every
//! record, what follows from other columns, references, files, and work that waits. It reads, and mends nothing.

mod derived;
mod engine;
mod files;
mod fold;
mod full_text;
mod kinds;
mod own_keys;
mod references;
mod report;
mod rows;
pub mod schema;
mod sealed;
mod tally;
mod waiting;

use std::{collections::BTreeSet, path::Path};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, TransactionOptions, TransactionTrait,
};

pub use engine::indexes;
pub use files::missing as missing_files;
pub use references::unknown_columns;
pub use report::{Part, Problem, Report};

use self::report::Problems;
use crate::{context::caught, error::AppError, sealing};

/// Looks at everything, and hands over each part of the report when it is done. What is compared is read in one snapshot, so that
/// a server may go on writing meanwhile; files are looked at beside it. `db` has no limit on how long a query takes; `new_indexes`
/// are those that a new database of SQLite has.
pub async fn check(
    db: &DatabaseConnection,
    files: &Path,
    new_indexes: &BTreeSet<String>,
    mut done: impl FnMut(&Part),
) -> Result<Report, AppError> {
    let mut report = Report::default();
    let mut add = |part: Part| {
        done(&part);
        report.parts.push(part);
    };
    add(whole("engine", engine::check(db, new_indexes)).await);
    if db.get_database_backend() == DbBackend::Sqlite {
        add(full_text::check(db).await);
    }
    let snapshot = snapshot(db).await?;
    add(within(&snapshot, "change log", async |db| fold::check(db).await).await);
    add(within(&snapshot, "derived keys", async |db| derived::check(db).await).await);
    add(within(&snapshot, "counts", async |db| tally::check(db).await).await);
    add(within(&snapshot, "references", async |db| references::check(db).await).await);
    add(within(&snapshot, "waiting", async |db| waiting::check(db).await).await);
    snapshot.rollback().await?;
    add(whole("files", files::check(db, files)).await);
    add(whole("sealed", sealed::check(db, &files.with_file_name(sealing::FILE))).await);
    Ok(report)
}

/// What one part found. Where it could not come to its end, that is a problem too, and the other parts go on.
async fn whole(name: &'static str, check: impl Future<Output = Result<Part, AppError>>) -> Part {
    caught(name, check).await.unwrap_or_else(|error| {
        let mut problems = Problems::default();
        problems.add("it could not be looked at to its end, the log says why", error.to_string());
        problems.into_part(name, "not read to its end")
    })
}

/// The same for a part that is read in the snapshot. A statement that fails ends what PostgreSQL does in its transaction: it is one
/// inside that of the others.
async fn within(
    snapshot: &DatabaseTransaction,
    name: &'static str,
    check: impl AsyncFnOnce(&DatabaseTransaction) -> Result<Part, AppError>,
) -> Part {
    let checked = async {
        let own = snapshot.begin().await?;
        let part = check(&own).await;
        own.rollback().await?;
        part
    };
    whole(name, checked).await
}

/// A transaction that sees the database as it is now, whatever is written meanwhile.
async fn snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction, AppError> {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let isolation_level = postgres.then_some(IsolationLevel::RepeatableRead);
    Ok(db.begin_with_options(TransactionOptions { isolation_level, ..Default::default() }).await?)
}
