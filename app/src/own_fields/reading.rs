//! Values as the kind that their field has now. After a change of kind a job writes them anew, and until it has, they are read as what
//! they will become: nobody sees a value of the former kind.

use std::collections::BTreeMap;

use domain::own_fields::{OwnKind, People, Speech};
use entity::{own_value, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::OwnField;
use crate::error::AppError;

/// What each customer has in these fields, by the ids of customer and field. What cannot become a value of its field is left out.
pub async fn read(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    fields: &[OwnField],
    rows: Vec<own_value::Model>,
) -> Result<Vec<(Uuid, Uuid, String)>, AppError> {
    let fields: BTreeMap<Uuid, &OwnField> = fields.iter().map(|field| (field.id, field)).collect();
    let names_colleagues = rows.iter().any(|row| {
        let field = fields.get(&row.field_id);
        field.is_some_and(|field| field.is_of_former(row) && needs_people(field, row))
    });
    let people = if names_colleagues { people(db, firm_id).await? } else { People::new() };
    let read = |row: own_value::Model| {
        let field = fields.get(&row.field_id)?;
        let value = if field.is_of_former(&row) { becomes(field, &people, &row)? } else { row.value };
        Some((row.customer_id, row.field_id, value))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

fn needs_people(field: &OwnField, row: &own_value::Model) -> bool {
    [field.kind, field.kind_of(&row.kind)].contains(&OwnKind::Colleague)
}

/// What a value becomes now that its field has another kind.
pub(super) fn becomes(field: &OwnField, people: &People, row: &own_value::Model) -> Option<String> {
    speech(field, people).converted(field.kind_of(&row.kind), field.kind, &row.value)
}

/// How values of a field are put into words.
pub(super) fn speech<'a>(field: &'a OwnField, people: &'a People) -> Speech<'a> {
    Speech { options: &field.options, people, language: field.labels.language() }
}

/// The colleagues of a firm, those who left too.
pub(super) async fn people(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<People, AppError> {
    let all = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .filter(user::Column::FirmId.eq(firm_id));
    Ok(all.into_tuple::<(Uuid, String)>().all(db).await?.into_iter().collect())
}

impl OwnField {
    /// Whether a value was written when the field had another kind.
    fn is_of_former(&self, row: &own_value::Model) -> bool {
        row.kind != self.stored_kind()
    }
}
