//! The server functions by which a colleague arranges the tabs of its cards.

use leptos::{prelude::*, server_fn::codec::Json};

use super::TabOrder;
use crate::{error::AppError, session::Texts};

/// Keeps the order of the tabs for whoever asks. None at all restores the tabs as they come.
#[server(name = ArrangeCardTabs, prefix = "/api", endpoint = "customers/arrange_tabs", input = Json, output = Json)]
pub async fn arrange_tabs(request: TabOrder) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let viewer = crate::session::viewer_who_may(Area::Customers, Level::Read)?;
    super::store::arrange(&crate::context::AppContext::current()?.db, &viewer, &request).await
}

/// Does so by a plain form.
#[server(name = ArrangeCardTabsForm, prefix = "/api", endpoint = "customers/arrange_tabs_form")]
pub async fn arrange_tabs_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let action = "/api/customers/arrange_tabs_form";
    let Some(sent) = crate::session::plain::Sent::read(action, texts, Area::Customers, Level::Read)? else {
        return Ok(());
    };
    let saved = super::store::arrange_sent(&crate::context::AppContext::current()?.db, &sent).await;
    sent.answer(saved)
}
