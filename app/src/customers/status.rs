//! The steps of a customer's status, and deleting one. Every change of status goes through `take`; `undo` takes back the last.

use domain::customers::{Status, Step};
use entity::{change, customer};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    details, financial,
    records::{Current, Stepped},
    store, visible,
};
use crate::{
    audit::Log,
    context::AppContext,
    error::{AppError, Refusal},
    invitations::send,
    session::Viewer,
};

/// The status that a customer is in.
pub fn of(customer: &customer::Model) -> Status {
    Status::from_ordinal(customer.status).unwrap_or_default()
}

/// Takes a step within a transaction that does more: an invitation sent or answered. A step to where the customer already is
/// writes nothing; one that the status does not allow is refused. Who is no longer worked for is no longer asked either: an
/// invitation that is open is taken back with it.
pub async fn take(log: &mut Log, customer: &customer::Model, step: Step) -> Result<Stepped, AppError> {
    let status = of(customer).after(step).ok_or(AppError::Refused(Refusal::StatusDoesNotAllow))?;
    if step == Step::Deactivate {
        send::take_back_open(log, customer.id).await?;
    }
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

/// Puts a customer back to the status that it had before the step that led to `version`, where a colleague activated or
/// deactivated it and nobody was invited or answered since. Inviting and answering have ways back of their own. The invitation
/// that a deactivation took back stays so: who was invited is a Concept again.
pub async fn undo(context: &AppContext, viewer: &Viewer, id: Uuid, version: i32) -> Result<Stepped, AppError> {
    let mut log = Log::by(context, viewer, "card").await?;
    let customer = seen(&log, viewer, id, version).await?;
    let before = before_step(&log, &customer).await?.ok_or(AppError::Refused(Refusal::StatusDoesNotAllow))?;
    let status = before.after(Step::Withdraw).unwrap_or(before);
    let stepped = put(&mut log, &customer, status).await?;
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
    let details = financial::seen_by(viewer, details::of_customer(&customer));
    let current = Current { version: customer.version, details, changed: Default::default() };
    Err(AppError::conflict(&current))
}

async fn put(log: &mut Log, customer: &customer::Model, status: Status) -> Result<Stepped, AppError> {
    if status == of(customer) {
        return Ok(Stepped { version: customer.version, status });
    }
    store::update(log, customer, customer::Model { status: status as i16, ..customer.clone() }).await?;
    Ok(Stepped { version: customer.version + 1, status })
}

/// The status before the last step of a customer, if that may be undone.
async fn before_step(log: &Log, customer: &customer::Model) -> Result<Option<Status>, AppError> {
    let of_customer = || {
        let of_firm = change::Entity::find().filter(change::Column::FirmId.eq(customer.firm_id));
        of_firm.filter(change::Column::CustomerId.eq(customer.id))
    };
    let last = of_customer()
        .filter(change::Column::RecordKind.eq("customer"))
        .filter(change::Column::Version.eq(customer.version))
        .order_by_desc(change::Column::Id)
        .one(&log.tx)
        .await?;
    let Some(last) = last else { return Ok(None) };
    let invited_since =
        of_customer().filter(change::Column::RecordKind.eq("invitation")).filter(change::Column::Id.gt(last.id));
    if invited_since.count(&log.tx).await? > 0 {
        return Ok(None);
    }
    let leads_here = |before: &Status| {
        [Step::Activate, Step::Deactivate].into_iter().any(|step| before.after(step) == Some(of(customer)))
    };
    Ok(status_before(&last).filter(leads_here))
}

fn status_before(line: &change::Model) -> Option<Status> {
    let fields: serde_json::Value = serde_json::from_str(&line.fields).ok()?;
    Status::from_ordinal(fields["status"][0].as_i64()?.try_into().ok()?)
}
