//! What templates there are, and what is in them.

use std::collections::{BTreeSet, HashMap};

use domain::{
    sorting::sort_by_name,
    templates::{Content, TemplateDetails},
};
use entity::{customer, template, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{TemplateChoice, TemplateRecord, TemplateRow};
use crate::{
    customers::visible::visible_to,
    error::{AppError, Refusal},
    session::Viewer,
};

/// The templates that a new customer can be made with, by name. Archived ones are left out.
pub async fn choices(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<TemplateChoice>, AppError> {
    let mut found: Vec<(Uuid, String)> = template::Entity::find()
        .select_only()
        .columns([template::Column::Id, template::Column::Name])
        .filter(template::Column::FirmId.eq(firm_id))
        .filter(template::Column::Archived.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    sort_by_name(&mut found, |(_, name)| name);
    Ok(found.into_iter().map(|(id, name)| TemplateChoice { id, name }).collect())
}

/// Who and what a template gives a customer today: colleagues who left since are no longer in it. An archived one is read too,
/// for the customers that were made with it.
pub async fn content(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Content, AppError> {
    present_content(db, &one(db, firm_id, id).await?).await
}

/// The same of a template that something new is to be made with: an archived one is refused.
pub async fn content_in_use(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Content, AppError> {
    present_content(db, &in_use(db, firm_id, id).await?).await
}

/// One template of the firm that is not archived.
pub async fn in_use(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<template::Model, AppError> {
    let template = one(db, firm_id, id).await?;
    if template.archived { Err(AppError::Refused(Refusal::TemplateArchived)) } else { Ok(template) }
}

/// Every template of the firm, by name, with how much is in it and how many of the customers that the viewer sees have it.
pub async fn list(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<TemplateRow>, AppError> {
    let of_firm = template::Column::FirmId.eq(viewer.firm_id);
    let templates = template::Entity::find().filter(of_firm).all(db).await?;
    let customers = customers_by_template(db, viewer).await?;
    let contents: Vec<Content> = templates.iter().map(stored_content).collect();
    let assigned: BTreeSet<Uuid> = contents.iter().flat_map(|content| &content.users).copied().collect();
    let present: BTreeSet<Uuid> = active_users(db, viewer.firm_id, assigned).await?.into_iter().collect();
    let row = |(template, content): (template::Model, Content)| TemplateRow {
        id: template.id,
        name: template.name,
        description: template.description,
        archived: template.archived,
        users: content.users.intersection(&present).count(),
        integrations: content.integrations.into_keys().collect(),
        customers: customers.get(&template.id).copied().unwrap_or_default(),
    };
    let mut rows: Vec<TemplateRow> = templates.into_iter().zip(contents).map(row).collect();
    sort_by_name(&mut rows, |row| &row.name);
    Ok(rows)
}

/// One template as the wizard edits it.
pub async fn record(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<TemplateRecord, AppError> {
    let template = one(db, firm_id, id).await?;
    let content = present_content(db, &template).await?;
    let details = TemplateDetails { name: template.name, description: template.description, content };
    Ok(TemplateRecord { id: Some(id), version: template.version, details })
}

/// One template of the firm.
pub async fn one(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<template::Model, AppError> {
    template::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)
}

/// Those of these users who are colleagues of the firm and can sign in.
pub async fn active_users(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    ids: BTreeSet<Uuid>,
) -> Result<Vec<Uuid>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
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
fn stored_content(template: &template::Model) -> Content {
    Content {
        users: serde_json::from_str(&template.users).unwrap_or_default(),
        integrations: serde_json::from_str(&template.integrations).unwrap_or_default(),
    }
}

async fn present_content(db: &impl ConnectionTrait, template: &template::Model) -> Result<Content, AppError> {
    let Content { users, integrations } = stored_content(template);
    let users = active_users(db, template.firm_id, users).await?.into_iter().collect();
    Ok(Content { users, integrations })
}

async fn customers_by_template(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<HashMap<Uuid, i64>, AppError> {
    let counted: Vec<(Uuid, i64)> = visible_to(viewer)
        .select_only()
        .column(customer::Column::TemplateId)
        .expr_as(Expr::cust("COUNT(*)"), "customers")
        .filter(customer::Column::TemplateId.is_not_null())
        .group_by(customer::Column::TemplateId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted.into_iter().collect())
}
