//! The server functions by which a colleague arranges the tabs of its cards.

use leptos::{prelude::*, server_fn::codec::Json};

use super::TabOrder;
use crate::{error::AppError, session::Texts};

/// Keeps the order of the tabs for whoever asks. None at all restores the tabs as they come.
#[server(name = ArrangeCardTabs, prefix = "/api", endpoint = "customers/arrange_tabs", input = Json, output = Json)]
pub async fn arrange_tabs(request: TabOrder) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Read)?;
    super::store::arrange(&context.db, &viewer, &request).await
}

/// Does so by a plain form.
#[server(name = ArrangeCardTabsForm, prefix = "/api", endpoint = "customers/arrange_tabs_form")]
pub async fn arrange_tabs_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/arrange_tabs_form", texts, Area::Customers, Level::Read, async |context, sent| {
        super::store::arrange_sent(&context.db, sent).await
    })
    .await
}
