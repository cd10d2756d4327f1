//! What lies sealed in the database, against the key in the data folder.

use std::path::Path;

use entity::second_factor;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::report::{Part, Problems};
use crate::{error::AppError, sealing::SealingKey, session::second_factor::store::purpose};

/// Opens whatever is sealed.
pub(super) async fn check(db: &impl ConnectionTrait, key: &Path) -> Result<Part, AppError> {
    use second_factor::Column::{AppSecret, Id};
    let sealed = second_factor::Entity::find().filter(AppSecret.is_not_null()).select_only().columns([Id, AppSecret]);
    let sealed: Vec<(Uuid, String)> = sealed.into_tuple().all(db).await?;
    let mut problems = Problems::default();
    match SealingKey::read(key) {
        Ok(key) => {
            for (id, _) in sealed.iter().filter(|(id, secret)| key.open(&purpose(*id), secret).is_none()) {
                problems.add("the secret of an app does not open", format!("user {id}"));
            }
        }
        Err(error) if !sealed.is_empty() => {
            problems.add_many("the key of what is sealed is not there", sealed.len() as u64, [error.to_string()]);
        }
        Err(_) => {}
    }
    Ok(problems.into_part("sealed", format!("{} secrets", sealed.len())))
}
