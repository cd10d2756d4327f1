//! The tables as the database has them, whichever engine it is.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// Tables that keep the books of the migrations, or that an extension of the engine makes.
const NOT_OURS: [&str; 1] = ["seaql_migrations"];

/// A table of the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// What a column holds, as far as the engine says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Uuid,
    /// Text, and on SQLite times too.
    Text,
    Time,
    Integer,
    Boolean,
    /// Nothing that a migration has used yet.
    Other(String),
}

impl Kind {
    fn of(declared: &str) -> Self {
        match declared.to_ascii_lowercase().as_str() {
            "uuid" | "blob" => Self::Uuid,
            "text" => Self::Text,
            "timestamp with time zone" => Self::Time,
            "integer" | "bigint" | "smallint" => Self::Integer,
            "boolean" => Self::Boolean,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// All tables of the product by name. What SQLite keeps for its full text is none of them.
pub async fn tables(db: &impl ConnectionTrait) -> Result<Vec<Table>, DbErr> {
    let sqlite = "SELECT t.name AS table_name, c.name AS column_name, c.type AS kind FROM pragma_table_list AS t \
        JOIN pragma_table_info(t.name) AS c WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' \
        ORDER BY t.name, c.cid";
    let postgres = "SELECT t.table_name::text, c.column_name::text, c.data_type::text AS kind FROM information_schema.tables AS t \
        JOIN information_schema.columns AS c ON c.table_schema = t.table_schema AND c.table_name = t.table_name \
        WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ORDER BY t.table_name COLLATE \"C\", c.ordinal_position";
    let mut tables: Vec<Table> = Vec::new();
    for row in db.query_all_raw(for_engine(db, sqlite, postgres)).await? {
        let (table, name, kind): (String, String, String) =
            (row.try_get("", "table_name")?, row.try_get("", "column_name")?, row.try_get("", "kind")?);
        if NOT_OURS.contains(&table.as_str()) {
            continue;
        }
        // Only SQLite names a customer by a number of its own, for its full text.
        if (table.as_str(), name.as_str()) == ("customer", "seq") {
            tables.extend((tables.last().map(|last| &last.name) != Some(&table)).then(|| empty(&table)));
            continue;
        }
        if tables.last().map(|last| &last.name) != Some(&table) {
            tables.push(empty(&table));
        }
        if let Some(last) = tables.last_mut() {
            last.columns.push(Column { name, kind: Kind::of(&kind) });
        }
    }
    Ok(tables)
}

fn empty(name: &str) -> Table {
    Table { name: name.to_owned(), columns: Vec::new() }
}

/// The same, each after those that its foreign keys name: in this order rows can be put in.
pub async fn tables_in_order(db: &impl ConnectionTrait) -> Result<Vec<Table>, DbErr> {
    let sqlite = "SELECT t.name AS table_name, k.\"table\" AS other FROM pragma_table_list AS t \
        JOIN pragma_foreign_key_list(t.name) AS k WHERE t.schema = 'main' AND t.type = 'table'";
    let postgres = "SELECT a.relname::text AS table_name, b.relname::text AS other FROM pg_constraint AS k \
        JOIN pg_class AS a ON a.oid = k.conrelid JOIN pg_class AS b ON b.oid = k.confrelid \
        WHERE k.contype = 'f' AND a.relnamespace = current_schema()::regnamespace";
    let mut needs: BTreeSet<(String, String)> = BTreeSet::new();
    for row in db.query_all_raw(for_engine(db, sqlite, postgres)).await? {
        needs.insert((row.try_get("", "table_name")?, row.try_get("", "other")?));
    }
    Ok(ordered(tables(db).await?, &needs))
}

/// `needs` are pairs of a table and one that must come before it.
fn ordered(mut left: Vec<Table>, needs: &BTreeSet<(String, String)>) -> Vec<Table> {
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |table: &Table| {
            let others = left.iter().filter(|other| other.name != table.name);
            others.into_iter().any(|other| needs.contains(&(table.name.clone(), other.name.clone())))
        };
        // Two tables that name each other are put in as they come: the database then says what is wrong.
        let next = left.iter().position(|table| !waits(table)).unwrap_or(0);
        ordered.push(left.remove(next));
    }
    ordered
}

/// A name as SQL writes it.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(super) fn for_engine(db: &impl ConnectionTrait, sqlite: &str, postgres: &str) -> Statement {
    let engine = db.get_database_backend();
    Statement::from_string(engine, if engine == DbBackend::Postgres { postgres } else { sqlite })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_that_it_names() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let needs = BTreeSet::from([pair("a", "c"), pair("c", "b"), pair("b", "b")]);
        let tables = ordered(["a", "b", "c"].map(empty).to_vec(), &needs);
        assert_eq!(tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["b", "c", "a"]);
    }
}
