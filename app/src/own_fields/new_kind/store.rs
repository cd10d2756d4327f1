//! Beginning a change of kind, putting it back, and going on with what was stopped. The definition changes at once; a job writes the
//! values.

use domain::{own_fields::OwnKind, permissions::Level};
use entity::own_field;
use uuid::Uuid;

use super::{
    KindRequest, KindStep,
    last::{self, Last},
    scan::scan,
    work::ConvertValues,
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    error::{AppError, Refusal},
    jobs::{
        self, Job, NewJob,
        queries::{Work, last_work_on},
    },
    own_fields::{OwnField, of_customer::may, queries, store},
    session::Viewer,
};

/// Does what is asked with the kind of a field.
pub async fn step(context: &AppContext, viewer: &Viewer, request: KindRequest) -> Result<(), AppError> {
    let batch_id = Uuid::now_v7();
    let actor = Actor::User(viewer.user_id);
    let origin = Origin { firm_id: viewer.firm_id, actor, source: "settings", batch_id: Some(batch_id) };
    let mut log = AuditedTransaction::new(context.db.begin().await?, origin);
    log.lock_firm().await?;
    // Held: nobody fills the field in between what is counted here and its new kind.
    let before = store::seen(&log, request.id, request.version).await?;
    let field = guarded(viewer, &before)?;
    if last_work_on(&log.tx, viewer.firm_id, field.id, &[ConvertValues::KEY]).await? == Work::Going {
        return Err(AppError::Refused(Refusal::KindChanging));
    }
    let last = last::of(&log.tx, &before).await?;
    let job = match request.step {
        KindStep::Change { to, misfits } => {
            // Values that are still to be put back would be lost.
            if last.is_some_and(|last| last.is_returning(&field)) {
                return Err(AppError::Refused(Refusal::KindChanging));
            }
            change(&mut log, batch_id, (&before, &field), (to, misfits)).await?;
            ConvertValues { change_id: batch_id, returns: false }
        }
        KindStep::Back => {
            let last = last.filter(|last| !last.is_returning(&field)).ok_or(AppError::NotFound)?;
            put_back(&mut log, &before, &field, &last).await?;
            ConvertValues { change_id: last.id, returns: true }
        }
        KindStep::GoOn => {
            let last = last.ok_or(AppError::NotFound)?;
            ConvertValues { change_id: last.id, returns: last.is_returning(&field) }
        }
    };
    let new = NewJob { firm_id: viewer.firm_id, subject_id: field.id, owner_id: viewer.user_id, job };
    jobs::queue(&log.tx, new).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// The field, for a colleague who may change what customers have in it.
pub(super) fn guarded(viewer: &Viewer, field: &own_field::Model) -> Result<OwnField, AppError> {
    let shown = queries::shown(field).ok_or(AppError::NotFound)?;
    if may(viewer, &shown, Level::Edit) { Ok(shown) } else { Err(AppError::Forbidden) }
}

async fn change(
    log: &mut AuditedTransaction,
    change_id: Uuid,
    (before, field): (&own_field::Model, &OwnField),
    (to, misfits): (OwnKind, u64),
) -> Result<(), AppError> {
    if to == field.kind {
        return Err(AppError::NotFound);
    }
    let found = scan(&log.tx, log.firm_id(), field, to).await?;
    if found.misfits != misfits {
        return Err(AppError::conflict(field));
    }
    let after = own_field::Model {
        kind: to.key().to_owned(),
        options: store::json(&found.options),
        first_kind: field.first_kind.key().to_owned(),
        sharing: field.sharing.fitted(to).key().to_owned(),
        change_id: Some(change_id),
        ..before.clone()
    };
    log.update(before, after).await
}

/// Gives the field its former kind again, with what could be chosen then. Options that were made since are offered no more: the history
/// names them.
async fn put_back(
    log: &mut AuditedTransaction,
    before: &own_field::Model,
    field: &OwnField,
    last: &Last,
) -> Result<(), AppError> {
    let options = field.options.put_back(&last.options);
    let after = own_field::Model {
        kind: last.from.key().to_owned(),
        options: store::json(&options),
        sharing: field.sharing.fitted(last.from).key().to_owned(),
        ..before.clone()
    };
    log.update(before, after).await
}
