//! What the product is held against: the same SQL in a handler written by hand, which writes the rows as a string. No session,
//! no permissions, no framework for pages.

use std::{fmt::Write, net::SocketAddr, path::Path};

use app::session::cookie::encoded;
use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    response::Html,
    routing::get,
};
use sea_orm::sqlx::{
    self, Row,
    sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteRow},
};
use serde::Deserialize;

/// Rows of a page of the list.
pub const PAGE: usize = 50;

/// Searches that find more are not sorted by name.
const FEW: usize = 1_000;

/// Which rows of the list.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct List {
    pub tab: i16,
    /// A column of the customer table.
    pub sort: String,
    pub descending: bool,
    /// `with` or `without` a VAT number.
    pub view: Option<String>,
    /// The cursor: the sorted column's value and the id in hexadecimal.
    pub key: Option<String>,
    pub id: Option<String>,
    /// A full-text query, and the same for the other tabs, one a line.
    pub sought: Option<String>,
    pub sought_elsewhere: Option<String>,
}

impl List {
    /// As it stands in an address.
    pub fn to_query(&self) -> String {
        let mut text = format!("tab={}&sort={}&descending={}", self.tab, self.sort, self.descending);
        let cursor = [("view", &self.view), ("key", &self.key), ("id", &self.id)];
        for (name, value) in
            cursor.into_iter().chain([("sought", &self.sought), ("sought_elsewhere", &self.sought_elsewhere)])
        {
            if let Some(value) = value {
                let _ = write!(text, "&{name}={}", encoded(value));
            }
        }
        text
    }
}

/// Serves until it is killed.
pub async fn serve(address: SocketAddr, folder: &Path) -> anyhow::Result<()> {
    let file =
        SqliteConnectOptions::new().filename(folder.join("kantoor.db")).pragma("cache_size", "-6000").read_only(true);
    let pool = SqlitePoolOptions::new().max_connections(6).test_before_acquire(false).connect_with(file).await?;
    let router = Router::new().route("/list", get(list)).route("/rows", get(some_rows)).route("/card", get(card));
    let router = router.with_state(pool);
    axum::serve(tokio::net::TcpListener::bind(address).await?, router).await?;
    Ok(())
}

type Answer = Result<Html<String>, (StatusCode, String)>;

fn failed(error: sqlx::Error) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

async fn list(State(pool): State<SqlitePool>, Query(asked): Query<List>) -> Answer {
    written(&pool, rows(&pool, &asked).await.map_err(failed)?).await
}

/// The rows of a query that a case wrote by hand.
#[derive(Deserialize)]
struct Rows {
    sql: String,
}

/// Where those are asked for.
pub fn rows_path(sql: &str) -> String {
    format!("/rows?sql={}", encoded(sql))
}

async fn some_rows(State(pool): State<SqlitePool>, Query(asked): Query<Rows>) -> Answer {
    let rows = sqlx::query(sqlx::AssertSqlSafe(asked.sql)).fetch_all(&pool).await.map_err(failed)?;
    written(&pool, rows).await
}

/// A page of rows, and how many customers there are.
async fn written(pool: &SqlitePool, rows: Vec<SqliteRow>) -> Answer {
    let counts = "SELECT tab, has_vat, customers FROM customer_tally WHERE firm_id = (SELECT id FROM firm)";
    let counts = sqlx::query(counts).fetch_all(pool).await.map_err(failed)?;
    let mut page = String::with_capacity(16 * 1024);
    page.push_str("<table><tbody>");
    for row in &rows {
        page.push_str("<tr>");
        for column in 0..row.len() {
            page.push_str("<td>");
            push_text(&mut page, row, column);
        }
    }
    let total: i64 = counts.iter().map(|row| row.get::<i64, _>(2)).sum();
    let _ = write!(page, "</table>{total}");
    Ok(Html(page))
}

