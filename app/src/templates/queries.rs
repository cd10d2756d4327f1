//! What templates there are, and what is in them.

use domain::templates::Content;
use entity::{template, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::TemplateChoice;
use crate::error::AppError;

/// The templates that a new customer can be made with, by name. Archived ones are left out.
pub async fn choices(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<TemplateChoice>, AppError> {
    let mut found: Vec<(Uuid, String)> = template::Entity::find()
        .select_only()
        .columns([template::Column::Id, template::Column::Name])
        .filter(template::Column::FirmId.eq(firm_id))
        .filter(template::Column::Archived.eq(false))
        .order_by_asc(template::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    found.sort_by_cached_key(|(_, name)| name.to_lowercase());
    Ok(found.into_iter().map(|(id, name)| TemplateChoice { id, name }).collect())
}

/// Who and what a template gives a customer today: colleagues who left since are no longer in it. An archived one is read too,
/// for the customers that were made with it.
pub async fn content(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Content, AppError> {
    let template = one(db, firm_id, id).await?;
    let mut content = stored_content(&template);
    if !content.users.is_empty() {
        content.users = active_users(db, firm_id, content.users).await?.into_iter().collect();
    }
    Ok(content)
}

/// One template of the firm.
pub async fn one(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<template::Model, AppError> {
    template::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)
}

/// Those of these users who are colleagues of the firm and can sign in.
pub async fn active_users(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Uuid>, AppError> {
    Ok(user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Active.eq(true))
        .filter(user::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?)
}

/// The content as it was saved. What cannot be read is nothing.
pub fn stored_content(template: &template::Model) -> Content {
    Content {
        users: serde_json::from_str(&template.users).unwrap_or_default(),
        integrations: serde_json::from_str(&template.integrations).unwrap_or_default(),
    }
}
