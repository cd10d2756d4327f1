//! Brings what follows from customers' data up to date after the rules for it changed: their keys and what they are found by. It
//! goes on where it was, a batch at a time, before the server serves.

use std::collections::{HashMap, HashSet};

use entity::{address, contact, customer, own_value};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value,
    sea_query::LockType,
};
use uuid::Uuid;

use super::{
    derive,
    full_text::{index, unindex_many},
    manager_names,
};
use crate::{batch, context::Db, error::AppError, own_fields, upkeep};

/// The name of this work.
const NAME: &str = "customer_keys";
/// How many customers have their turn in one transaction.
const BATCH: u64 = 1_000;
/// The columns that are written, behind those that a customer is known by.
const KEYS: [&str; 8] =
    ["name_key", "match_key", "reference_key", "manager_key", "city_key", "street_key", "contact_key", "search"];

/// Does what is left of the work.
pub async fn rekey(db: &Db) -> Result<(), AppError> {
    loop {
        let tx = db.begin().await?;
        let Some(at) = upkeep::left(&tx, NAME).await? else { return Ok(()) };
        let batch = following(&tx, &at).await?;
        let last = batch.last().map(|last| (last.firm_id, last.id));
        // The words of what they have in own fields stand in the full text alone.
        let anew = with_own(&tx, &batch).await?;
        one_batch(&tx, batch, &anew).await?;
        upkeep::went_on(&tx, NAME, last).await?;
        tx.commit().await?;
    }
}

/// Brings what some customers are found by up to date, after what they have in own fields changed, or who may see that. They are held
/// until the end.
pub async fn refind(tx: &DatabaseTransaction, firm_id: Uuid, ids: &[Uuid]) -> Result<(), AppError> {
    use customer::Column::{FirmId, Id};
    for ids in ids.chunks(BATCH as usize) {
        let these = customer::Entity::find().filter(FirmId.eq(firm_id));
        let these = these.filter(Id.is_in(batch::padded(ids.iter().copied()))).order_by_asc(Id);
        let customers = these.lock(LockType::NoKeyUpdate).all(tx).await?;
        one_batch(tx, customers, &ids.iter().copied().collect()).await?;
    }
    Ok(())
}

/// Those of some customers of one firm that have anything in own fields.
async fn with_own(tx: &DatabaseTransaction, customers: &[customer::Model]) -> Result<HashSet<Uuid>, AppError> {
    use own_value::Column::{CustomerId, FirmId};
    let Some(firm_id) = customers.first().map(|first| first.firm_id) else { return Ok(HashSet::new()) };
    let ids = batch::padded(customers.iter().map(|customer| customer.id));
    let of_these = own_value::Entity::find().filter(FirmId.eq(firm_id)).filter(CustomerId.is_in(ids));
    let found: Vec<Uuid> = of_these.select_only().column(CustomerId).distinct().into_tuple().all(tx).await?;
    Ok(found.into_iter().collect())
}

/// The next customers of one firm.
async fn following(tx: &DatabaseTransaction, at: &entity::upkeep::Model) -> Result<Vec<customer::Model>, AppError> {
    use customer::Column::{FirmId, Id};
    let next = customer::Entity::find().filter(upkeep::after(at, FirmId, Id));
    let mut found = next.order_by_asc(FirmId).order_by_asc(Id).limit(BATCH).all(tx).await?;
    let firm_id = found.first().map(|first| first.firm_id);
    found.retain(|customer| Some(customer.firm_id) == firm_id);
    Ok(found)
}

/// Derives some customers of one firm anew. The full text of those whose words changed is made anew, and that of those `anew`.
async fn one_batch(
    tx: &DatabaseTransaction,
    customers: Vec<customer::Model>,
    anew: &HashSet<Uuid>,
) -> Result<(), AppError> {
    let Some(firm_id) = customers.first().map(|first| first.firm_id) else { return Ok(()) };
    let ids = batch::padded(customers.iter().map(|customer| customer.id));
    let addresses = address::Entity::find()
        .filter(address::Column::FirmId.eq(firm_id))
        .filter(address::Column::CustomerId.is_in(ids.clone()))
        .order_by_desc(address::Column::HeadOffice)
        .order_by_asc(address::Column::Id);
    let addresses = by_customer(addresses.all(tx).await?, |address| address.customer_id);
    let contacts = contact::Entity::find()
        .filter(contact::Column::FirmId.eq(firm_id))
        .filter(contact::Column::CustomerId.is_in(ids.clone()))
        .order_by_desc(contact::Column::Main)
        .order_by_asc(contact::Column::Id);
    let contacts = by_customer(contacts.all(tx).await?, |contact| contact.customer_id);
    let mut own = own_fields::found::texts(tx, firm_id, own_value::Column::CustomerId.is_in(ids)).await?;
    let managers = manager_names(tx, firm_id, customers.iter().filter_map(|customer| customer.manager_id)).await?;
    let (mut changed, mut found_otherwise) = (Vec::new(), Vec::new());
    for before in customers {
        let mut after = before.clone();
        let of =
            |id| (addresses.get(&id).map_or(&[][..], Vec::as_slice), contacts.get(&id).map_or(&[][..], Vec::as_slice));
        let (addresses, contacts) = of(before.id);
        derive(&mut after, addresses, contacts, &own.remove(&before.id).unwrap_or_default(), &managers);
        if after.search != before.search || anew.contains(&before.id) {
            found_otherwise.push(before.id);
        }
        if after != before {
            changed.push(after);
        }
    }
    write(tx, changed).await?;
    unindex_many(tx, firm_id, &found_otherwise).await?;
    index(tx, firm_id, &found_otherwise).await
}

fn by_customer<T>(records: Vec<T>, of: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut sorted: HashMap<Uuid, Vec<T>> = HashMap::new();
    for record in records {
        sorted.entry(of(&record)).or_default().push(record);
    }
    sorted
}

/// Writes the keys of many customers. On PostgreSQL a statement for each takes twice as long.
async fn write(tx: &DatabaseTransaction, customers: Vec<customer::Model>) -> Result<(), AppError> {
    let values = customers.into_iter().flat_map(|customer| -> [Value; 10] {
        [
            customer.firm_id.into(),
            customer.id.into(),
            customer.name_key.into(),
            customer.match_key.into(),
            customer.reference_key.into(),
            customer.manager_key.into(),
            customer.city_key.into(),
            customer.street_key.into(),
            customer.contact_key.into(),
            customer.search.into(),
        ]
    });
    let engine = tx.get_database_backend();
    for statement in batch::updates(engine, "customer", &["firm_id", "id"], &KEYS, values.collect()) {
        tx.execute_raw(statement).await?;
    }
    Ok(())
}
