//! The customers of the file, with what is kept beside them.

use std::collections::{HashMap, HashSet};

use entity::{address, contact, customer, customer_category, own_value};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::super::{address::ListQuery, queries};
use crate::{
    batch,
    context::Db,
    customers::visible,
    error::AppError,
    own_fields::{self, OwnValues},
    session::Viewer,
};

/// A customer as the file tells of it.
pub struct Exported {
    pub customer: customer::Model,
    /// In the order in which they were added.
    pub addresses: Vec<address::Model>,
    pub contacts: Vec<contact::Model>,
    pub categories: Vec<Uuid>,
    /// What it has in own fields.
    pub own: OwnValues,
}

impl Exported {
    pub fn head_office(&self) -> Option<&address::Model> {
        self.addresses.iter().find(|address| address.head_office)
    }

    pub fn main_contact(&self) -> Option<&contact::Model> {
        self.contacts.iter().find(|contact| contact.main)
    }
}

/// The next customers of a list, and the list that goes on behind them.
pub async fn following(
    db: &Db,
    viewer: &Viewer,
    query: &ListQuery,
    most: usize,
) -> Result<(Vec<Exported>, Option<ListQuery>), AppError> {
    let (found, next) = queries::following(db, viewer, query, most).await?;
    let ids: Vec<Uuid> = found.into_iter().map(|found| found.id).collect();
    Ok((whole(db, viewer, &ids).await?, next))
}

/// These customers, as far as the viewer sees them.
pub async fn chosen(db: &Db, viewer: &Viewer, ids: Vec<Uuid>) -> Result<Vec<Exported>, AppError> {
    let of_ids = customer::Column::Id.is_in(batch::padded(ids.iter().copied()));
    let found = visible::visible_to(viewer).filter(of_ids).select_only().column(customer::Column::Id);
    let seen: HashSet<Uuid> = found.into_tuple().all(&db.read).await?.into_iter().collect();
    let ids: Vec<Uuid> = ids.into_iter().filter(|id| seen.contains(id)).collect();
    whole(db, viewer, &ids).await
}

/// The customers of these ids in this order, each query for all of them.
async fn whole(db: &Db, viewer: &Viewer, ids: &[Uuid]) -> Result<Vec<Exported>, AppError> {
    let (firm_id, of) = (viewer.firm_id, batch::padded(ids.iter().copied()));
    let customers = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.is_in(of.clone()))
        .all(&db.read);
    let addresses = address::Entity::find()
        .filter(address::Column::FirmId.eq(firm_id))
        .filter(address::Column::CustomerId.is_in(of.clone()))
        .order_by_asc(address::Column::Id)
        .all(&db.read);
    let contacts = contact::Entity::find()
        .filter(contact::Column::FirmId.eq(firm_id))
        .filter(contact::Column::CustomerId.is_in(of.clone()))
        .order_by_asc(contact::Column::Id)
        .all(&db.read);
    let categories = customer_category::Entity::find()
        .filter(customer_category::Column::FirmId.eq(firm_id))
        .filter(customer_category::Column::CustomerId.is_in(of.clone()))
        .all(&db.read);
    let own = async {
        let fields = own_fields::of_customer::columns(&db.read, viewer).await?;
        let rows = own_value::Entity::find()
            .filter(own_value::Column::FirmId.eq(firm_id))
            .filter(own_value::Column::FieldId.is_in(fields.iter().map(|field| field.id)))
            .filter(own_value::Column::CustomerId.is_in(of));
        own_fields::reading::read(&db.read, firm_id, &fields, rows.all(&db.read).await?).await
    };
    let (customers, addresses, contacts, categories, own) =
        tokio::try_join!(read(customers), read(addresses), read(contacts), read(categories), own)?;
    let mut customers: HashMap<Uuid, customer::Model> =
        customers.into_iter().map(|customer| (customer.id, customer)).collect();
    let mut addresses = by_customer(addresses.into_iter().map(|address| (address.customer_id, address)));
    let mut contacts = by_customer(contacts.into_iter().map(|contact| (contact.customer_id, contact)));
    let mut categories = by_customer(categories.into_iter().map(|link| (link.customer_id, link.category_id)));
    let mut own = by_customer(own.into_iter().map(|(customer_id, field_id, value)| (customer_id, (field_id, value))));
    let exported = ids.iter().filter_map(|id| {
        Some(Exported {
            customer: customers.remove(id)?,
            addresses: addresses.remove(id).unwrap_or_default(),
            contacts: contacts.remove(id).unwrap_or_default(),
            categories: categories.remove(id).unwrap_or_default(),
            own: own.remove(id).unwrap_or_default().into_iter().collect(),
        })
    });
    Ok(exported.collect())
}

async fn read<T>(rows: impl Future<Output = Result<T, sea_orm::DbErr>>) -> Result<T, AppError> {
    Ok(rows.await?)
}

fn by_customer<T>(all: impl Iterator<Item = (Uuid, T)>) -> HashMap<Uuid, Vec<T>> {
    let mut found: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (customer_id, one) in all {
        found.entry(customer_id).or_default().push(one);
    }
    found
}
