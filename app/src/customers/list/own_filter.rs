//! Narrowing the list by a field of the firm's own.

use domain::{
    own_fields::{OwnKind, sort_key},
    sorting::{beginning_key, sort_by_name},
    words,
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
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    address::{Asked, OwnChoice, Tab},
    records::OwnGroup,
};
use crate::{customers::search, error::AppError, i18n::Locale, own_fields::OwnField, session::Viewer, ui};

/// Behind all texts that begin as what stands before it.
const LAST: char = char::MAX;

/// What a customer must have in which field.
#[derive(Clone, Debug)]
pub struct OwnFilter {
    field: Uuid,
    /// What is stored of its kind: a value that a change of kind has not written yet is none to be found by.
    kind: &'static str,
    wanted: Wanted,
    /// So many have it that a page is full sooner when each customer of its order is asked.
    pub is_frequent: bool,
    /// The tabs that have fewer customers than have it: there each is asked.
    pub asked_in: Vec<Tab>,
}

/// By the keys that values sort by.
#[derive(Clone, Debug)]
enum Wanted {
    /// One value that is chosen.
    Value {
        key: String,
        /// A value holds several keys, and this is to be one of them.
        is_one_of: bool,
    },
    Between {
        first: String,
        last: Option<String>,
    },
    Filled,
    Empty,
}

impl OwnFilter {
    /// What an address asks for; `own` are the fields that the viewer sees. No customer has a value of another field, or one that its
    /// field does not know: who narrows a list before inviting all of it must not be left with more.
    pub fn of(choice: &OwnChoice, own: &[OwnField]) -> Self {
        let field = own.iter().find(|field| field.id == choice.field);
        match field.and_then(|field| Some((field, wanted(field, choice.asked())?))) {
            Some((field, wanted)) => Self::new(field.id, field.stored_kind(), wanted),
            None => Self::new(Uuid::nil(), "", Wanted::Value { key: String::new(), is_one_of: false }),
        }
    }

    fn new(field: Uuid, kind: &'static str, wanted: Wanted) -> Self {
        let asked_in = if matches!(wanted, Wanted::Empty) { Tab::ALL.to_vec() } else { Vec::new() };
        Self { field, kind, wanted, is_frequent: false, asked_in }
    }

    /// Whether it is asked of this field.
    pub fn is_of(&self, field: Uuid) -> bool {
        self.field == field
    }

    /// Whether a customer may be one of these that has a value in the field, or has none.
    pub fn allows(&self, has_value: bool) -> bool {
        has_value != matches!(self.wanted, Wanted::Empty)
    }

    /// Whether a word of SQLite's full text stands for it.
    pub fn has_word(&self) -> bool {
        matches!(self.wanted, Wanted::Value { .. })
    }

    /// Whether the index of the values has those together who have it.
    pub fn is_counted(&self) -> bool {
        matches!(self.wanted, Wanted::Between { .. } | Wanted::Filled)
    }

    /// Whether each customer of a tab is asked, on SQLite.
    pub fn is_asked_in(&self, tab: Option<Tab>) -> bool {
        tab.is_none_or(|tab| self.asked_in.contains(&tab)) && !self.has_word()
    }

    /// Whether the customer of the row has it.
    pub fn holds(&self) -> Expr {
        let value = Query::select()
            .expr(Expr::val(1))
            .from(own_value::Entity)
            .and_where(FirmId.into_expr().equals(FirmOfCustomer.as_column_ref()))
            .and_where(CustomerId.into_expr().equals(Id.as_column_ref()))
            .and_where(FieldId.eq(self.field))
            .cond_where(self.values())
            .take();
        let has = Expr::exists(value);
        if self.allows(true) { has } else { has.not() }
    }

    /// The customers whose values have such a key, in a column `id`: the index knows no more of a value.
    pub fn customers(&self, firm_id: Uuid) -> SelectStatement {
        Query::select()
            .expr_as(CustomerId.into_expr(), "id")
            .from(own_value::Entity)
            .and_where(FirmId.eq(firm_id))
            .and_where(FieldId.eq(self.field))
            .cond_where(self.keys())
            .take()
    }

