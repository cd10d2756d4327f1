//! What templates there are, and what is in them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    integrations::Integration,
    sorting::sort_by_name,
    templates::{Content, LinkSettings, TemplateDetails},
};
use entity::{customer, template, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{Gives, TemplateChoice, TemplateRecord, TemplateRow, present::Present};
use crate::{
    customers::visible::visible_to,
    error::{AppError, Refusal},
    session::Viewer,
};

/// The templates that a new customer can be made with, by name, with what each gives. Archived ones are left out.
pub async fn choices(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<TemplateChoice>, AppError> {
    let present = Present::of(db, firm_id).await?;
    let choice = |template: template::Model| {
        let gives = present.gives(&stored_content(&template));
        TemplateChoice { id: template.id, name: template.name, gives }
    };
    Ok(all_in_use(db, firm_id).await?.into_iter().map(choice).collect())
}

/// The names of those templates.
pub async fn names(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<String>, AppError> {
    let mut names: Vec<String> = template::Entity::find()
        .select_only()
        .column(template::Column::Name)
        .filter(template::Column::FirmId.eq(firm_id))
        .filter(template::Column::Archived.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    sort_by_name(&mut names, String::as_str);
    Ok(names)
}

/// Who and what each of those templates gives, by its name.
pub async fn contents(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<(String, Uuid, Content)>, AppError> {
    let present = Present::of(db, firm_id).await?;
    let content = |template: template::Model| {
        let content = present.only(stored_content(&template));
        (template.name, template.id, content)
    };
    Ok(all_in_use(db, firm_id).await?.into_iter().map(content).collect())
}

async fn all_in_use(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<template::Model>, AppError> {
    let of_firm = template::Entity::find().filter(template::Column::FirmId.eq(firm_id));
    let mut found = of_firm.filter(template::Column::Archived.eq(false)).all(db).await?;
    sort_by_name(&mut found, |template| &template.name);
    Ok(found)
}

/// Who and what a template gives a customer today: colleagues who left since, and groups that were deleted, are no longer in it.
/// An archived one is read too, for the customers that were made with it.
pub async fn content(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Content, AppError> {
    present_content(db, &one(db, firm_id, id).await?).await
}

/// The same of a template that something new is to be made with: an archived one is refused.
pub async fn content_in_use(db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Content, AppError> {
    present_content(db, &in_use(db, firm_id, id).await?).await
}

/// Who and what a template gives a customer today, and the names of it.
pub async fn content_and_names(
    db: &impl ConnectionTrait,
    template: &template::Model,
) -> Result<(Content, Gives), AppError> {
    let present = Present::of(db, template.firm_id).await?;
    let content = present.only(stored_content(template));
    let gives = present.gives(&content);
    Ok((content, gives))
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
    let present = Present::of(db, viewer.firm_id).await?;
    let row = |template: template::Model| {
        let Gives { users, integrations, .. } = present.gives(&stored_content(&template));
        let customers = customers.get(&template.id).copied().unwrap_or_default();
        let template::Model { id, name, description, archived, .. } = template;
        TemplateRow { id, name, description, archived, users, integrations, customers }
    };
    let mut rows: Vec<TemplateRow> = templates.into_iter().map(row).collect();
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
    let integrations: BTreeMap<Integration, LinkSettings> =
        serde_json::from_str(&template.integrations).unwrap_or_default();
    Content {
        manager_id: template.manager_id,
        business_unit_id: template.business_unit_id,
        categories: serde_json::from_str(&template.categories).unwrap_or_default(),
        users: serde_json::from_str(&template.users).unwrap_or_default(),
        integrations: integrations.into_iter().map(|(one, settings)| (one, one.given(&settings))).collect(),
    }
}

async fn present_content(db: &impl ConnectionTrait, template: &template::Model) -> Result<Content, AppError> {
    Ok(Present::of(db, template.firm_id).await?.only(stored_content(template)))
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
