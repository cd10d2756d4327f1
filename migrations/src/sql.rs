//! Steps are SQL that both engines read, but for the few words below.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

/// A step that is SQL. The database remembers it by its name.
pub struct Step {
    pub name: &'static str,
    pub sql: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.sql).await
    }
}

/// Runs each statement of `sql` in turn. `{uuid}`, `{time}`, `{text}` and `{key}` become the engine's own types; text sorts by
/// code point on both engines, so that a page has the same order on both. Sections between `--sqlite` or `--postgres` and
/// `--both` are for that engine alone.
async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    for statement in for_engine(sql, postgres).split(";\n") {
        if !statement.trim().is_empty() {
            connection.execute_unprepared(statement).await?;
        }
    }
    Ok(())
}

fn for_engine(sql: &str, postgres: bool) -> String {
    let words = if postgres {
        [("{uuid}", "uuid"), ("{time}", "timestamptz"), ("{text}", "text COLLATE \"C\""), ("{key}", "")]
    } else {
        [("{uuid}", "blob"), ("{time}", "text"), ("{text}", "text"), ("{key}", " WITHOUT ROWID")]
    };
    let mut wanted = true;
    let mut out = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "--sqlite" => wanted = !postgres,
            "--postgres" => wanted = postgres,
            "--both" => wanted = true,
            _ if wanted && !line.trim_start().starts_with("--") => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    words.into_iter().fold(out, |text, (word, kind)| text.replace(word, kind))
}
