//! The pictures of a firm, and which is its logo.

use base64::{Engine, engine::general_purpose::STANDARD};
use entity::{firm, picture};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Logo, path};
use crate::{
    clock,
    context::{AppContext, internal},
    error::AppError,
    session::Viewer,
    settings::writing,
};

/// So many of the last pictures of a firm stay: a logo that was replaced can be taken back.
const KEPT: u64 = 20;

/// The logo of the viewer's firm.
pub async fn read(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Logo, AppError> {
    let firm = stored(db, viewer.firm_id).await?;
    Ok(Logo { version: firm.version, id: firm.logo_id, path: firm.logo_id.map(|id| path(viewer.firm_id, id)) })
}

/// Makes a PNG the firm's logo.
pub async fn add(context: &AppContext, viewer: &Viewer, png: &[u8]) -> Result<(), AppError> {
    let log = writing::log(context, viewer).await?;
    let id = Uuid::now_v7();
    let made = picture::Model { firm_id: viewer.firm_id, id, png: STANDARD.encode(png), created_at: clock::now() };
    made.into_active_model().insert(&log.tx).await?;
    forget_old(&log.tx, viewer.firm_id).await?;
    give(log, viewer, Some(id)).await
}

/// Makes a picture that the firm has its logo, or takes the logo away.
pub async fn set(context: &AppContext, viewer: &Viewer, id: Option<Uuid>) -> Result<Logo, AppError> {
    let log = writing::log(context, viewer).await?;
    if let Some(id) = id {
        picture::Entity::find_by_id((viewer.firm_id, id)).one(&log.tx).await?.ok_or(AppError::NotFound)?;
    }
    give(log, viewer, id).await?;
    read(&context.db.read, viewer).await
}

/// A PNG of a firm.
pub async fn png(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Vec<u8>, AppError> {
    let found = picture::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)?;
    STANDARD.decode(found.png).map_err(internal)
}

async fn give(mut log: crate::audit::Log, viewer: &Viewer, id: Option<Uuid>) -> Result<(), AppError> {
    let before = stored(&log.tx, viewer.firm_id).await?;
    let after = firm::Model { logo_id: id, ..before.clone() };
    log.update(&before, after).await?;
    log.finish().await
}

async fn forget_old(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<(), AppError> {
    let of_firm = picture::Entity::find().filter(picture::Column::FirmId.eq(firm_id));
    let last = of_firm.order_by_desc(picture::Column::Id).select_only().column(picture::Column::Id).limit(KEPT);
    let last: Vec<Uuid> = last.into_tuple().all(db).await?;
    let current = stored(db, firm_id).await?.logo_id;
    picture::Entity::delete_many()
        .filter(picture::Column::FirmId.eq(firm_id))
        .filter(picture::Column::Id.is_not_in(last.into_iter().chain(current)))
        .exec(db)
        .await?;
    Ok(())
}

async fn stored(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<firm::Model, AppError> {
    firm::Entity::find_by_id(firm_id).one(db).await?.ok_or(AppError::NotFound)
}
