//! The names behind the ids in the change log.

use std::collections::{BTreeSet, HashMap};

use domain::{
    email,
    permissions::{Area, Level},
};
use entity::{import, invitation, portal_account, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Who,
    history::Shown,
    kind::{NamesById, Source, names_in},
};
use crate::{error::AppError, session::Viewer};

/// Who made changes, by kind and id, with the names looked up.
#[derive(Default)]
pub struct Actors {
    colleagues: NamesById,
    customers: NamesById,
    imports: NamesById,
}

impl Actors {
    /// Looks up the names of these actors: one query a kind. Who acts for a customer is one of its contacts, and has no name for a
    /// viewer who may not see those.
    pub async fn named<'a>(
        db: &impl ConnectionTrait,
        viewer: &Viewer,
        actors: impl IntoIterator<Item = (&'a str, Option<Uuid>)>,
    ) -> Result<Self, AppError> {
        let mut ids: HashMap<&str, BTreeSet<Uuid>> = HashMap::new();
        for (kind, id) in actors {
            ids.entry(kind).or_default().extend(id);
        }
        if !viewer.may(Area::Contacts, Level::Read) {
            ids.remove("customer");
        }
        let mut of = |kind| ids.remove(kind).unwrap_or_default();
        let firm_id = viewer.firm_id;
        Ok(Self {
            colleagues: colleagues(db, firm_id, of("user")).await?,
            customers: persons(db, firm_id, of("customer")).await?,
            imports: files(db, firm_id, of("import")).await?,
        })
    }

    /// Who that was.
    pub fn who(&self, kind: &str, id: Option<Uuid>) -> Who {
        let name = |names: &NamesById| id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
        match kind {
            "user" => Who::Colleague(name(&self.colleagues)),
            "customer" => Who::Customer(name(&self.customers)),
            "import" => Who::Import(name(&self.imports)),
            _ => Who::System,
        }
    }
}

/// The names of colleagues, also of those who left.
pub static COLLEAGUES: Source = Source {
    key: "colleague",
    read: |db, asked| Box::pin(colleagues(db, asked.viewer.firm_id, asked.ids.clone())),
    gone: Shown::Gone,
};

/// The names of customers' persons.
pub static PERSONS: Source = Source {
    key: "person",
    read: |db, asked| Box::pin(persons(db, asked.viewer.firm_id, asked.ids.clone())),
    gone: Shown::Gone,
};

async fn colleagues(db: &impl ConnectionTrait, firm_id: Uuid, ids: BTreeSet<Uuid>) -> Result<NamesById, AppError> {
    use user::Column::{FirmId, Id, Name};
    names_in::<user::Entity>(db, (FirmId, firm_id), [Id, Name], ids).await
}

/// A customer's persons by their name where they have one, else by their e-mail address. Who declined has no account: the
/// invitation stands for it.
async fn persons(db: &impl ConnectionTrait, firm_id: Uuid, mut ids: BTreeSet<Uuid>) -> Result<NamesById, AppError> {
    if ids.is_empty() {
        return Ok(NamesById::new());
    }
    let of_ids = portal_account::Column::Id.is_in(ids.iter().copied());
    let accounts = portal_account::Entity::find().filter(of_ids).all(db).await?;
    let mut names: NamesById =
        accounts.into_iter().map(|account| (account.id, called(account.name, account.email))).collect();
    ids.retain(|id| !names.contains_key(id));
    if !ids.is_empty() {
        let invited = invitation::Entity::find().filter(invitation::Column::FirmId.eq(firm_id));
        let invited = invited.filter(invitation::Column::Id.is_in(ids)).all(db).await?;
        names.extend(invited.into_iter().map(|invited| (invited.id, called(invited.name, invited.email))));
    }
    Ok(names)
}

fn called(name: String, email: String) -> String {
    if name.is_empty() { email::shown(&email) } else { name }
}

async fn files(db: &impl ConnectionTrait, firm_id: Uuid, ids: BTreeSet<Uuid>) -> Result<NamesById, AppError> {
    use import::Column::{FileName, FirmId, Id};
    names_in::<import::Entity>(db, (FirmId, firm_id), [Id, FileName], ids).await
}
