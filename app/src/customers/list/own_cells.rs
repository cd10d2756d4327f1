//! What stands in the cells of the firm's own fields: one query for the values of a page, and one for the colleagues among them.

use std::collections::HashMap;

use domain::own_fields::OwnKind;
use entity::own_value;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::columns::{Cell, Column};
use crate::{
    context::Db,
    customers::fields::bare_website,
    error::AppError,
    i18n::*,
    own_fields::{OwnField, of_customer, reading, words},
};

/// Values of some customers, with what they are read by.
#[derive(Default)]
pub struct OwnCells {
    fields: HashMap<Uuid, OwnField>,
    /// By customer and field.
    values: HashMap<(Uuid, Uuid), String>,
    people: HashMap<Uuid, String>,
}

impl OwnCells {
    /// Those of the columns that are shown; `own` are the fields that the viewer sees.
    pub async fn read<'a>(
        db: &Db,
        firm_id: Uuid,
        columns: impl Iterator<Item = &'a Column>,
        own: &[OwnField],
        ids: &[Uuid],
    ) -> Result<Self, AppError> {
        let shown = columns.filter_map(|column| if let Cell::Own(field) = column.cell { Some(field) } else { None });
        let shown: Vec<Uuid> = shown.collect();
        if shown.is_empty() {
            return Ok(Self::default());
        }
        let fields: Vec<OwnField> = own.iter().filter(|field| shown.contains(&field.id)).cloned().collect();
        let found = own_value::Entity::find()
            .filter(own_value::Column::FirmId.eq(firm_id))
            .filter(own_value::Column::CustomerId.is_in(ids.iter().copied()))
            .filter(own_value::Column::FieldId.is_in(shown));
        let found = reading::read(&db.read, firm_id, &fields, found.all(&db.read).await?).await?;
        let fields: HashMap<Uuid, OwnField> = fields.into_iter().map(|field| (field.id, field)).collect();
        let is_colleague = |field: &Uuid| fields.get(field).is_some_and(|field| field.kind == OwnKind::Colleague);
        let colleagues = found.iter().filter(|(_, field, _)| is_colleague(field));
        let colleagues = colleagues.filter_map(|(.., value)| value.parse().ok()).collect();
        let people = of_customer::names(&db.read, firm_id, colleagues).await?;
        let values = found.into_iter().map(|(customer, field, value)| ((customer, field), value)).collect();
        Ok(Self { fields, values, people })
    }

    /// A value as people read it, on one line.
    pub fn text(&self, l: Locale, customer_id: Uuid, field: Uuid) -> String {
        let known = self.values.get(&(customer_id, field)).zip(self.fields.get(&field));
        let Some((value, field)) = known else { return String::new() };
        let value = of_customer::named(field, value, &self.people);
        match field.kind {
            OwnKind::LongText => value.split_whitespace().collect::<Vec<_>>().join(" "),
            OwnKind::Link => bare_website(&value).to_owned(),
            kind => words::readable(l, kind, &value),
        }
    }
}
