//! The list as a file: all customers that its address stands for, in its order, or those that it names. It can be changed and
//! brought in again, because it has the columns of the bulk file.

mod cells;
mod parts;
mod read;

use axum::{
    Extension,
    extract::{OriginalUri, Query, State},
    response::Response,
};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, Utc};
use domain::{
    permissions::{Area, Level},
    zone::Zone,
};
use tokio::{sync::mpsc, task::spawn_blocking};
use uuid::Uuid;

pub use self::cells::{is_title, titles_beside};
use self::{cells::Columns, read::Exported};
use super::address::{self, ListQuery};
use crate::{
    clock,
    context::{AppContext, Db, internal},
    error::AppError,
    files,
    session::{Viewer, Visitor},
    ui,
};

/// How many customers are read at a time.
const CHUNK: usize = 500;

/// `GET /api/customers/export`, with the words of the list's address.
pub async fn export(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    jar: CookieJar,
    uri: OriginalUri,
    Query(address): Query<Vec<(String, String)>>,
) -> Response {
    let params: ui::Query = address.into_iter().collect();
    let ids = params.get_str(address::IDS).map(|_| address::ids_in(&params));
    let query = ListQuery::read(&params);
    files::answer(visitor, &query.href(), async |visitor| {
        let viewer = files::viewer_who_may(visitor, Area::Customers, Level::Read)?;
        if let Some(first) = files::unconfirmed(&context, &jar, &uri).await? {
            return Ok(first);
        }
        let name = file_name(&viewer.firm_country, clock::now());
        let _turn = context.reader.turns.of(viewer.firm_id).await?;
        Ok(files::workbook(&name, write(context.db, viewer, query, ids).await?))
    })
    .await
}

/// The name of the file tells the day at the firm.
fn file_name(country: &str, now: DateTime<Utc>) -> String {
    format!("klanten-{}.xlsx", Zone::of(country).day(now))
}

/// Customers come from the database while the workbook is written on a thread that may block.
async fn write(db: Db, viewer: Viewer, query: ListQuery, ids: Option<Vec<Uuid>>) -> Result<std::fs::File, AppError> {
    let locale = ui::locale_of(&viewer.locale);
    let columns = Columns::of(&db, &viewer, locale).await?;
    let (sender, mut receiver) = mpsc::channel::<Vec<Exported>>(2);
    let writing = spawn_blocking(move || {
        let customers = std::iter::from_fn(|| receiver.blocking_recv()).flatten();
        let rows = customers.flat_map(|customer| columns.rows(&customer));
        files::written(|to| sheets::table::write(columns.sheets(), rows, to))
    });
    let mut next = ids.is_none().then_some(query);
    if let Some(ids) = ids {
        // Fails where nobody writes any more, which says why.
        let _ = sender.send(read::chosen(&db, &viewer, ids).await?).await;
    }
    while let Some(query) = next {
        let piece;
        (piece, next) = read::following(&db, &viewer, &query, CHUNK).await?;
        if sender.send(piece).await.is_err() {
            break;
        }
    }
    drop(sender);
    writing.await.map_err(internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_by_the_day_at_the_firm() {
        for (utc, name) in [
            ("2026-11-26T22:30:00Z", "klanten-2026-11-26.xlsx"),
            ("2026-11-26T23:30:00Z", "klanten-2026-11-27.xlsx"),
            ("2026-07-31T22:30:00Z", "klanten-2026-08-01.xlsx"),
        ] {
            assert_eq!(file_name("BE", utc.parse().unwrap()), name);
        }
    }
}
