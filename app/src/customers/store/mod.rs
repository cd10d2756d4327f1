//! The one way by which customers are written. It keeps what follows from a customer's data in step: the keys that lists
//! sort by, the words that the search finds, the counts beside the list.

mod categories;
mod full_text;
mod new;
mod numbers;
mod references;
mod rekey;
mod tally;

use std::collections::HashMap;

use domain::{customers::Status, email, likeness::name_key, reference::reference_key, sorting::sort_key};
use entity::{
    address, contact, customer, customer_category, customer_integration, customer_user, invitation, own_value, user,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType},
};
use uuid::Uuid;

use self::{
    full_text::{reindex, unindex},
    tally::Tally,
};
use super::{card::notes, portal_changes, records::person_name, search};
use crate::{
    access,
    audit::AuditedTransaction,
    error::{AppError, FieldError},
    invitations::bulk,
    mail::outbox,
    own_fields,
    session::links::{self, Purpose},
};

pub use categories::{categories_of, categorise, hold_categories, recategorise, uncategorise};
pub use full_text::rebuild as rebuild_full_text;
pub use new::{NewCustomer, Ready, insert, prepare, write};
pub use numbers::{next_number, take_numbers};
pub use rekey::{refind, rekey};

/// Stores a changed customer. `after` carries `before`'s version; somebody else having written meanwhile gives `Conflict`.
pub async fn update(
    log: &mut AuditedTransaction,
    before: &customer::Model,
    mut after: customer::Model,
) -> Result<(), AppError> {
    let firm_id = log.firm_id();
    let addresses = addresses_of(&log.tx, firm_id, before.id).await?;
    let contacts = contacts_of(&log.tx, firm_id, before.id).await?;
    let managers = manager_names(&log.tx, firm_id, after.manager_id).await?;
    derive(&mut after, &addresses, &contacts, &own_texts_of(&log.tx, firm_id, before.id).await?, &managers);
    if after != *before {
        after.updated_at = log.at();
    }
    let mut tally = Tally::default();
    tally.add(before, -1);
    tally.add(&after, 1);
    let indexed = |customer: &customer::Model| {
        let customer_type = customer.customer_type.clone();
        (customer.search.clone(), customer.tab, customer.vat.is_empty(), customer.business_unit_id, customer_type)
    };
    if after.number != before.number {
        numbers::follow(&log.tx, firm_id, after.number).await?;
    }
    if after.external_reference != before.external_reference {
        references::follow_card(log, before).await?;
    }
    let sought_differently = indexed(&after) != indexed(before);
    log.update(before, after).await.map_err(taken)?;
    if sought_differently {
        reindex(&log.tx, firm_id, before.id).await?;
    }
    tally.write(&log.tx, firm_id).await
}

/// Brings what follows from addresses and contacts up to date, after one of them was written.
pub async fn refresh(log: &mut AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    let firm_id = log.firm_id();
    let before = customer::Entity::find_by_id((firm_id, customer_id)).one(&log.tx).await?.ok_or(AppError::NotFound)?;
    let addresses = addresses_of(&log.tx, firm_id, customer_id).await?;
    let contacts = contacts_of(&log.tx, firm_id, customer_id).await?;
    let managers = manager_names(&log.tx, firm_id, before.manager_id).await?;
    let mut after = before.clone();
    derive(&mut after, &addresses, &contacts, &own_texts_of(&log.tx, firm_id, customer_id).await?, &managers);
    // No new version: nobody's edit of the customer itself is in the way of this.
    let derived = customer::ActiveModel {
        postcode: Set(after.postcode),
        city: Set(after.city),
        city_key: Set(after.city_key),
        street_key: Set(after.street_key),
        contact_key: Set(after.contact_key),
        search: Set(after.search.clone()),
        updated_at: Set(log.at()),
        ..Default::default()
    };
    customer::Entity::update_many()
        .set(derived)
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.eq(customer_id))
        .exec(&log.tx)
        .await?;
    if after.search != before.search {
        reindex(&log.tx, firm_id, customer_id).await?;
    }
    Ok(())
}

