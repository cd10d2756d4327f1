//! The steps of a customer's status, and deleting one. Every change of status goes through `take`; `undo` reverses the last.

use domain::customers::{Status, Transition};
use entity::customer;
use uuid::Uuid;

use super::{
    details, financial,
    records::{StatusChange, delete_refusal},
    store, undo, visible,
};
use crate::{
    audit::AuditedTransaction,
    context::AppContext,
    error::{AppError, Refusal},
    invitations::taking_back,
    own_fields,
    patch::Current,
    session::Viewer,
};

/// The status that a customer is in.
pub fn of(customer: &customer::Model) -> Status {
    Status::from_ordinal(customer.status).unwrap_or_default()
}

/// Takes a step within a transaction that does more: an invitation sent or answered. A step to where the customer already is
/// writes nothing; one that the status does not allow is refused. Who is no longer worked for is no longer asked either: an
/// invitation that is open is taken back with it.
pub async fn apply(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    transition: Transition,
) -> Result<StatusChange, AppError> {
    let status = of(customer).after(transition).ok_or(AppError::Refused(Refusal::StatusDoesNotAllow))?;
    if transition == Transition::Deactivate {
        taking_back::take_back_open(log, customer.id).await?;
    }
    put(log, customer, status).await
}

/// Takes a step for a colleague who saw `version` of the customer.
pub async fn step(
    context: &AppContext,
    viewer: &Viewer,
    id: Uuid,
    version: i32,
    transition: Transition,
) -> Result<StatusChange, AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    if transition == Transition::Activate && own_fields::of_customer::lacks(&log.tx, &customer, Status::Active).await? {
        return Err(AppError::Refused(Refusal::OwnFieldMissing));
    }
    let changed = apply(&mut log, &customer, transition).await?;
    log.finish().await?;
    Ok(changed)
}

/// Puts a customer back to the status that it had before the step that led to `version`, with the invitation that the step took
/// back: all of it, or nothing. Only the colleague who activated or deactivated it just now undoes that, where nobody was invited or
/// answered since; inviting and answering have ways back of their own.
pub async fn undo(context: &AppContext, viewer: &Viewer, id: Uuid, version: i32) -> Result<StatusChange, AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    let refused = || AppError::Refused(Refusal::StatusDoesNotAllow);
    let line = undo::last_step(&log, viewer, &customer).await?.ok_or_else(refused)?;
    let before = undo::status_before(&line, of(&customer)).ok_or_else(refused)?;
    let taken_back = undo::taken_back_with(&log, &line).await?;
    let invited = taking_back::put_back(&mut log, &taken_back).await?;
    // Nobody is invited without an invitation.
    if before == Status::Invited && !invited {
        return Err(refused());
    }
    let changed = put(&mut log, &customer, before).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(changed)
}

/// Removes a customer for good: only a Concept (row B8). The change log keeps what it held.
pub async fn delete(context: &AppContext, viewer: &Viewer, id: Uuid, version: i32) -> Result<(), AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    if let Some(refusal) = delete_refusal(of(&customer)) {
        return Err(AppError::Refused(refusal));
    }
    store::delete(&mut log, &customer).await?;
    log.finish().await
}

/// The customer as the colleague saw it; `Conflict` where somebody changed it since.
async fn seen(log: &AuditedTransaction, viewer: &Viewer, id: Uuid, version: i32) -> Result<customer::Model, AppError> {
    let customer = visible::one_to_write(&log.tx, viewer, id).await?;
    if customer.version == version {
        return Ok(customer);
    }
    let details = financial::seen_by(viewer, details::of_customer(&customer));
    let current = Current { version: customer.version, details, changed: Default::default() };
    Err(AppError::conflict(&current))
}

async fn put(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    status: Status,
) -> Result<StatusChange, AppError> {
    if status == of(customer) {
        return Ok(StatusChange { version: customer.version, status });
    }
    store::update(log, customer, customer::Model { status: status as i16, ..customer.clone() }).await?;
    Ok(StatusChange { version: customer.version + 1, status })
}
