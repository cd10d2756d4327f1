//! What features tell of their kinds of records, so that a customer's history is read without knowing them.

use std::collections::{BTreeSet, HashMap};

use domain::permissions::Area;
use futures::future::BoxFuture;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    Tracked,
    history::Shown,
    names::Names,
    read::{Line, Side},
};
use crate::{error::AppError, reader::Reader, session::Viewer};

/// Names by the id of what has them. Where a name says too little it is JSON that its feature reads.
pub type NamesById = HashMap<Uuid, String>;

/// Which names are asked for: of these ids, for the history of one customer that the viewer reads.
pub struct Asked<'a> {
    pub viewer: &'a Viewer,
    pub customer_id: Uuid,
    pub ids: BTreeSet<Uuid>,
}

type ReadNames = for<'a> fn(&'a Reader, &'a Asked<'a>) -> BoxFuture<'a, Result<NamesById, AppError>>;

/// Where the names behind ids of one sort come from.
pub struct Source {
    /// Tells it from the others.
    pub key: &'static str,
    /// Reads the names of what is still there.
    pub read: ReadNames,
    /// What stands where a name is gone.
    pub gone: Shown,
}

/// A kind of record that a customer's history speaks of. `KindDef::of` is one that says nothing special: name what differs.
pub struct KindDef {
    /// Its name in the change log.
    pub key: &'static str,
    /// The area whose holders read its lines; none where everybody does who sees the customer.
    pub area: Option<Area>,
    /// Whether a field is kept from the viewer.
    pub hides: fn(&Viewer, &str) -> bool,
    /// The fields that tell who somebody is. They are left out of a line that must not tell it any more.
    pub personal: &'static [&'static str],
    /// Whether a line must not tell any more who it was about.
    pub is_forgotten: fn(&Names, &Line) -> bool,
    /// Where the names of its own records come from, by their ids.
    pub own_names: Option<&'static Source>,
    /// The fields that hold ids, and where their names come from.
    pub references: &'static [(&'static str, &'static Source)],
    /// The fields that the subject tells already.
    pub untold: &'static [&'static str],
    /// Whether the viewer reads a line at all, once the names are known.
    pub is_open: fn(&Names, &Line) -> bool,
    /// What a person calls the record of a line; none for the customer itself.
    pub subject: fn(&Names, &Line) -> Option<Shown>,
    /// A value that is more than its text; none where it is not.
    pub value: fn(&Names, &Line, &str, Side) -> Option<Shown>,
}

impl KindDef {
    /// A kind of which everybody reads everything, as it was written.
    pub const fn of<T: Tracked>() -> Self {
        Self {
            key: T::KIND,
            area: None,
            hides: |_, _| false,
            personal: &[],
            is_forgotten: |_, _| false,
            own_names: None,
            references: &[],
            untold: &[],
            is_open: |_, _| true,
            subject: |_, _| None,
            value: |_, _, _, _| None,
        }
    }
}

/// All kinds that a customer's history speaks of. `features.rs` lists them.
#[derive(Clone, Copy)]
pub struct Kinds(&'static [&'static KindDef]);

impl Kinds {
    /// These.
    pub const fn new(kinds: &'static [&'static KindDef]) -> Self {
        Self(kinds)
    }

    /// The kind that a line names; none where the history does not speak of it.
    pub fn get(self, key: &str) -> Option<&'static KindDef> {
        self.0.iter().copied().find(|kind| kind.key == key)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = &'static KindDef> {
        self.0.iter().copied()
    }
}

/// The names of a firm's records in a table that has a column for them.
pub async fn names_in<E: EntityTrait>(
    db: &impl ConnectionTrait,
    (firm, firm_id): (E::Column, Uuid),
    [id, name]: [E::Column; 2],
    ids: BTreeSet<Uuid>,
) -> Result<NamesById, AppError> {
    if ids.is_empty() {
        return Ok(NamesById::new());
    }
    let found = E::find().select_only().columns([id, name]).filter(firm.eq(firm_id)).filter(id.is_in(ids));
    Ok(found.into_tuple::<(Uuid, String)>().all(db).await?.into_iter().collect())
}
