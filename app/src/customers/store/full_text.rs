//! The words by which SQLite's full-text index finds a customer. PostgreSQL keeps an index of its own.

use entity::customer;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, Statement,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use crate::{
    batch,
    context::internal,
    customers::search::{full_text, full_text_of_row},
    error::AppError,
};

/// Customers that are indexed by one statement when all are.
const CHUNK: i64 = 2_000;

/// Adds customers to SQLite's full-text index, all with one statement.
pub async fn index(tx: &DatabaseTransaction, firm_id: Uuid, ids: &[Uuid]) -> Result<(), AppError> {
    if tx.get_database_backend() == DbBackend::Postgres || ids.is_empty() {
        return Ok(());
    }
    let mut words = Query::select();
    words
        .expr(Expr::cust("seq"))
        .expr(Expr::cust(full_text(firm_id)))
        .from(customer::Entity)
        .and_where(customer::Column::FirmId.eq(firm_id))
        .and_where(customer::Column::Id.is_in(batch::padded(ids.iter().copied())));
    let mut insert = Query::insert();
    insert.into_table("customer_search").columns(["rowid", "words"]).select_from(words).map_err(internal)?;
    tx.execute(&insert).await?;
    Ok(())
}

/// Indexes a customer anew.
pub async fn reindex(tx: &DatabaseTransaction, firm_id: Uuid, id: Uuid) -> Result<(), AppError> {
    unindex(tx, firm_id, id).await?;
    index(tx, firm_id, &[id]).await
}

/// Takes a customer out of the index.
pub async fn unindex(tx: &DatabaseTransaction, firm_id: Uuid, id: Uuid) -> Result<(), AppError> {
    unindex_many(tx, firm_id, &[id]).await
}

/// Takes customers out of the index, all with one statement.
pub async fn unindex_many(tx: &DatabaseTransaction, firm_id: Uuid, ids: &[Uuid]) -> Result<(), AppError> {
    if tx.get_database_backend() == DbBackend::Postgres || ids.is_empty() {
        return Ok(());
    }
    let mut row = Query::select();
    row.expr(Expr::cust("seq"))
        .from(customer::Entity)
        .and_where(customer::Column::FirmId.eq(firm_id))
        .and_where(customer::Column::Id.is_in(batch::padded(ids.iter().copied())));
    let mut delete = Query::delete();
    delete.from_table("customer_search").and_where(Expr::cust("rowid").in_subquery(row));
    tx.execute(&delete).await?;
    Ok(())
}

/// Makes the index anew, for all customers of all firms.
pub async fn rebuild(db: &impl ConnectionTrait) -> Result<(), AppError> {
    if db.get_database_backend() == DbBackend::Postgres {
        return Ok(());
    }
    db.execute_unprepared("INSERT INTO customer_search (customer_search) VALUES ('delete-all')").await?;
    let last = Statement::from_string(DbBackend::Sqlite, "SELECT COALESCE(max(seq), 0) AS last FROM customer");
    let last: i64 = db.query_one_raw(last).await?.map(|row| row.try_get("", "last")).transpose()?.unwrap_or(0);
    for first in (0..last).step_by(CHUNK as usize) {
        let sql = format!(
            "INSERT INTO customer_search (rowid, words) SELECT seq, {} FROM customer WHERE seq > {first} AND seq <= {}",
            full_text_of_row(),
            first + CHUNK
        );
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}
