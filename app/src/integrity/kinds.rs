//! Every kind of record that the change log follows, read in pages of one firm.

use entity::{
    address, business_unit, category, contact, customer, customer_category, customer_integration, customer_user, firm,
    invitation, note, own_field, own_value, passkey, portal_customer, profile, proposal, second_factor, template, user,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityName, EntityTrait, FromQueryResult, QueryFilter, QueryTrait};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{report::Problems, rows::readable};
use crate::{
    audit::{EntityOf, Tracked},
    context::internal,
    error::AppError,
};

/// Whose records and lines are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// A customer and all that belongs to it; the key is the customer's id.
    OfCustomers,
    /// Everything else of a firm; the key is the record's own id.
    OfFirm,
}

/// Part of a firm's records: those with keys after `after`, up to and with `until`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub firm_id: Uuid,
    pub scope: Scope,
    pub after: Option<Uuid>,
    pub until: Option<Uuid>,
}

/// Which record: its kind, its id in the log, and the fields that tell it from others with that id.
pub(super) type Key = (&'static str, Uuid, String);

/// A record as its table holds it.
pub(super) struct Stored {
    pub key: Key,
    pub version: i32,
    pub fields: Map<String, Value>,
}

macro_rules! kinds {
    ($($scope:ident: $($entity:ident),+;)+) => {
        /// The name of a kind that a line says, and the fields by which that kind is told apart.
        pub(super) fn kind(name: &str) -> Option<(&'static str, &'static [&'static str])> {
            $($(if name == <$entity::Model as Tracked>::KIND {
                return Some((<$entity::Model as Tracked>::KIND, <$entity::Model as Tracked>::NAMED_BY));
            })+)+
            None
        }

        /// All records of a page that can be read.
        pub(super) async fn records(
            db: &impl ConnectionTrait,
            page: &Page,
            problems: &mut Problems,
        ) -> Result<Vec<Stored>, AppError> {
            let mut found = Vec::new();
            match page.scope {
                $(Scope::$scope => { $(found.extend(of::<$entity::Model>(db, page, problems).await?);)+ })+
            }
            Ok(found)
        }
    };
}

kinds! {
    OfCustomers: customer, address, contact, invitation, customer_integration, customer_user, customer_category,
        portal_customer, proposal, note, own_value;
    OfFirm: firm, profile, business_unit, category, own_field, template, user, second_factor, passkey;
}

async fn of<T>(db: &impl ConnectionTrait, page: &Page, problems: &mut Problems) -> Result<Vec<Stored>, AppError>
where
    T: Tracked + FromQueryResult,
{
    let key = match page.scope {
        Scope::OfCustomers => column::<T>("customer_id").or(column::<T>("id")),
        Scope::OfFirm => column::<T>("id"),
    };
    // A firm is its own.
    let (Some(firm), Some(key)) = (column::<T>("firm_id").or(column::<T>("id")), key) else {
        return Err(internal(format!("records of kind {} have no key", T::KIND)));
    };
    let mut select = EntityOf::<T>::find().filter(firm.eq(page.firm_id));
    if let Some(after) = page.after {
        select = select.filter(key.gt(after));
    }
    if let Some(until) = page.until {
        select = select.filter(key.lte(until));
    }
    let rows = db.query_all(&select.into_query()).await?;
    let records: Vec<T> = readable(EntityOf::<T>::default().table_name(), &rows, problems);
    Ok(records.iter().map(stored).collect())
}

fn column<T: Tracked>(name: &str) -> Option<<EntityOf<T> as EntityTrait>::Column> {
    name.parse().ok()
}

fn stored<T: Tracked>(record: &T) -> Stored {
    let fields = record.logged_fields();
    let which = which(T::NAMED_BY, |name| fields.get(name));
    Stored { key: (T::KIND, record.record_id(), which), version: record.version(), fields }
}

/// The fields that tell records of one kind and id apart, as one text.
pub(super) fn which<'a>(named_by: &[&str], value: impl Fn(&str) -> Option<&'a Value>) -> String {
    let said = named_by.iter().filter_map(|name| value(name)?.as_str());
    said.collect::<Vec<_>>().join(" ")
}
