//! What follows from a customer's data: the keys that lists sort by, the copies of its head office, the words of the search.

use std::collections::HashMap;

use entity::{address, contact, customer, firm, own_value, user};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::{
    own_keys::Kinds,
    report::{Part, Problems},
    rows::readable,
};
use crate::{customers::store, error::AppError, own_fields};

/// Customers that are compared at a time.
const PAGE: u64 = 500;

/// Derives the customers of every firm anew, and compares.
pub(super) async fn check(db: &impl ConnectionTrait) -> Result<Part, AppError> {
    let (mut problems, mut seen) = (Problems::default(), 0);
    let firms: Vec<Uuid> = firm::Entity::find().select_only().column(firm::Column::Id).into_tuple().all(db).await?;
    for firm_id in firms {
        let names = user::Entity::find().select_only().columns([user::Column::Id, user::Column::Name]);
        let names: Vec<(Uuid, String)> = names.filter(user::Column::FirmId.eq(firm_id)).into_tuple().all(db).await?;
        let managers: HashMap<Uuid, String> = names.into_iter().collect();
        let own = Kinds::of(db, firm_id).await?;
        let mut after = Uuid::nil();
        loop {
            let rows = page(db, firm_id, after).await?;
            let Some(last) = rows.last() else { break };
            let until = last.try_get("", "id")?;
            let mut parts = Parts::load(db, firm_id, after, until, &mut problems).await?;
            let customers: Vec<customer::Model> = readable("customer", &rows, &mut problems);
            for customer in &customers {
                compare(customer, &store::derived(customer, &parts.take(customer.id), &managers), &mut problems);
            }
            own.check(db, firm_id, (after, until), &mut problems).await?;
            seen += customers.len();
            after = until;
        }
    }
    Ok(problems.into_part("derived keys", format!("{seen} customers derived anew")))
}

async fn page(db: &impl ConnectionTrait, firm_id: Uuid, after: Uuid) -> Result<Vec<QueryResult>, AppError> {
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(firm_id));
    let later = of_firm.filter(customer::Column::Id.gt(after)).order_by_asc(customer::Column::Id);
    Ok(db.query_all(&later.limit(PAGE).into_query()).await?)
}

/// What belongs to the customers of a page, by customer.
struct Parts(HashMap<Uuid, store::Parts>);

impl Parts {
    async fn load(
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        after: Uuid,
        until: Uuid,
        problems: &mut Problems,
    ) -> Result<Self, AppError> {
        use address::Column as Address;
        use contact::Column as Contact;
        let addresses = address::Entity::find()
            .filter(Address::FirmId.eq(firm_id))
            .filter(Address::CustomerId.gt(after))
            .filter(Address::CustomerId.lte(until))
            .order_by_desc(Address::HeadOffice);
        let contacts = contact::Entity::find()
            .filter(Contact::FirmId.eq(firm_id))
            .filter(Contact::CustomerId.gt(after))
            .filter(Contact::CustomerId.lte(until))
            .order_by_desc(Contact::Main);
        let mut parts: HashMap<Uuid, store::Parts> = HashMap::new();
        let addresses = db.query_all(&addresses.order_by_asc(Address::Id).into_query()).await?;
        for address in readable::<address::Model>("address", &addresses, problems) {
            parts.entry(address.customer_id).or_default().addresses.push(address);
        }
        let contacts = db.query_all(&contacts.order_by_asc(Contact::Id).into_query()).await?;
        for contact in readable::<contact::Model>("contact", &contacts, problems) {
            parts.entry(contact.customer_id).or_default().contacts.push(contact);
        }
        let own = own_value::Column::CustomerId.gt(after).and(own_value::Column::CustomerId.lte(until));
        for (customer_id, texts) in own_fields::found::texts(db, firm_id, own).await? {
            parts.entry(customer_id).or_default().own = texts;
        }
        Ok(Self(parts))
    }

    fn take(&mut self, customer_id: Uuid) -> store::Parts {
        self.0.remove(&customer_id).unwrap_or_default()
    }
}

fn compare(is: &customer::Model, should: &customer::Model, problems: &mut Problems) {
    let columns = [
        ("name_key", is.name_key == should.name_key),
        ("match_key", is.match_key == should.match_key),
        ("reference_key", is.reference_key == should.reference_key),
        ("tab", is.tab == should.tab),
        ("manager_key", is.manager_key == should.manager_key),
        ("postcode", is.postcode == should.postcode),
        ("city", is.city == should.city),
        ("city_key", is.city_key == should.city_key),
        ("street_key", is.street_key == should.street_key),
        ("contact_key", is.contact_key == should.contact_key),
        ("search", is.search == should.search),
    ];
    for (column, _) in columns.into_iter().filter(|(_, same)| !same) {
        problems.add(format!("customer: column {column} does not follow from its data"), is.id.to_string());
    }
}
