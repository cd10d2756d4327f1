//! Server functions of one customer: the steps of its status.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::records::StatusChange;
use crate::{error::AppError, session::Texts};

/// One customer, in the state that the colleague saw.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct StepRequest {
    pub id: Uuid,
    pub version: i32,
}

/// Archives a customer.
#[server(name = Deactivate, prefix = "/api", endpoint = "customers/deactivate", input = Json, output = Json)]
pub async fn deactivate(request: StepRequest) -> Result<StatusChange, AppError> {
    use domain::customers::Transition;

    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::status::step(&context, &viewer, request.id, request.version, Transition::Deactivate).await
}

/// Archives a customer by a plain form.
#[server(name = DeactivateForm, prefix = "/api", endpoint = "customers/deactivate_form")]
pub async fn deactivate_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::customers::Transition;

    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/deactivate_form", texts, Area::Customers, Level::Edit, async |context, sent| {
        super::sent::step(context, sent, Transition::Deactivate).await
    })
    .await
}

/// Takes a customer up among those that are worked for.
#[server(name = Activate, prefix = "/api", endpoint = "customers/activate", input = Json, output = Json)]
pub async fn activate(request: StepRequest) -> Result<StatusChange, AppError> {
    use domain::customers::Transition;

    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::status::step(&context, &viewer, request.id, request.version, Transition::Activate).await
}

/// Takes a customer up among those that are worked for by a plain form.
#[server(name = ActivateForm, prefix = "/api", endpoint = "customers/activate_form")]
pub async fn activate_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::customers::Transition;

    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/activate_form", texts, Area::Customers, Level::Edit, async |context, sent| {
        super::sent::step(context, sent, Transition::Activate).await
    })
    .await
}

/// Takes back the step that led to this version.
#[server(name = UndoStep, prefix = "/api", endpoint = "customers/undo_step", input = Json, output = Json)]
pub async fn undo_step(request: StepRequest) -> Result<StatusChange, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::status::undo(&context, &viewer, request.id, request.version).await
}

/// Takes back a step by a plain form.
#[server(name = UndoStepForm, prefix = "/api", endpoint = "customers/undo_step_form")]
pub async fn undo_step_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let action = "/api/customers/undo_step_form";
    let sent = crate::session::plain::Sent::read(action, texts, Area::Customers, Level::Edit)?;
    let Some(sent) = sent else { return Ok(()) };
    let undone = super::sent::undo_step(&crate::context::AppContext::current()?, &sent).await;
    sent.answer(undone)
}

/// Removes a Concept for good.
#[server(name = Delete, prefix = "/api", endpoint = "customers/delete", input = Json, output = Json)]
pub async fn delete(request: StepRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Delete)?;
    super::status::delete(&context, &viewer, request.id, request.version).await
}

/// Removes a Concept for good by a plain form, which asked first.
#[server(name = DeleteForm, prefix = "/api", endpoint = "customers/delete_form")]
pub async fn delete_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/customers/delete_form", texts, Area::Customers, Level::Delete, super::sent::delete).await
}
