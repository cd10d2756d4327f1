//! What every change of a setting shares.

use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    error::AppError,
    session::Viewer,
};

/// A log of changes that a colleague makes in the settings. Changes of one firm's settings come one after the other, so that a
/// rule over several records (an administrator stays) cannot be broken by two people at once.
pub async fn log(context: &AppContext, viewer: &Viewer) -> Result<AuditedTransaction, AppError> {
    let origin =
        Origin { firm_id: viewer.firm_id, actor: Actor::User(viewer.user_id), source: "settings", batch_id: None };
    let log = AuditedTransaction::new(context.db.begin().await?, origin);
    log.lock_firm().await?;
    Ok(log)
}
