//! Narrowing the list by a value of a field of the firm's own.

use domain::{
    own_fields::{OwnKind, sort_key},
    sorting::sort_by_name,
};
use entity::{
    customer::Column::{FirmId as FirmOfCustomer, Id},
    own_value::{
        self,
        Column::{CustomerId, FieldId, FirmId, Kind, ValueKey},
    },
    user,
};
use leptos_i18n::td_string;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{address::OwnChoice, records::OwnGroup};
use crate::{customers::search, error::AppError, own_fields::OwnField, session::Viewer, ui};

/// Which value of which field a customer must have, by the key that it sorts by.
#[derive(Clone, Debug)]
pub struct OwnFilter {
    field: Uuid,
    /// What is stored of its kind: a value that a change of kind has not written yet is none to be chosen.
    kind: &'static str,
    key: String,
    /// A value holds several keys, and this is to be one of them.
    is_one_of: bool,
}

impl OwnFilter {
    /// What an address asks for; `own` are the fields that the viewer sees. No customer has a value of another field, or one that its
    /// field does not know: who narrows a list before inviting all of it must not be left with more.
    pub fn of(choice: &OwnChoice, own: &[OwnField]) -> Self {
        let field = own.iter().find(|field| field.id == choice.field && field.kind.narrows());
        let key = field.and_then(|field| Some(sort_key(field.kind, &field.read(&choice.value).ok()?)));
        // Nothing is no value to choose, nor are several options at once.
        match field.zip(key.filter(|key| !key.is_empty() && !key.contains(' '))) {
            Some((field, key)) => {
                Self { field: field.id, kind: field.stored_kind(), key, is_one_of: field.kind == OwnKind::Several }
            }
            None => Self { field: Uuid::nil(), kind: "", key: String::new(), is_one_of: false },
        }
    }

    /// Whether the customer of the row has it.
    pub fn holds(&self) -> Expr {
        let has = match self.is_one_of {
            true => ValueKey.contains(&self.key),
            false => ValueKey.eq(&self.key),
        };
        let value = Query::select()
            .expr(Expr::val(1))
            .from(own_value::Entity)
            .and_where(FirmId.into_expr().equals(FirmOfCustomer.as_column_ref()))
            .and_where(CustomerId.into_expr().equals(Id.as_column_ref()))
            .and_where(FieldId.eq(self.field))
            .and_where(Kind.eq(self.kind))
            .and_where(has)
            .take();
        Expr::exists(value)
    }

    /// The word of SQLite's full text that stands for it.
    pub fn word(&self) -> String {
        search::own_word(self.field, self.kind, &self.key)
    }
}

/// By which values the list can be narrowed, in the viewer's language; `own` are the fields that the viewer sees.
pub async fn offered(db: &impl ConnectionTrait, viewer: &Viewer, own: &[OwnField]) -> Result<Vec<OwnGroup>, AppError> {
    let l = ui::locale_of(&viewer.locale);
    let has_colleagues = own.iter().any(|field| field.kind == OwnKind::Colleague);
    let colleagues = if has_colleagues { colleagues(db, viewer.firm_id).await? } else { Vec::new() };
    let group = |field: &OwnField| OwnGroup {
        field: field.id,
        label: field.labels.of(ui::lang(l)).to_owned(),
        choices: match field.kind {
            OwnKind::YesNo => vec![
                ("true".to_owned(), td_string!(l, ui.yes).to_owned()),
                ("false".to_owned(), td_string!(l, ui.no).to_owned()),
            ],
            OwnKind::Colleague => colleagues.clone(),
            _ => field.options.offered().map(|option| (option.key.to_string(), option.label.clone())).collect(),
        },
    };
    Ok(own.iter().filter(|field| field.kind.narrows()).map(group).collect())
}

/// Everybody of the firm, also who left: customers may have them still.
async fn colleagues(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<(String, String)>, AppError> {
    let found = user::Entity::find().filter(user::Column::FirmId.eq(firm_id)).all(db).await?;
    let mut found: Vec<(String, String)> = found.into_iter().map(|user| (user.id.to_string(), user.name)).collect();
    sort_by_name(&mut found, |(_, name)| name);
    Ok(found)
}
