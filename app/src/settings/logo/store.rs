//! Which picture is the firm's logo.

use entity::firm;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::Logo;
use crate::{
    audit::AuditedTransaction, context::AppContext, error::AppError, pictures, session::Viewer, settings::writing,
};

/// The logo of the viewer's firm.
pub async fn read(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Logo, AppError> {
    let firm = stored(db, viewer.firm_id).await?;
    let path = firm.logo_id.map(|id| pictures::path(viewer.firm_id, id));
    Ok(Logo { version: firm.version, id: firm.logo_id, path })
}

/// Makes a PNG the firm's logo.
pub async fn add(context: &AppContext, viewer: &Viewer, png: &[u8]) -> Result<(), AppError> {
    let log = writing::log(context, viewer).await?;
    let shown = stored(&log.tx, viewer.firm_id).await?.logo_id;
    let id = pictures::add(&log.tx, viewer.firm_id, png).await?;
    pictures::forget_old(&log.tx, viewer.firm_id, shown).await?;
    give(log, Some(id)).await
}

/// Makes a picture that the firm has its logo, or takes the logo away.
pub async fn set(context: &AppContext, viewer: &Viewer, id: Option<Uuid>) -> Result<Logo, AppError> {
    let log = writing::log(context, viewer).await?;
    if let Some(id) = id {
        pictures::is_there(&log.tx, viewer.firm_id, id).await?;
    }
    give(log, id).await?;
    read(&context.db.read, viewer).await
}

async fn give(mut log: AuditedTransaction, id: Option<Uuid>) -> Result<(), AppError> {
    let before = stored(&log.tx, log.firm_id()).await?;
    let after = firm::Model { logo_id: id, ..before.clone() };
    log.update(&before, after).await?;
    log.finish().await
}

async fn stored(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<firm::Model, AppError> {
    firm::Entity::find_by_id(firm_id).one(db).await?.ok_or(AppError::NotFound)
}