async fn rows(pool: &SqlitePool, asked: &List) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let columns = "hex(c.id), c.number, c.name, c.vat, c.city, c.status, u.name";
    let tables = r#"customer c LEFT JOIN "user" u ON u.firm_id = c.firm_id AND u.id = c.manager_id"#;
    let firm = "c.firm_id = (SELECT id FROM firm)";
    let view = match asked.view.as_deref() {
        Some("with") => " AND c.vat <> ''",
        Some("without") => " AND c.vat = ''",
        _ => "",
    };
    if let (Some(here), Some(elsewhere)) = (&asked.sought, &asked.sought_elsewhere) {
        let found = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?";
        let some = format!("{found} ORDER BY rowid LIMIT {}", FEW + 1);
        let mut hits: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(some)).bind(here).fetch_all(pool).await?;
        let count = format!("SELECT count(*) FROM ({found} LIMIT {})", FEW + 1);
        for elsewhere in elsewhere.lines() {
            sqlx::query(sqlx::AssertSqlSafe(count.clone())).bind(elsewhere).fetch_one(pool).await?;
        }
        let order = if hits.len() > FEW { "c.seq" } else { "c.name_key, c.id" };
        if hits.len() > FEW {
            hits.truncate(PAGE + 1);
        }
        let sql = format!(
            "SELECT {columns} FROM json_each(?) h CROSS JOIN {tables} WHERE c.seq = h.value AND {firm} AND c.tab = ? \
             ORDER BY {order} LIMIT {PAGE} + 1"
        );
        let hits = serde_json::json!(hits).to_string();
        return sqlx::query(sqlx::AssertSqlSafe(sql)).bind(hits).bind(asked.tab).fetch_all(pool).await;
    }
    // The column is one of this program's own cases.
    let (sort, than, order) =
        (&asked.sort, if asked.descending { "<" } else { ">" }, if asked.descending { "DESC" } else { "ASC" });
    let after = if asked.key.is_some() { format!(" AND (c.{sort}, c.id) {than} (?, unhex(?))") } else { String::new() };
    let sql = format!(
        "SELECT {columns} FROM {tables} WHERE {firm} AND c.tab = ?{view}{after} ORDER BY c.{sort} {order}, c.id {order} LIMIT {PAGE} + 1"
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(asked.tab);
    if let Some(key) = &asked.key {
        query = query.bind(key).bind(asked.id.as_deref().unwrap_or_default());
    }
    query.fetch_all(pool).await
}

#[derive(Deserialize)]
struct Card {
    id: String,
}

async fn card(State(pool): State<SqlitePool>, Query(asked): Query<Card>) -> Answer {
    let mut page = String::with_capacity(16 * 1024);
    let queries = [
        "SELECT * FROM customer WHERE firm_id = (SELECT id FROM firm) AND id = unhex(?)",
        "SELECT * FROM address WHERE firm_id = (SELECT id FROM firm) AND customer_id = unhex(?)",
        "SELECT * FROM contact WHERE firm_id = (SELECT id FROM firm) AND customer_id = unhex(?)",
        "SELECT * FROM customer_integration WHERE firm_id = (SELECT id FROM firm) AND customer_id = unhex(?)",
        "SELECT u.name FROM customer_user a, \"user\" u WHERE a.firm_id = (SELECT id FROM firm) AND a.customer_id = unhex(?) \
         AND u.firm_id = a.firm_id AND u.id = a.user_id",
    ];
    for sql in queries {
        for row in sqlx::query(sql).bind(&asked.id).fetch_all(&pool).await.map_err(failed)? {
            page.push_str("<dl>");
            for column in 0..row.len() {
                page.push_str("<dd>");
                push_text(&mut page, &row, column);
            }
        }
    }
    Ok(Html(page))
}

fn push_text(page: &mut String, row: &SqliteRow, column: usize) {
    if let Ok(text) = row.try_get::<&str, _>(column) {
        page.push_str(text);
    } else if let Ok(number) = row.try_get::<i64, _>(column) {
        let _ = write!(page, "{number}");
    }
}
