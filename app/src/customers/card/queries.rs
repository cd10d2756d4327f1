//! One customer with all that its card shows.

use std::collections::HashSet;

use domain::permissions::{Area, Level};
use entity::{business_unit, template, user};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::{
    access,
    audit::trails,
    context::Db,
    customers::{
        details, financial,
        records::{Address, Card, Contact},
        status, store, visible,
    },
    error::AppError,
    session::Viewer,
};

/// A customer that the viewer sees, or `NotFound`.
pub async fn card(db: &Db, viewer: &Viewer, id: Uuid) -> Result<Card, AppError> {
    let customer = visible::one(db, viewer, id).await?;
    let (firm_id, read) = (viewer.firm_id, &db.read);
    let mut trails = trails::of_customer(read, viewer, id).await?;
    let mut trail = |id| trails.remove(&id).unwrap_or_default();
    let addresses = store::addresses_of(read, firm_id, id).await?.into_iter().map(|address| Address {
        id: address.id,
        version: address.version,
        head_office: address.head_office,
        details: details::of_address(&address),
        trail: trail(address.id),
    });
    let addresses = addresses.collect();
    let contacts = match viewer.may(Area::Contacts, Level::Read) {
        true => Some(store::contacts_of(read, firm_id, id).await?),
        false => None,
    };
    let with_access = match &contacts {
        Some(contacts) if viewer.may(Area::Invitations, Level::Read) => {
            access::store::contacts_with_access(read, firm_id, id, contacts).await?
        }
        _ => HashSet::new(),
    };
    let contacts = contacts.map(|contacts| {
        let contacts = contacts.into_iter().map(|contact| Contact {
            id: contact.id,
            version: contact.version,
            main: contact.main,
            active: contact.active,
            has_access: with_access.contains(&contact.id),
            details: details::of_contact(&contact),
            trail: trail(contact.id),
        });
        contacts.collect()
    });
    let manager = match customer.manager_id {
        Some(id) => user::Entity::find_by_id((firm_id, id)).one(read).await?,
        None => None,
    };
    let business_unit = match customer.business_unit_id {
        Some(id) => business_unit::Entity::find_by_id((firm_id, id)).one(read).await?,
        None => None,
    };
    let template = match customer.template_id {
        Some(id) => template::Entity::find_by_id((firm_id, id)).one(read).await?,
        None => None,
    };
    let categories = store::categories_of(read, firm_id, id).await?;
    Ok(Card {
        id,
        version: customer.version,
        status: status::of(&customer),
        details: financial::seen_by(viewer, details::of_customer(&customer)),
        manager: manager.map(|user| user.name),
        business_unit: business_unit.map(|unit| unit.name),
        template: template.map(|template| template.name),
        categories: categories.into_iter().map(|category| category.name).collect(),
        trail: trail(id),
        addresses,
        contacts,
        city: customer.city,
    })
}
