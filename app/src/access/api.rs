//! Server functions of access.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::records::AccessList;
use crate::error::AppError;

/// Which customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct AccessRequest {
    pub customer_id: Uuid,
}

/// Whose access to which customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct WithdrawRequest {
    pub customer_id: Uuid,
    pub account_id: Uuid,
}

/// Who has access to a customer's own page.
#[server(name = ListAccess, prefix = "/api", endpoint = "access/list", input = Json, output = Json)]
pub async fn list(request: AccessRequest) -> Result<AccessList, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Read)?;
    super::store::list(&context.db, &viewer, request.customer_id).await
}

/// Ends somebody's access.
#[server(name = WithdrawAccess, prefix = "/api", endpoint = "access/withdraw", input = Json, output = Json)]
pub async fn withdraw(request: WithdrawRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    super::store::withdraw(&context, &viewer, request).await
}

/// Ends somebody's access by a plain form; one that was not asked about is asked first.
#[server(name = WithdrawAccessForm, prefix = "/api", endpoint = "access/withdraw_form")]
pub async fn withdraw_form(#[server(flatten)] texts: crate::session::Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/access/withdraw_form", texts, Area::Invitations, Level::Edit, super::sent::withdraw).await
}
