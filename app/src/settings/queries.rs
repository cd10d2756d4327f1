//! What others ask of the settings.

use domain::sorting::sort_by_name;
use entity::user;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Colleague;
use crate::error::AppError;

/// The active colleagues of a firm, by name.
pub async fn colleagues(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<Colleague>, AppError> {
    let found: Vec<(Uuid, String)> = user::Entity::find()
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Active.eq(true))
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .into_tuple()
        .all(db)
        .await?;
    let mut colleagues: Vec<Colleague> = found.into_iter().map(|(id, name)| Colleague { id, name }).collect();
    sort_by_name(&mut colleagues, |colleague| &colleague.name);
    Ok(colleagues)
}
