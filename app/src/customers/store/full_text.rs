//! The words by which SQLite's full-text index finds a customer. PostgreSQL keeps an index of its own.

use entity::customer;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use crate::{batch, context::internal, customers::search::full_text, error::AppError};

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
