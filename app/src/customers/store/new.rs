//! New customers, one or many at once, with all that belongs to them.

use std::collections::{BTreeSet, HashMap};

use domain::templates::Content;
use entity::{address, contact, customer, customer_category, customer_integration, customer_user, own_value};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::{derive, full_text::index, manager_names, numbers::give_numbers, rekey::refind, taken, tally::Tally};
use crate::{
    audit::{AuditedTransaction, Entries},
    error::AppError,
    own_fields::found,
};

/// A customer to be stored with all that belongs to it. A number of 0 lets the firm give the next one.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    pub customer: customer::Model,
    pub addresses: Vec<address::Model>,
    pub contacts: Vec<contact::Model>,
    /// Who is assigned and what is linked, from the template. Manager and business unit stand in the customer, and the categories
    /// below: there they may be other than the template's.
    pub content: Content,
    /// Which categories it is in.
    pub categories: Vec<Uuid>,
    /// What it has in fields of the firm's own.
    pub own: Vec<own_value::Model>,
}

/// Stores new customers, many at a time as few statements.
pub async fn insert(log: &mut AuditedTransaction, mut customers: Vec<NewCustomer>) -> Result<(), AppError> {
    let firm_id = log.firm_id();
    give_numbers(&log.tx, firm_id, &mut customers).await?;
    let managers = manager_names(&log.tx, firm_id, customers.iter().filter_map(|new| new.customer.manager_id)).await?;
    let ready = prepare(log.tx.get_database_backend(), customers, &managers);
    write(log, ready).await
}

/// New customers with all that follows from them, ready to be written. Making it takes as long as writing it, and needs no
/// transaction.
pub struct Ready {
    ids: Vec<Uuid>,
    /// The fields of the firm's own in which some have something, and who those are.
    own_fields: BTreeSet<Uuid>,
    with_own: BTreeSet<Uuid>,
    entries: Entries,
    tally: Tally,
}

/// Makes new customers of one firm ready, who have their numbers; `managers` are the names of those who manage them.
pub fn prepare(engine: DbBackend, customers: Vec<NewCustomer>, managers: &HashMap<Uuid, String>) -> Ready {
    let mut tally = Tally::default();
    let ids = customers.iter().map(|new| new.customer.id).collect();
    let (mut addresses, mut contacts, mut users, mut integrations) = (vec![], vec![], vec![], vec![]);
    let (mut categories, mut own): (Vec<_>, Vec<own_value::Model>) = (vec![], vec![]);
    let mut records = Vec::with_capacity(customers.len());
    for mut new in customers {
        derive(&mut new.customer, &new.addresses, &new.contacts, &[], managers);
        tally.add(&new.customer, 1);
        let (firm_id, customer_id) = (new.customer.firm_id, new.customer.id);
        addresses.extend(new.addresses);
        contacts.extend(new.contacts);
        own.extend(new.own);
        users.extend(new.content.users.into_iter().map(|user_id| customer_user::Model {
            firm_id,
            customer_id,
            user_id,
        }));
        categories.extend(new.categories.into_iter().map(|category_id| customer_category::Model {
            firm_id,
            customer_id,
            category_id,
        }));
        integrations.extend(new.content.integrations.into_iter().map(|(integration, settings)| {
            customer_integration::Model {
                firm_id,
                customer_id,
                integration: integration.key().to_owned(),
                version: 1,
                // It goes by the reference on the card.
                external_reference: String::new(),
                settings: serde_json::json!(settings).to_string(),
            }
        }));
        records.push(new.customer);
    }
    let own_fields = own.iter().map(|value| value.field_id).collect();
    let with_own = own.iter().map(|value| value.customer_id).collect();
    let mut entries = Entries::new(engine);
    entries.add(&records);
    entries.add(&addresses);
    entries.add(&contacts);
    entries.add(&users);
    entries.add(&integrations);
    entries.add(&categories);
    entries.add(&own);
    Ready { ids, own_fields, with_own, entries, tally }
}

/// Stores customers that were made ready.
pub async fn write(log: &mut AuditedTransaction, ready: Ready) -> Result<(), AppError> {
    let firm_id = log.firm_id();
    found::hold(&log.tx, firm_id, ready.own_fields).await?;
    log.write(ready.entries).await.map_err(taken)?;
    index(&log.tx, firm_id, &ready.ids).await?;
    // Which of these texts are sought, the fields say: they may be guarded since.
    refind(&log.tx, firm_id, &Vec::from_iter(ready.with_own)).await?;
    ready.tally.write(&log.tx, firm_id).await
}