    /// What a value of the field must be.
    pub fn values(&self) -> Condition {
        // As in the order of the field, a value of any kind counts.
        let is_any = matches!(self.wanted, Wanted::Filled | Wanted::Empty);
        self.keys().add_option((!is_any).then(|| Kind.eq(self.kind)))
    }

    fn keys(&self) -> Condition {
        let (key, all) = (|| ValueKey.into_expr(), Condition::all());
        match &self.wanted {
            Wanted::Value { key: one, is_one_of: true } => all.add(ValueKey.contains(one)),
            Wanted::Value { key: one, is_one_of: false } => all.add(ValueKey.eq(one)),
            Wanted::Between { first, last } => {
                all.add(key().gte(first.clone())).add_option(last.as_ref().map(|last| key().lte(last.clone())))
            }
            Wanted::Filled | Wanted::Empty => all,
        }
    }

    /// The word of SQLite's full text that stands for it.
    pub fn word(&self) -> Option<String> {
        match &self.wanted {
            Wanted::Value { key, .. } => Some(search::own_word(self.field, self.kind, key)),
            _ => None,
        }
    }
}

/// What is asked of a field, by keys; none where the field does not know it.
fn wanted(field: &OwnField, asked: Asked<'_>) -> Option<Wanted> {
    let kind = field.kind;
    let key = |text: &str| Some(sort_key(kind, &field.read(text).ok()?));
    match asked {
        Asked::Filled => Some(Wanted::Filled),
        Asked::Empty => Some(Wanted::Empty),
        Asked::Within(from, to) if kind.has_bounds() => match (key(from)?, key(to)?) {
            (first, last) if first.is_empty() && last.is_empty() => Some(Wanted::Filled),
            (first, last) => Some(Wanted::Between { first, last: Some(last).filter(|last| !last.is_empty()) }),
        },
        Asked::Begins(text) if kind.has_beginnings() => {
            // A link is stored with its scheme, which nobody types.
            let is_bare = kind == OwnKind::Link && !text.trim().is_empty() && !text.contains("://");
            let text = if is_bare { format!("https://{}", text.trim_start()) } else { text.to_owned() };
            match beginning_key(&text) {
                first if first.is_empty() => Some(Wanted::Filled),
                first => Some(Wanted::Between { last: Some(format!("{first}{LAST}")), first }),
            }
        }
        // Nothing is no value to choose, nor are several options at once.
        Asked::Value(value) if kind.narrows() => {
            let key = key(value).filter(|key| !key.is_empty() && !key.contains(' '))?;
            Some(Wanted::Value { key, is_one_of: kind == OwnKind::Several })
        }
        _ => None,
    }
}

/// Why no customer can have what is asked; `own` are the fields that the viewer sees.
pub fn unread(choice: &OwnChoice, own: &[OwnField], l: Locale) -> Option<String> {
    let Asked::Within(from, to) = choice.asked() else { return None };
    let field = own.iter().find(|field| field.id == choice.field && field.kind.has_bounds())?;
    let (typed, rejection) = [from, to].into_iter().find_map(|typed| Some((typed, field.read(typed).err()?)))?;
    Some(words::reason(&rejection.reason, field.labels.of(ui::lang(l)), typed, ui::lang(l)))
}

/// By what the list can be narrowed, in the viewer's language; `own` are the fields that the viewer sees.
pub async fn offered(db: &impl ConnectionTrait, viewer: &Viewer, own: &[OwnField]) -> Result<Vec<OwnGroup>, AppError> {
    let l = ui::locale_of(&viewer.locale);
    let has_colleagues = own.iter().any(|field| field.kind == OwnKind::Colleague);
    let colleagues = if has_colleagues { colleagues(db, viewer.firm_id).await? } else { Vec::new() };
    let group = |field: &OwnField| OwnGroup {
        field: field.id,
        kind: field.kind,
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
    Ok(own.iter().map(group).collect())
}

/// Everybody of the firm, also who left: customers may have them still.
async fn colleagues(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<(String, String)>, AppError> {
    let found = user::Entity::find().filter(user::Column::FirmId.eq(firm_id)).all(db).await?;
    let mut found: Vec<(String, String)> = found.into_iter().map(|user| (user.id.to_string(), user.name)).collect();
    sort_by_name(&mut found, |(_, name)| name);
    Ok(found)
}
