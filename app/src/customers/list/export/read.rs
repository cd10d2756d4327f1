//! The customers of the file, with what is kept beside them.

use std::collections::{HashMap, HashSet};

use entity::{address, contact, customer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::super::{address::ListQuery, queries};
use crate::{batch, context::Db, customers::visible, error::AppError, session::Viewer};

/// A customer as the file tells of it.
pub struct Exported {
    pub customer: customer::Model,
    pub head_office: Option<address::Model>,
    pub main_contact: Option<contact::Model>,
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

async fn whole(db: &Db, viewer: &Viewer, ids: &[Uuid]) -> Result<Vec<Exported>, AppError> {
    let (mut customers, mut addresses, mut contacts) = beside(db, viewer.firm_id, ids).await?;
    let exported = ids.iter().filter_map(|id| {
        Some(Exported {
            customer: customers.remove(id)?,
            head_office: addresses.remove(id),
            main_contact: contacts.remove(id),
        })
    });
    Ok(exported.collect())
}

type ById<T> = HashMap<Uuid, T>;

async fn beside(
    db: &Db,
    firm_id: Uuid,
    ids: &[Uuid],
) -> Result<(ById<customer::Model>, ById<address::Model>, ById<contact::Model>), AppError> {
    let ids = batch::padded(ids.iter().copied());
    let customers = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.is_in(ids.clone()))
        .all(&db.read);
    let addresses = address::Entity::find()
        .filter(address::Column::FirmId.eq(firm_id))
        .filter(address::Column::CustomerId.is_in(ids.clone()))
        .filter(address::Column::HeadOffice.eq(true))
        .all(&db.read);
    let contacts = contact::Entity::find()
        .filter(contact::Column::FirmId.eq(firm_id))
        .filter(contact::Column::CustomerId.is_in(ids))
        .filter(contact::Column::Main.eq(true))
        .all(&db.read);
    let (customers, addresses, contacts) = tokio::try_join!(customers, addresses, contacts)?;
    Ok((
        customers.into_iter().map(|customer| (customer.id, customer)).collect(),
        addresses.into_iter().map(|address| (address.customer_id, address)).collect(),
        contacts.into_iter().map(|contact| (contact.customer_id, contact)).collect(),
    ))
}
