//! Statements that carry many values come in few sizes: the database then finds each prepared already, and keeps few of them.

use std::fmt::Write as _;

use sea_orm::{DbBackend, Statement, Value};

/// About how many values one statement carries. More gains nothing, and each prepared statement of that size takes memory.
const VALUES: usize = 2_048;

/// The statements that insert rows into a table. `own` are the values of its first columns, row after row; `shared` are those of
/// the others, the same in every row and bound once.
///
/// They are written here rather than by the query builder, which takes longer over many rows than the database does.
pub fn inserts(engine: DbBackend, table: &str, columns: &[&str], own: Vec<Value>, shared: &[Value]) -> Vec<Statement> {
    let head = format!("INSERT INTO \"{table}\" (\"{}\") VALUES ", columns.join("\", \""));
    let width = columns.len() - shared.len();
    let rows = own.len() / width;
    let mut own = own.into_iter();
    let statement = |rows| {
        let sql = head.clone() + &places(engine, rows, width, shared.len());
        Statement::from_sql_and_values(engine, sql, own.by_ref().take(rows * width).chain(shared.iter().cloned()))
    };
    sizes(rows, width).map(statement).collect()
}

/// The statements that change rows of a table, each row to values of its own. `values` are row after row those of `keys`, the columns by
/// which it is known, and then those that `columns` become.
pub fn updates(engine: DbBackend, table: &str, keys: &[&str], columns: &[&str], values: Vec<Value>) -> Vec<Statement> {
    // Both engines call what `VALUES` lists `column1`, `column2` and so on.
    let becomes = columns.iter().zip(keys.len() + 1..).map(|(name, place)| format!("\"{name}\" = given.column{place}"));
    let is_named = keys.iter().zip(1..).map(|(name, place)| format!("\"{table}\".\"{name}\" = given.column{place}"));
    let (becomes, is_named) = (becomes.collect::<Vec<_>>().join(", "), is_named.collect::<Vec<_>>().join(" AND "));
    let width = keys.len() + columns.len();
    let rows = values.len() / width;
    let mut values = values.into_iter();
    let statement = |rows| {
        let places = places(engine, rows, width, 0);
        let sql = format!("UPDATE \"{table}\" SET {becomes} FROM (VALUES {places}) AS given WHERE {is_named}");
        Statement::from_sql_and_values(engine, sql, values.by_ref().take(rows * width))
    };
    sizes(rows, width).map(statement).collect()
}

/// Where the values go: `($1, $3), ($2, $3)` for two rows of two columns of which the last is shared. In SQLite a place of a row's
/// own is a mere `?`: it looks through all places with a number whenever it meets one.
fn places(engine: DbBackend, rows: usize, width: usize, shared: usize) -> String {
    let shared: String = (1..=shared).map(|place| format!(", ${}", rows * width + place)).collect();
    let mut places = String::with_capacity(rows * (width * 7 + shared.len() + 4));
    for row in 0..rows {
        places.push_str(if row == 0 { "(" } else { "), (" });
        for column in 0..width {
            places.push_str(if column == 0 { "" } else { ", " });
            if engine == DbBackend::Postgres {
                // Writing into a text cannot fail.
                let _ = write!(places, "${}", row * width + column + 1);
            } else {
                places.push('?');
            }
        }
        places.push_str(&shared);
    }
    places.push(')');
    places
}

/// How rows of so many columns are split over statements: powers of two, the largest first.
fn sizes(rows: usize, columns: usize) -> impl Iterator<Item = usize> {
    let most = power_of_two_within((VALUES / columns.max(1)).max(1));
    let mut left = rows;
    std::iter::from_fn(move || {
        let size = (left > 0).then(|| power_of_two_within(left).min(most))?;
        left -= size;
        Some(size)
    })
}

/// Values to look for, the last one repeated until their number is a power of two. None stay none.
pub fn padded<T: Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}

/// The largest power of two that is not above a number greater than 0.
fn power_of_two_within(number: usize) -> usize {
    1 << number.ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_place_in_a_statement() {
        assert_eq!(sizes(0, 31).count(), 0);
        assert_eq!(sizes(101, 31).collect::<Vec<_>>(), [64, 32, 4, 1]);
        assert_eq!(sizes(300, 14).collect::<Vec<_>>(), [128, 128, 32, 8, 4]);
        assert_eq!(sizes(3, 1_000_000).collect::<Vec<_>>(), [1, 1, 1]);
    }

    #[test]
    fn what_rows_share_is_bound_once() {
        let own = [1, 2, 3, 4, 5, 6].map(Value::from).to_vec();
        let made = inserts(DbBackend::Postgres, "user", &["id", "age", "firm"], own, &["f".into()]);
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].sql, r#"INSERT INTO "user" ("id", "age", "firm") VALUES ($1, $2, $5), ($3, $4, $5)"#);
        assert_eq!(made[1].to_string(), r#"INSERT INTO "user" ("id", "age", "firm") VALUES (5, 6, 'f')"#);
        assert_eq!(places(DbBackend::Sqlite, 2, 2, 1), "(?, ?, $5), (?, ?, $5)");
    }

    #[test]
    fn rows_become_what_is_given_for_each() {
        let values = [1, 2, 3, 4, 5, 6].map(Value::from).to_vec();
        let made = updates(DbBackend::Postgres, "user", &["firm", "id"], &["age"], values);
        let sql = r#"UPDATE "user" SET "age" = given.column3 FROM (VALUES ($1, $2, $3), ($4, $5, $6)) AS given "#;
        let place = r#"WHERE "user"."firm" = given.column1 AND "user"."id" = given.column2"#;
        assert_eq!(made.iter().map(|made| made.sql.as_str()).collect::<Vec<_>>(), [format!("{sql}{place}")]);
        assert_eq!(made[0].values.as_ref().map(|values| values.0.len()), Some(6));
    }

    #[test]
    fn lists_are_filled_up_with_their_last_value() {
        assert_eq!(padded([1, 2, 3, 4, 5]), [1, 2, 3, 4, 5, 5, 5, 5]);
        assert_eq!(padded([7]), [7]);
        assert!(padded(Vec::<i32>::new()).is_empty());
    }
}
