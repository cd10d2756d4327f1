//! Pictures in the database: small PNGs that this program drew.

use base64::{Engine, engine::general_purpose::STANDARD};
use entity::picture;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{clock, context::internal, error::AppError};

/// So many of the last pictures of a firm stay: one that was replaced can be put back.
const KEPT: u64 = 20;

/// Keeps a PNG of a firm and tells its id.
pub async fn add(db: &impl ConnectionTrait, firm_id: Uuid, png: &[u8]) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    let made = picture::Model { firm_id, id, png: STANDARD.encode(png), created_at: clock::now() };
    made.into_active_model().insert(db).await?;
    Ok(id)
}

/// `NotFound` for a picture that is not the firm's.
pub async fn is_there(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<(), AppError> {
    picture::Entity::find_by_id((firm_id, id)).one(db).await?.map(drop).ok_or(AppError::NotFound)
}

/// A PNG of a firm.
pub async fn png(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Vec<u8>, AppError> {
    let found = picture::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)?;
    STANDARD.decode(found.png).map_err(internal)
}

/// Removes the oldest pictures of a firm, but for the one that is `shown`.
pub async fn forget_old(db: &impl ConnectionTrait, firm_id: Uuid, shown: Option<Uuid>) -> Result<(), AppError> {
    let of_firm = picture::Entity::find().filter(picture::Column::FirmId.eq(firm_id));
    let last = of_firm.order_by_desc(picture::Column::Id).select_only().column(picture::Column::Id).limit(KEPT);
    let last: Vec<Uuid> = last.into_tuple().all(db).await?;
    picture::Entity::delete_many()
        .filter(picture::Column::FirmId.eq(firm_id))
        .filter(picture::Column::Id.is_not_in(last.into_iter().chain(shown)))
        .exec(db)
        .await?;
    Ok(())
}
