//! What the database engine says of its own pages, indexes and foreign keys.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use super::report::{Part, Problems};
use crate::error::AppError;

/// The index of the numbers by which the full text of SQLite names customers, and the full text of PostgreSQL, which is an index
/// itself: each engine has one of its own.
const OF_SQLITE: &str = "customer_id";
const OF_POSTGRES: &str = "customer_search";

/// Asks the engine. `indexes` are those of a new database of SQLite.
pub(super) async fn check(db: &DatabaseConnection, indexes: &BTreeSet<String>) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    if db.get_database_backend() == DbBackend::Postgres {
        let mut indexes = indexes.clone();
        indexes.remove(OF_SQLITE);
        indexes.insert(OF_POSTGRES.to_owned());
        lost_indexes(db, &indexes, &mut problems).await;
        postgres(db, problems).await
    } else {
        lost_indexes(db, indexes, &mut problems).await;
        sqlite(db, problems).await
    }
}

/// The names of the indexes that were made by name.
pub async fn indexes(db: &DatabaseConnection) -> Result<BTreeSet<String>, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()",
        _ => "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
    };
    Ok(texts(db, sql).await?.into_iter().collect())
}

/// Without an index two may have a number that is only one's, and a list is slow.
async fn lost_indexes(db: &DatabaseConnection, should: &BTreeSet<String>, problems: &mut Problems) {
    match indexes(db).await {
        Ok(are) => should.difference(&are).for_each(|lost| problems.add("an index is not there", lost)),
        Err(error) => problems.add("the indexes cannot be read", error.to_string()),
    }
}

async fn sqlite(db: &DatabaseConnection, mut problems: Problems) -> Result<Part, AppError> {
    match texts(db, "PRAGMA integrity_check").await {
        Ok(said) if said == ["ok"] => {}
        Ok(said) => said.into_iter().for_each(|line| problems.add("SQLite finds the file damaged", line)),
        Err(error) => problems.add("SQLite cannot read the file", error.to_string()),
    }
    match texts(db, "SELECT \"table\" || ' to ' || parent FROM pragma_foreign_key_check").await {
        Ok(said) => said.into_iter().for_each(|line| problems.add("a row refers to one that is not there", line)),
        Err(error) => problems.add("SQLite cannot read the file", error.to_string()),
    }
    Ok(problems.into_part("engine", "SQLite: integrity_check, foreign_key_check, indexes"))
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

async fn postgres(db: &DatabaseConnection, mut problems: Problems) -> Result<Part, AppError> {
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
