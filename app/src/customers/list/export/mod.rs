//! The list as a file: all customers that its address stands for, in its order. It can be changed and brought in again, because
//! it has the columns of the bulk file.

mod cells;
mod read;

use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use domain::permissions::{Area, Level};
use leptos_i18n::td_string;
use tokio::{sync::mpsc, task::spawn_blocking};

use self::{cells::Columns, read::Exported};
use super::address::{ListQuery, PATH};
use crate::{
    context::{AppContext, Db, internal},
    error::AppError,
    files,
    mail::locale_of,
    session::{Viewer, Visitor},
};

/// How many customers are read at a time.
const PIECE: usize = 500;

/// `GET /api/customers/export`, with the words of the list's address.
pub async fn export(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Query(address): Query<Vec<(String, String)>>,
) -> Response {
    let query = ListQuery::read(&address.into_iter().collect());
    files::answer(visitor, PATH, async |visitor| {
        let viewer = files::viewer_who_may(visitor, Area::Customers, Level::Read)?;
        let name = format!("klanten-{}.xlsx", chrono::Utc::now().date_naive());
        Ok(files::workbook(&name, write(context.db, viewer, query).await?))
    })
    .await
}

/// Customers come from the database while the workbook is written on a thread that may block.
async fn write(db: Db, viewer: Viewer, query: ListQuery) -> Result<std::fs::File, AppError> {
    let locale = locale_of(&viewer.locale);
    let columns = Columns::of(&db, &viewer, locale).await?;
    let (sender, mut receiver) = mpsc::channel::<Vec<Exported>>(2);
    let writing = spawn_blocking(move || {
        let rows = std::iter::from_fn(|| receiver.blocking_recv()).flatten().map(|customer| columns.cells(customer));
        files::written(|to| sheets::table::write(td_string!(locale, customers.title), &columns.titles(), rows, to))
    });
    let mut next = Some(query);
    while let Some(query) = next {
        let piece;
        (piece, next) = read::following(&db, &viewer, &query, PIECE).await?;
        if sender.send(piece).await.is_err() {
            break;
        }
    }
    drop(sender);
    writing.await.map_err(internal)?
}