/// Removes a customer and all that belongs to it. What it held stays in the change log.
pub async fn delete(log: &mut AuditedTransaction, customer: &customer::Model) -> Result<(), AppError> {
    let firm_id = log.firm_id();
    for address in addresses_of(&log.tx, firm_id, customer.id).await? {
        log.delete(&address).await?;
    }
    for contact in contacts_of(&log.tx, firm_id, customer.id).await? {
        log.delete(&contact).await?;
    }
    let of = customer_user::Column::CustomerId.eq(customer.id).and(customer_user::Column::FirmId.eq(firm_id));
    for assignment in customer_user::Entity::find().filter(of).all(&log.tx).await? {
        log.delete(&assignment).await?;
    }
    let of = customer_category::Column::CustomerId.eq(customer.id).and(customer_category::Column::FirmId.eq(firm_id));
    for category in customer_category::Entity::find().filter(of).all(&log.tx).await? {
        log.delete(&category).await?;
    }
    let of =
        customer_integration::Column::CustomerId.eq(customer.id).and(customer_integration::Column::FirmId.eq(firm_id));
    for link in customer_integration::Entity::find().filter(of).all(&log.tx).await? {
        log.delete(&link).await?;
    }
    notes::store::delete_all(log, customer.id).await?;
    access::store::end_all(log, customer).await?;
    // None is open: a Concept was never invited, or the invitation was withdrawn.
    let of = invitation::Column::CustomerId.eq(customer.id).and(invitation::Column::FirmId.eq(firm_id));
    let invitations = invitation::Entity::find().filter(of).all(&log.tx).await?;
    for invitation in &invitations {
        log.delete(invitation).await?;
    }
    links::forget(&log.tx, Purpose::Invitation, invitations.iter().map(|invitation| invitation.id)).await?;
    outbox::forget_customer(&log.tx, firm_id, customer.id, log.at()).await?;
    bulk::forget_customer(&log.tx, firm_id, customer.id).await?;
    portal_changes::forget(log, customer.id).await?;
    own_fields::of_customer::forget(log, customer.id).await?;
    unindex(&log.tx, firm_id, customer.id).await?;
    log.delete(customer).await?;
    let mut tally = Tally::default();
    tally.add(customer, -1);
    tally.write(&log.tx, firm_id).await
}

/// The addresses of a customer, the head office first.
pub async fn addresses_of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<address::Model>, AppError> {
    Ok(address::Entity::find()
        .filter(address::Column::FirmId.eq(firm_id))
        .filter(address::Column::CustomerId.eq(customer_id))
        .order_by_desc(address::Column::HeadOffice)
        .order_by_asc(address::Column::Id)
        .all(db)
        .await?)
}

/// The contacts of a customer, the main one first, those who left too.
pub async fn contacts_of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<contact::Model>, AppError> {
    Ok(contact::Entity::find()
        .filter(contact::Column::FirmId.eq(firm_id))
        .filter(contact::Column::CustomerId.eq(customer_id))
        .order_by_desc(contact::Column::Main)
        .order_by_asc(contact::Column::Id)
        .all(db)
        .await?)
}

/// The texts in own fields by which a customer is found.
async fn own_texts_of(db: &impl ConnectionTrait, firm_id: Uuid, customer_id: Uuid) -> Result<Vec<String>, AppError> {
    let mut texts = own_fields::found::texts(db, firm_id, own_value::Column::CustomerId.eq(customer_id)).await?;
    Ok(texts.remove(&customer_id).unwrap_or_default())
}

