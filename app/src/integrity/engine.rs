//! What the database engine says of its own pages, indexes and foreign keys.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use super::report::{Part, Problems};
use crate::error::AppError;

/// Asks the engine.
pub(super) async fn check(db: &DatabaseConnection) -> Result<Part, AppError> {
    if db.get_database_backend() == DbBackend::Postgres { postgres(db).await } else { sqlite(db).await }
}

async fn sqlite(db: &DatabaseConnection) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    match texts(db, "PRAGMA integrity_check").await {
        Ok(said) if said == ["ok"] => {}
        Ok(said) => said.into_iter().for_each(|line| problems.add("SQLite finds the file damaged", line)),
        Err(error) => problems.add("SQLite cannot read the file", error.to_string()),
    }
    match texts(db, "SELECT \"table\" || ' to ' || parent FROM pragma_foreign_key_check").await {
        Ok(said) => said.into_iter().for_each(|line| problems.add("a row refers to one that is not there", line)),
        Err(error) => problems.add("SQLite cannot read the file", error.to_string()),
    }
    Ok(problems.into_part("engine", "SQLite: integrity_check, foreign_key_check"))
}

/// A constraint that is not enforced, an index that is not used, or a page whose checksum was wrong.
const POSTGRES: [(&str, &str); 3] = [
    (
        "a constraint was not checked on every row",
        "SELECT conname::text FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace",
    ),
    (
        "an index is not valid",
        "SELECT c.relname::text FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid \
         WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace",
    ),
    (
        "PostgreSQL met a page with a wrong checksum",
        "SELECT checksum_failures::text FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0",
    ),
];

/// Every B-tree of the product, by the extension that looks into them.
const AMCHECK: &str = "SELECT bt_index_check(c.oid)::text FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid \
    JOIN pg_am AS a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relnamespace = current_schema()::regnamespace AND i.indisvalid";

async fn postgres(db: &DatabaseConnection) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    for (what, sql) in POSTGRES {
        match texts(db, sql).await {
            Ok(said) => said.into_iter().for_each(|line| problems.add(what, line)),
            Err(error) => problems.add("PostgreSQL cannot read its own tables", error.to_string()),
        }
    }
    let installed = !texts(db, "SELECT extname::text FROM pg_extension WHERE extname = 'amcheck'").await?.is_empty();
    if installed && let Err(error) = texts(db, AMCHECK).await {
        problems.add("PostgreSQL finds an index damaged", error.to_string());
    }
    let mut part = problems.into_part("engine", "PostgreSQL: constraints, indexes, checksums");
    if !installed {
        part.notes
            .push("the extension amcheck is not installed: the inside of the indexes was not looked at".to_owned());
    }
    Ok(part)
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
