//! The last step of a customer's status as the change log tells it: what an undo puts back.

use chrono::Duration;
use domain::customers::{Status, Transition};
use entity::{change, customer};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use crate::{audit::AuditedTransaction, error::AppError, session::Viewer};

/// How long a step can be undone. Later the status is changed by the steps that it allows: an undo is no way from *Actief* to
/// *Concept*, which can be deleted.
const UNDONE_WITHIN: Duration = Duration::hours(1);

/// The line of the step that led to the customer as it is, where this colleague took it lately and nobody was invited or
/// answered since.
pub async fn last_step(
    log: &AuditedTransaction,
    viewer: &Viewer,
    customer: &customer::Model,
) -> Result<Option<change::Model>, AppError> {
    let last = of_customer(customer.firm_id, customer.id)
        .filter(change::Column::RecordKind.eq("customer"))
        .filter(change::Column::Version.eq(customer.version))
        .order_by_desc(change::Column::Id)
        .one(&log.tx)
        .await?;
    let own = |line: &change::Model| line.actor_kind == "user" && line.actor_id == Some(viewer.user_id);
    let Some(last) = last.filter(|line| own(line) && line.at > log.at() - UNDONE_WITHIN) else { return Ok(None) };
    let since = of_customer(customer.firm_id, customer.id)
        .filter(change::Column::RecordKind.eq("invitation"))
        .filter(change::Column::Id.gt(last.id));
    Ok((since.count(&log.tx).await? == 0).then_some(last))
}

/// The status before the step of a line, where activating or deactivating leads from there to `now`.
pub fn status_before(line: &change::Model, now: Status) -> Option<Status> {
    let fields: serde_json::Value = serde_json::from_str(&line.fields).ok()?;
    let before = Status::from_ordinal(fields["status"][0].as_i64()?.try_into().ok()?)?;
    let leads_here = |transition| before.after(transition) == Some(now);
    [Transition::Activate, Transition::Deactivate].into_iter().any(leads_here).then_some(before)
}

/// The lines of the invitations that were changed in the transaction of a line: all its lines carry one time.
pub async fn taken_back_with(log: &AuditedTransaction, line: &change::Model) -> Result<Vec<change::Model>, AppError> {
    let Some(customer_id) = line.customer_id else { return Ok(Vec::new()) };
    let beside = of_customer(line.firm_id, customer_id)
        .filter(change::Column::RecordKind.eq("invitation"))
        .filter(change::Column::Action.eq("update"))
        .filter(change::Column::At.eq(line.at));
    Ok(beside.all(&log.tx).await?)
}

fn of_customer(firm_id: Uuid, customer_id: Uuid) -> Select<change::Entity> {
    change::Entity::find().filter(change::Column::FirmId.eq(firm_id)).filter(change::Column::CustomerId.eq(customer_id))
}
