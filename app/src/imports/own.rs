//! Fields of the firm's own in a bulk file: which columns are read into them, who may fill them, and the new ones that its columns
//! become.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    Language,
    customers::Status,
    imports::{Choices, NewColumn, OwnCell, OwnColumn, OwnColumns, OwnLack, Row},
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

/// The status of a customer that a file makes.
const FIRST_STATUS: Status = Status::Draft;

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
    let column = |field: OwnField| {
        let is_required = field.required_from.holds_for(FIRST_STATUS);
        OwnColumn::new(field.id, field.kind, field.labels, field.options, &people).required(is_required)
    };
    let columns = offered.map(column);
    Ok(OwnColumns::new(columns.collect(), &taken, &choices.made))
}

/// The firm's fields for who fills them.
pub struct Filled {
    /// Those that it may not fill.
    pub closed: HashSet<Uuid>,
    /// The kinds that they were made with.
    first_kinds: HashMap<Uuid, OwnKind>,
}

impl Filled {
    /// Reads them. A colleague who may not sign in any more is told nothing, so that nothing is kept from them.
    pub async fn by(db: &impl ConnectionTrait, firm_id: Uuid, viewer: Option<&Viewer>) -> Result<Self, AppError> {
        let all = of_firm(db, firm_id).await?;
        let is_closed = |field: &&OwnField| viewer.is_some_and(|viewer| !may(viewer, field, Level::Edit));
        let closed = all.iter().filter(is_closed).map(|field| field.id).collect();
        Ok(Self { closed, first_kinds: all.iter().map(|field| (field.id, field.first_kind)).collect() })
    }

    /// What a row leaves empty and would have to have. As in a form, nobody has to fill in what they may not.
    pub fn lacks<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a OwnLack> {
        row.lacks.iter().filter(|lack| !self.closed.contains(&lack.field))
    }

    /// What is stored of the kind that a cell was read as. A field that the file made has its first kind.
    fn stored_kind(&self, cell: &OwnCell) -> &'static str {
        let is_first = self.first_kinds.get(&cell.field).is_none_or(|first| *first == cell.kind);
        if is_first { "" } else { cell.kind.key() }
    }
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
pub fn values(row: &Row, firm_id: Uuid, customer_id: Uuid, filled: &Filled) -> Vec<own_value::Model> {
    let open = row.own.iter().filter(|own| !filled.closed.contains(&own.field));
    let value = |own: &OwnCell| own_value::Model {
        firm_id,
        customer_id,
        field_id: own.field,
        version: 1,
        value: own.value.clone(),
        value_key: sort_key(own.kind, &own.value),
        kind: filled.stored_kind(own).to_owned(),
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
