//! Access that was given before the change log followed it gets its line in the log when the server starts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{portal_account, portal_customer};
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::Db,
    error::AppError,
};

/// How many have their turn in one transaction.
const BATCH: u64 = 500;

/// Logs access whose start is unknown, as having begun when its account was made. After a crash it goes on with the rest.
pub async fn log_earlier_access(db: &Db) -> Result<(), AppError> {
    loop {
        let tx = db.begin().await?;
        let earlier = portal_customer::Entity::find()
            .filter(portal_customer::Column::Since.is_null())
            .order_by_asc(portal_customer::Column::FirmId)
            .limit(BATCH)
            .all(&tx)
            .await?;
        let Some(firm_id) = earlier.first().map(|access| access.firm_id) else { return Ok(()) };
        let ids = earlier.iter().map(|access| access.account_id);
        let accounts = portal_account::Entity::find().filter(portal_account::Column::Id.is_in(ids)).all(&tx).await?;
        let made: HashMap<Uuid, DateTime<Utc>> =
            accounts.into_iter().map(|account| (account.id, account.created_at)).collect();
        let mut log =
            AuditedTransaction::new(tx, Origin { firm_id, actor: Actor::System, source: "upgrade", batch_id: None });
        for access in earlier.into_iter().filter(|access| access.firm_id == firm_id) {
            let since = made.get(&access.account_id).copied().unwrap_or(log.at());
            let logged = portal_customer::Model { since: Some(since), ..access.clone() };
            access.delete(&log.tx).await?;
            log.insert(logged).await?;
        }
        log.finish().await?;
    }
}
