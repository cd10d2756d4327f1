//! Fields of the firm's own in a bulk file: which columns are read into them, who may fill them, and the new ones that its columns
//! become.

use std::collections::{BTreeMap, HashSet};

use domain::{
    Language,
    imports::{Choices, NewColumn, OwnColumn, OwnColumns, Row},
    own_fields::{Labels, Options, OwnKind, sort_key},
    permissions::Level,
};
use entity::{import, own_value, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use sheets::template;
use uuid::Uuid;

use crate::{
    audit::AuditedTransaction,
    context::internal,
    customers::list::export::titles_beside,
    error::AppError,
    own_fields::{OwnField, of_customer::may, queries, store},
    session::Viewer,
    ui::{lang, locale_of},
};

/// The fields that the columns of an import can be read into.
pub async fn columns(
    db: &impl ConnectionTrait,
    import: &import::Model,
    choices: &Choices,
) -> Result<OwnColumns, AppError> {
    let all = of_firm(db, import.firm_id).await?;
    let people = match all.iter().any(|field| field.kind == OwnKind::Colleague) {
        true => people(db, import.firm_id).await?,
        false => Vec::new(),
    };
    let archived = all.iter().filter(|field| field.archived).flat_map(|field| field.labels.all().map(str::to_owned));
    let taken: Vec<String> = archived.chain(titles_beside()).collect();
    let offered = all.iter().filter(|field| !field.archived).cloned();
    let columns = offered.map(|field| OwnColumn::new(field.id, field.kind, field.labels, field.options, &people));
    Ok(OwnColumns::new(columns.collect(), &taken, &choices.made))
}

/// The fields that a colleague may not fill. One who may not sign in any more is told nothing, so that nothing is kept from them.
pub async fn closed(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    viewer: Option<&Viewer>,
) -> Result<HashSet<Uuid>, AppError> {
    let Some(viewer) = viewer else { return Ok(HashSet::new()) };
    let all = of_firm(db, firm_id).await?;
    Ok(all.iter().filter(|field| !may(viewer, field, Level::Edit)).map(|field| field.id).collect())
}

/// The fields that the empty workbook offers a colleague: those that it may fill. A label that is the title of another column is that
/// column's.
pub async fn offered(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    language: Language,
) -> Result<Vec<template::OwnField>, AppError> {
    let all = of_firm(db, viewer.firm_id).await?;
    let open = all.iter().filter(|field| !field.archived && may(viewer, field, Level::Edit));
    let offered = open.map(|field| template::OwnField {
        title: field.labels.of(language).to_owned(),
        kind: field.kind,
        options: field.options.offered().map(|option| option.label.clone()).collect(),
    });
    Ok(offered.filter(|field| domain::imports::Column::named(&field.title).is_none()).collect())
}

/// What a row gives a new customer in fields that its importer may fill.
pub fn values(row: &Row, firm_id: Uuid, customer_id: Uuid, closed: &HashSet<Uuid>) -> Vec<own_value::Model> {
    let open = row.own.iter().filter(|own| !closed.contains(&own.field));
    let value = |own: &domain::imports::OwnCell| own_value::Model {
        firm_id,
        customer_id,
        field_id: own.field,
        version: 1,
        value: own.value.clone(),
        value_key: sort_key(own.kind, &own.value),
    };
    open.map(value).collect()
}

/// Makes fields of columns, and tells by title which became which.
pub async fn make(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    columns: Vec<&NewColumn>,
) -> Result<BTreeMap<String, Uuid>, AppError> {
    let language = lang(locale_of(&viewer.locale));
    let mut fields = Vec::new();
    for column in &columns {
        let options = Options::of_lines(&column.options.join("\n")).map_err(|_| internal("an option of no line"))?;
        let labels = Labels::one(language, &column.title);
        fields.push(OwnField { labels, options, ..store::new(column.kind) });
    }
    store::add_of_file(log, fields).await
}

async fn of_firm(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<OwnField>, AppError> {
    Ok(queries::of_firm(db, firm_id).await?.iter().filter_map(queries::shown).collect())
}

/// Who works at the firm.
async fn people(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<(Uuid, String)>, AppError> {
    let active = user::Entity::find().filter(user::Column::FirmId.eq(firm_id)).filter(user::Column::Active.eq(true));
    Ok(active.select_only().columns([user::Column::Id, user::Column::Name]).into_tuple().all(db).await?)
}
