//! The database that the first version left: the first 120 customers of its demo firm, as `DEMO=1` made it at commit 69d4b19, with a few
//! things that people did in it since. On PostgreSQL the same rows stand in the tables that version had there.

use std::{io::Read as _, sync::Arc};

use app::integrity::schema::{self, Table, quoted};
use chrono::{DateTime, SubsecRound};
use flate2::read::GzDecoder;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use server::database;
use tempfile::TempDir;

use crate::support::{Engine, TestApp, database_url};

/// The file of its data folder, written anew by `VACUUM INTO`.
const DEMO: &[u8] = include_bytes!("demo-69d4b19.db.gz");
/// How many steps its tables had taken.
const STEPS: u32 = 2;
/// How many customers each count beside the list has today, by tab and by whether they have a VAT number.
pub const TALLY: [i64; 6] = [1, 16, 5, 91, 1, 5];
/// Rows of one statement.
const CHUNK: usize = 200;

/// A database as the first version left it, which no other version has opened.
pub struct First {
    engine: Engine,
    folder: Arc<TempDir>,
    url: String,
    /// All that it holds.
    pub tables: Vec<Rows>,
}

/// The rows of a table, each value as SQL of the engine.
pub struct Rows {
    pub table: Table,
    pub rows: Vec<Vec<String>>,
}

impl First {
    pub async fn on(engine: Engine) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let mut demo = Vec::new();
        GzDecoder::new(DEMO).read_to_end(&mut demo).unwrap();
        let file = folder.path().join("kantoor.db");
        std::fs::write(&file, demo).unwrap();
        let stored = database::unlimited(&format!("sqlite://{}", file.display())).await.unwrap();
        let mut tables = Vec::new();
        for table in schema::tables_in_order(&stored).await.unwrap() {
            tables.push(Rows::read(&stored, engine, table).await);
        }
        stored.close().await.unwrap();
        let url = database_url(engine, folder.path()).await;
        let first = Self { engine, folder, url, tables };
        if engine == Engine::Postgres {
            first.fill().await;
        }
        assert_eq!(database::steps_taken(&first.db().await).await.unwrap().len(), STEPS as usize);
        first
    }

    async fn fill(&self) {
        let db = self.db().await;
        Migrator::up(&db, Some(STEPS)).await.unwrap();
        for Rows { table, rows } in &self.tables {
            let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
            let into = format!("INSERT INTO {} ({}) VALUES ", quoted(&table.name), columns.join(", "));
            for chunk in rows.chunks(CHUNK) {
                let values: Vec<String> = chunk.iter().map(|row| format!("({})", row.join(", "))).collect();
                db.execute_unprepared(&(into.clone() + &values.join(", "))).await.unwrap();
            }
        }
    }

    /// A connection to it as it is.
    pub async fn db(&self) -> DatabaseConnection {
        database::unlimited(&self.url).await.unwrap()
    }

    /// Opens it with this version, as a server does when it starts.
    pub async fn opened(&self) -> TestApp {
        TestApp::over(self.engine, self.folder.clone(), self.url.clone()).await
    }
}

impl Rows {
    async fn read(stored: &DatabaseConnection, engine: Engine, table: Table) -> Self {
        let columns: Vec<String> =
            table.columns.iter().map(|column| format!("quote({})", quoted(&column.name))).collect();
        let sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name));
        let found = stored.query_all_raw(Statement::from_string(stored.get_database_backend(), sql)).await.unwrap();
        let value = |text: String| if engine == Engine::Sqlite { text } else { for_postgres(text) };
        let row = |row: &sea_orm::QueryResult| {
            (0..columns.len()).map(|place| value(row.try_get_by_index(place).unwrap())).collect()
        };
        let rows = found.iter().map(row).collect();
        Self { table, rows }
    }

    /// Which rows are not there with every value as it was, but for the columns that are left out.
    pub async fn lost(&self, db: &DatabaseConnection, left_out: &[&str]) -> Vec<String> {
        let mut lost = Vec::new();
        for row in &self.rows {
            let columns = self.table.columns.iter().zip(row);
            let same =
                columns.filter(|(column, _)| !left_out.contains(&column.name.as_str())).map(|(column, value)| {
                    let operator = if value == "NULL" { "IS" } else { "=" };
                    format!("{} {operator} {value}", quoted(&column.name))
                });
            let same: Vec<String> = same.collect();
            let sql = format!("SELECT 1 FROM {} WHERE {}", quoted(&self.table.name), same.join(" AND "));
            let asked = Statement::from_string(db.get_database_backend(), sql.as_str());
            if db.query_one_raw(asked).await.unwrap().is_none() {
                lost.push(sql);
            }
        }
        lost
    }
}

/// What SQLite writes as `X'01'`, `'a'`, `1` and `NULL`. PostgreSQL takes a text for whatever the column holds. Times were cut off there
/// behind the microsecond, where a text would be rounded.
fn for_postgres(value: String) -> String {
    let text = value.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    if let Some(at) = text.and_then(|text| DateTime::parse_from_rfc3339(text).ok()) {
        return format!("'{}'", at.trunc_subsecs(6).to_rfc3339());
    }
    match value.strip_prefix('X') {
        Some(bytes) => bytes.to_owned(),
        None if text.is_some() || value == "NULL" => value,
        None => format!("'{value}'"),
    }
}