/// Holds the customers that a colleague manages, before it is given another name: who changes one of them holds that first, and the
/// name of its manager after.
pub async fn hold_managed_by(tx: &DatabaseTransaction, firm_id: Uuid, user_id: Uuid) -> Result<(), AppError> {
    let managed = customer::Entity::find().select_only().column(customer::Column::Id);
    let managed = managed.filter(customer::Column::FirmId.eq(firm_id)).filter(customer::Column::ManagerId.eq(user_id));
    let managed = managed.order_by_asc(customer::Column::Id).lock(LockType::NoKeyUpdate);
    managed.into_tuple::<Uuid>().all(tx).await?;
    Ok(())
}

/// Writes the new name of a colleague into the customers it manages, so that they sort by it.
pub async fn rename_manager(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    user_id: Uuid,
    name: &str,
) -> Result<(), AppError> {
    customer::Entity::update_many()
        .col_expr(customer::Column::ManagerKey, Expr::value(sort_key(name)))
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::ManagerId.eq(user_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// What a name is compared by. One that has neither letters nor digits stands as it is.
pub fn match_key(name: &str) -> String {
    let key = name_key(name);
    if key.is_empty() { name.to_lowercase() } else { key }
}

/// What belongs to a customer and decides what follows from its data; each in the order of `addresses_of` and `contacts_of`.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub addresses: Vec<address::Model>,
    pub contacts: Vec<contact::Model>,
    /// Of `own_fields::found::texts`.
    pub own: Vec<String>,
}

/// The customer as it should stand, with all that follows from its data; `managers` are the names of those who manage.
pub fn derived(customer: &customer::Model, parts: &Parts, managers: &HashMap<Uuid, String>) -> customer::Model {
    let mut should = customer.clone();
    derive(&mut should, &parts.addresses, &parts.contacts, &parts.own, managers);
    should
}

/// Fills the columns that follow from the rest.
fn derive(
    customer: &mut customer::Model,
    addresses: &[address::Model],
    contacts: &[contact::Model],
    own: &[String],
    managers: &HashMap<Uuid, String>,
) {
    customer.name_key = sort_key(&customer.name);
    customer.match_key = match_key(&customer.name);
    customer.reference_key = reference_key(&customer.external_reference);
    customer.tab = Status::from_ordinal(customer.status).unwrap_or_default().tab() as i16;
    customer.manager_key =
        customer.manager_id.and_then(|id| managers.get(&id)).map(|name| sort_key(name)).unwrap_or_default();
    let head_office = addresses.iter().find(|address| address.head_office);
    customer.postcode = head_office.map(|address| address.postcode.clone()).unwrap_or_default();
    customer.city = head_office.map(|address| address.city.clone()).unwrap_or_default();
    customer.city_key = sort_key(&customer.city);
    customer.street_key = head_office.map(street_key).unwrap_or_default();
    customer.contact_key = contacts.iter().find(|contact| contact.main).map(contact_key).unwrap_or_default();
    customer.search = search::of_customer(customer, addresses, contacts, own);
}

/// What an address is sorted by: its street, and its house number by what it counts.
fn street_key(address: &address::Model) -> String {
    if address.street.is_empty() && address.house_number.is_empty() {
        return String::new();
    }
    let digits =
        address.house_number.len() - address.house_number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = address.house_number.split_at(digits);
    sort_key(&format!("{} {number:0>6}{rest}", address.street))
}

/// What a contact is sorted by: its full name, as it is read.
fn contact_key(contact: &contact::Model) -> String {
    sort_key(&person_name(&contact.first_name, &contact.last_name, &email::shown(&contact.email)))
}

/// The names of those who manage. They are held, so that nobody is renamed before the customers that sort by them are there.
async fn manager_names(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>, AppError> {
    let ids: std::collections::BTreeSet<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(Uuid, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Id.is_in(ids))
        .order_by_asc(user::Column::Id)
        .lock(LockType::Share)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().collect())
}

/// Another customer of the firm having the number is the person's mistake, not ours.
fn taken(error: AppError) -> AppError {
    match error {
        AppError::Taken(constraint) if constraint.contains("number") => AppError::field("number", FieldError::Taken),
        other => other,
    }
}
