//! The steps of a customer's status, and deleting one. Every change of status goes through `take`.

use domain::customers::{Status, Step};
use entity::{change, customer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    details,
    records::{Current, Stepped},
    store, visible,
};
use crate::{
    audit::Log,
    context::AppContext,
    error::{AppError, Refusal},
    session::Viewer,
};

/// The status that a customer is in.
pub fn of(customer: &customer::Model) -> Status {
    Status::from_ordinal(customer.status).unwrap_or_default()
}

/// Takes a step within a transaction that does more: an invitation sent or answered. A step to where the customer already is
/// writes nothing; one that the status does not allow is refused.
pub async fn take(log: &mut Log, customer: &customer::Model, step: Step) -> Result<Stepped, AppError> {
    let status = of(customer).after(step).ok_or(AppError::Refused(Refusal::StatusDoesNotAllow))?;
    put(log, customer, status).await
}

/// Takes a step for a colleague who saw `version` of the customer.
pub async fn step(
    context: &AppContext,
    viewer: &Viewer,
    id: Uuid,
    version: i32,
    step: Step,
) -> Result<Stepped, AppError> {
    let mut log = Log::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    let stepped = take(&mut log, &customer, step).await?;
    log.finish().await?;
    Ok(stepped)
}

/// Puts a customer back to the status that it had before the step that led to `version`.
pub async fn undo(context: &AppContext, viewer: &Viewer, id: Uuid, version: i32) -> Result<Stepped, AppError> {
    let mut log = Log::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    let before = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(id))
        .filter(change::Column::RecordKind.eq("customer"))
        .filter(change::Column::Version.eq(version))
        .order_by_desc(change::Column::Id)
        .one(&log.tx)
        .await?
        .and_then(|line| status_before(&line))
        .ok_or(AppError::Refused(Refusal::StatusDoesNotAllow))?;
    let stepped = put(&mut log, &customer, before).await?;
    log.finish().await?;
    Ok(stepped)
}

/// Removes a customer for good: only a Concept (row B8). The change log keeps what it held.
pub async fn delete(context: &AppContext, viewer: &Viewer, id: Uuid, version: i32) -> Result<(), AppError> {
    let mut log = Log::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    if !of(&customer).may_delete() {
        return Err(AppError::Refused(Refusal::DeleteOnlyDraft));
    }
    store::delete(&mut log, &customer).await?;
    log.finish().await
}

/// The customer as the colleague saw it; `Conflict` where somebody changed it since.
async fn seen(log: &Log, viewer: &Viewer, id: Uuid, version: i32) -> Result<customer::Model, AppError> {
    let customer = visible::one_to_write(&log.tx, viewer, id).await?;
    if customer.version == version {
        return Ok(customer);
    }
    let current =
        Current { version: customer.version, details: details::of_customer(&customer), changed: Default::default() };
    Err(AppError::Conflict(serde_json::json!(current).to_string()))
}

async fn put(log: &mut Log, customer: &customer::Model, status: Status) -> Result<Stepped, AppError> {
    if status == of(customer) {
        return Ok(Stepped { version: customer.version, status });
    }
    store::update(log, customer, customer::Model { status: status as i16, ..customer.clone() }).await?;
    Ok(Stepped { version: customer.version + 1, status })
}

fn status_before(line: &change::Model) -> Option<Status> {
    let fields: serde_json::Value = serde_json::from_str(&line.fields).ok()?;
    Status::from_ordinal(fields["status"][0].as_i64()?.try_into().ok()?)
}
