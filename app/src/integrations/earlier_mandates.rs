//! Links to Peppol of earlier versions said by themselves whether the customer's mandate is signed. That is a field of the customer:
//! what the link said goes, when the server starts. It may have come from a template, so that it proves no signature; the customer's
//! own field therefore stays as it is, and what the link said stays in the customer's history.

use domain::{integrations::Integration, templates::LinkSettings};
use entity::customer_integration;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::Db,
    error::AppError,
    upkeep,
};

/// The name of this work.
const NAME: &str = "link_mandates";
/// How many links have their turn in one transaction.
const BATCH: u64 = 500;

/// Takes the mandate out of the links that still hold one, each with its line in the change log.
pub async fn forget_mandates_of_links(db: &Db) -> Result<(), AppError> {
    loop {
        let tx = db.begin().await?;
        let Some(at) = upkeep::left(&tx, NAME).await? else { return Ok(()) };
        let links = following(&tx, &at).await?;
        let Some(last) = links.last().map(|last| (last.firm_id, last.customer_id)) else {
            upkeep::went_on(&tx, NAME, None).await?;
            return Ok(tx.commit().await?);
        };
        let mut log = AuditedTransaction::new(
            tx,
            Origin { firm_id: last.0, actor: Actor::System, source: "upgrade", batch_id: None },
        );
        for link in links {
            if let Some(settings) = without_former(&link.settings) {
                log.update(&link, customer_integration::Model { settings, ..link.clone() }).await?;
            }
        }
        upkeep::went_on(&log.tx, NAME, Some(last)).await?;
        log.finish().await?;
    }
}

/// The next links of one firm that hold a mandate.
async fn following(
    tx: &DatabaseTransaction,
    at: &entity::upkeep::Model,
) -> Result<Vec<customer_integration::Model>, AppError> {
    use customer_integration::Column::{CustomerId, FirmId, Integration as Which, Settings};
    let mut found = customer_integration::Entity::find()
        .filter(upkeep::after(at, FirmId, CustomerId))
        .filter(Which.eq(Integration::Peppol.key()))
        .filter(Settings.contains("\"mandate\""))
        .order_by_asc(FirmId)
        .order_by_asc(CustomerId)
        .limit(BATCH)
        .all(tx)
        .await?;
    let firm_id = found.first().map(|first| first.firm_id);
    found.retain(|link| Some(link.firm_id) == firm_id);
    Ok(found)
}

/// The settings without those of earlier versions; none where they hold none of those.
fn without_former(stored: &str) -> Option<String> {
    let before: LinkSettings = serde_json::from_str(stored).ok()?;
    let mut after = before.clone();
    let former = Integration::Peppol.former_settings();
    after.retain(|key, _| former.iter().all(|setting| setting.key != key));
    (after != before).then(|| serde_json::json!(after).to_string())
}
