//! Puts rows into the tables of the version that they came from.

use anyhow::{Context, ensure};
use app::{
    customers::store,
    integrity::schema::{self, Kind, Table, quoted},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::manifest::Head;

/// Tables that wait for rows.
pub struct Target {
    tables: Vec<Table>,
}

impl Target {
    /// The tables as they were when the backup was made; without a row, whatever a step may have put in.
    pub async fn prepared(db: &impl ConnectionTrait, head: &Head) -> anyhow::Result<Self> {
        let tables = schema::tables_in_order(db).await?;
        let columns = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
        for wanted in &head.tables {
            let table = tables.iter().find(|table| table.name == wanted.name);
            let (mut is, mut should) = (table.map(columns).unwrap_or_default(), wanted.columns.clone());
            is.sort();
            should.sort();
            ensure!(is == should, "table {} of the backup has other columns than that of this version", wanted.name);
        }
        for table in tables.iter().rev() {
            db.execute_unprepared(&format!("DELETE FROM {}", quoted(&table.name))).await?;
        }
        Ok(Self { tables })
    }

    /// Puts in a part: lines of JSON, each a row.
    pub async fn put(&self, db: &impl ConnectionTrait, table: &str, lines: &[u8]) -> anyhow::Result<()> {
        let table = self.tables.iter().find(|known| known.name == table).context("a table that nobody knows")?;
        let lines = std::str::from_utf8(lines)?.trim_end();
        let rows = format!("[{}]", lines.replace('\n', ","));
        let sql = if db.get_database_backend() == DbBackend::Postgres { postgres(table) } else { sqlite(table) };
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [rows.into()]);
        db.execute_raw(statement).await.with_context(|| format!("rows of table {}", table.name))?;
        Ok(())
    }
}

/// How many steps a database had taken when the backup was made.
pub fn steps(head: &Head) -> anyhow::Result<u32> {
    Ok(u32::try_from(head.migrations.len())?)
}

/// Makes what no backup holds: the full text of SQLite, and what PostgreSQL knows of how its tables are filled.
pub async fn complete(db: &impl ConnectionTrait) -> anyhow::Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("ANALYZE").await?;
        return Ok(());
    }
    Ok(store::rebuild_full_text(db).await?)
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
}

fn sqlite(table: &Table) -> String {
    let values = table.columns.iter().map(|column| {
        let value = format!("value ->> '{}'", column.name.replace('\'', "''"));
        match column.kind {
            Kind::Uuid => format!("unhex({value}, '-')"),
            _ => value,
        }
    });
    let values: Vec<String> = values.collect();
    format!("INSERT INTO {} ({}) SELECT {} FROM json_each(?)", quoted(&table.name), columns(table), values.join(", "))
}

/// SQLite's times are finer than a microsecond. PostgreSQL would round them up, where the change log and whatever is written from the
/// product leave the rest out.
fn postgres(table: &Table) -> String {
    let name = quoted(&table.name);
    let values = table.columns.iter().map(|column| match column.kind {
        Kind::Time => {
            let member = column.name.replace('\'', "''");
            format!(r"regexp_replace(line ->> '{member}', '(\.\d{{6}})\d+', '\1')::timestamptz")
        }
        _ => format!("held.{}", quoted(&column.name)),
    });
    let values: Vec<String> = values.collect();
    format!(
        "INSERT INTO {name} ({}) SELECT {} FROM json_array_elements($1::json) AS line, json_populate_record(NULL::{name}, line) AS held",
        columns(table),
        values.join(", "),
    )
}
