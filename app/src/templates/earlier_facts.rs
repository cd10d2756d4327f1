//! Templates of earlier versions gave what is each customer's own: a file number, a mailbox, a mandate. It is taken out of them when
//! the server starts. Customers keep what they were given.

use std::collections::BTreeMap;

use domain::{integrations::Integration, templates::LinkSettings};
use entity::template;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::Db,
    error::AppError,
    upkeep,
};

/// The name of this work.
const NAME: &str = "template_own_facts";
/// How many templates have their turn in one transaction.
const BATCH: u64 = 200;

/// Takes the facts of customers out of the templates that still hold some, each with its line in the change log.
pub async fn forget_own_facts(db: &Db) -> Result<(), AppError> {
    use template::Column::{FirmId, Id};
    loop {
        let tx = db.begin().await?;
        let Some(at) = upkeep::left(&tx, NAME).await? else { return Ok(()) };
        let next = template::Entity::find().filter(upkeep::after(&at, FirmId, Id));
        let mut templates = next.order_by_asc(FirmId).order_by_asc(Id).limit(BATCH).all(&tx).await?;
        let firm_id = templates.first().map(|first| first.firm_id);
        templates.retain(|template| Some(template.firm_id) == firm_id);
        let Some(last) = templates.last().map(|last| (last.firm_id, last.id)) else {
            upkeep::went_on(&tx, NAME, None).await?;
            return Ok(tx.commit().await?);
        };
        let mut log = AuditedTransaction::new(
            tx,
            Origin { firm_id: last.0, actor: Actor::System, source: "upgrade", batch_id: None },
        );
        for template in templates {
            if let Some(integrations) = without_own(&template.integrations) {
                log.update(&template, template::Model { integrations, ..template.clone() }).await?;
            }
        }
        upkeep::went_on(&log.tx, NAME, Some(last)).await?;
        log.finish().await?;
    }
}

/// The integrations with only what a template gives; none where they hold nothing else.
fn without_own(stored: &str) -> Option<String> {
    let before: BTreeMap<Integration, LinkSettings> = serde_json::from_str(stored).ok()?;
    let after: BTreeMap<Integration, LinkSettings> =
        before.iter().map(|(integration, settings)| (*integration, integration.given(settings))).collect();
    (after != before).then(|| serde_json::json!(after).to_string())
}
