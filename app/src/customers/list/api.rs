//! The server functions of the list.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    address::ListQuery,
    layout::Layout,
    records::{ListPage, Neighbours, Printed},
};
use crate::{error::AppError, session::Texts};

/// Which list, and which page of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListRequest {
    pub query: ListQuery,
}

/// What was sought in vain.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SuggestRequest {
    pub search: String,
}

/// Beside which customer of which list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NeighboursRequest {
    pub query: ListQuery,
    pub id: Uuid,
}

/// One page of the customers that the viewer sees.
#[server(name = List, prefix = "/api", endpoint = "customers/list", input = Json, output = Json)]
pub async fn list(request: ListRequest) -> Result<ListPage, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::page(&context.db, &viewer, &request.query).await
}

/// The customers before and behind one in a list, also where it stands in that list no longer.
#[server(name = GetNeighbours, prefix = "/api", endpoint = "customers/neighbours", input = Json, output = Json)]
pub async fn neighbours(request: NeighboursRequest) -> Result<Neighbours, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::queries::neighbours(&context.db, &viewer, request).await
}

/// What may have been meant: searches near to this one that do find something, the nearest first.
#[server(name = Suggest, prefix = "/api", endpoint = "customers/suggest", input = Json, output = Json)]
pub async fn suggest(request: SuggestRequest) -> Result<Vec<String>, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::suggest::nearest(&context.db, &viewer, &request.search).await
}

/// All customers of a list, for paper: as many as are chosen at once.
#[server(name = Print, prefix = "/api", endpoint = "customers/printed", input = Json, output = Json)]
pub async fn printed(request: ListRequest) -> Result<Printed, AppError> {
    use crate::limits::CHOSEN;
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    crate::session::confirmed().await?;
    super::queries::printed(&context.db, &viewer, &request.query, CHOSEN).await
}

/// Keeps the window settings of the list for whoever asks. Without columns they are those of the list as it comes.
#[server(name = ArrangeList, prefix = "/api", endpoint = "customers/arrange_list", input = Json, output = Json)]
pub async fn arrange_list(request: Layout) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::layouts::arrange(&context.db, &viewer, &request).await
}

/// Does so by a plain form.
#[server(name = ArrangeListForm, prefix = "/api", endpoint = "customers/arrange_list_form")]
pub async fn arrange_list_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/arrange_list_form", texts, Area::Customers, Level::Read, async |context, sent| {
        super::layouts::arrange_sent(&context.db, sent).await
    })
    .await
}
