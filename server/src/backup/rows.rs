//! Reads every row of every table in one snapshot, as lines of JSON that do not tell which engine they came from.

use app::integrity::schema::{Kind, Table, quoted};
use futures::TryStreamExt;
use sea_orm::{
    DatabaseConnection, DbBackend,
    sqlx::{self, AssertSqlSafe, Executor, Row},
};

use super::{manifest::part_of, write::Parts};

/// How many bytes of rows travel together.
const PART: usize = 4 * 1024 * 1024;

/// Sends the rows of these tables.
pub async fn send(db: &DatabaseConnection, tables: &[Table], parts: &Parts) -> anyhow::Result<()> {
    for column in tables.iter().flat_map(|table| &table.columns) {
        if let Kind::Other(kind) = &column.kind {
            anyhow::bail!(
                "column {} is of type {kind}, which backups do not know (app/src/integrity/schema.rs)",
                column.name
            );
        }
    }
    if db.get_database_backend() == DbBackend::Postgres {
        postgres(db, tables, parts).await
    } else {
        sqlite(db, tables, parts).await
    }
}

/// Sends the rows of one table, whichever engine the connection is of.
macro_rules! table {
    ($connection:expr, $table:expr, $sql:expr, $parts:expr) => {{
        let mut rows = sqlx::query(AssertSqlSafe($sql)).fetch(&mut *$connection);
        let mut lines = Lines::of(&$table.name);
        while let Some(row) = rows.try_next().await? {
            let line: String = row.try_get(0)?;
            lines.add(&line, $parts).await?;
        }
        lines.send($parts).await?;
    }};
}

async fn sqlite(db: &DatabaseConnection, tables: &[Table], parts: &Parts) -> anyhow::Result<()> {
    let mut connection = db.get_sqlite_connection_pool().acquire().await?;
    let mut transaction = sqlx::Connection::begin(&mut *connection).await?;
    parts.hold_files().await?;
    // The first look decides what is seen from here on.
    transaction.execute("SELECT count(*) FROM sqlite_schema").await?;
    parts.hold_files().await?;
    for table in tables {
        table!(transaction, table, sqlite_row(table), parts);
    }
    Ok(transaction.rollback().await?)
}

async fn postgres(db: &DatabaseConnection, tables: &[Table], parts: &Parts) -> anyhow::Result<()> {
    let mut connection = db.get_postgres_connection_pool().acquire().await?;
    let mut transaction = sqlx::Connection::begin(&mut *connection).await?;
    transaction.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    transaction.execute("SET LOCAL TimeZone = 'UTC'").await?;
    parts.hold_files().await?;
    transaction.execute("SELECT count(*) FROM pg_class").await?;
    parts.hold_files().await?;
    for table in tables {
        let sql = format!("SELECT row_to_json(t)::text FROM {} AS t", quoted(&table.name));
        table!(transaction, table, sql, parts);
    }
    Ok(transaction.rollback().await?)
}

/// The row as one JSON object: ids in hexadecimal, everything else as it is.
fn sqlite_row(table: &Table) -> String {
    let columns = table.columns.iter().map(|column| {
        let (name, text) = (quoted(&column.name), column.name.replace('\'', "''"));
        match column.kind {
            Kind::Uuid => format!("'{text}', nullif(lower(hex({name})), '')"),
            _ => format!("'{text}', {name}"),
        }
    });
    let columns: Vec<String> = columns.collect();
    format!("SELECT json_object({}) FROM {}", columns.join(", "), quoted(&table.name))
}

/// Rows of one table that wait until they are worth a part.
struct Lines<'a> {
    table: &'a str,
    number: u64,
    bytes: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn of(table: &'a str) -> Self {
        Self { table, number: 0, bytes: Vec::new() }
    }

    async fn add(&mut self, line: &str, parts: &Parts) -> anyhow::Result<()> {
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.push(b'\n');
        if self.bytes.len() >= PART { self.send(parts).await } else { Ok(()) }
    }

    async fn send(&mut self, parts: &Parts) -> anyhow::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.number += 1;
        parts.add(part_of(self.table, self.number), std::mem::take(&mut self.bytes)).await
    }
}
