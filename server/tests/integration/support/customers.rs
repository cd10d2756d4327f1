//! Customers that a test puts in the database itself, past the pages.

use super::TestApp;
use app::customers::{
    details::{blank_customer, new_address, new_contact},
    store::{self, NewCustomer},
};
use domain::{
    customers::Status,
    details::{AddressDetails, ContactDetails},
    templates::Content,
};
use entity::customer;
use uuid::Uuid;

/// What a test says of a customer; the rest is empty.
#[derive(Clone, Default)]
pub struct Said<'a> {
    pub name: &'a str,
    pub vat: &'a str,
    pub reference: &'a str,
    /// Of its one address; it has none without.
    pub city: &'a str,
    pub street: &'a str,
    pub house_number: &'a str,
    /// Belgium where nothing is said.
    pub country: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
    /// Its one contact.
    pub contact: Option<ContactDetails>,
    pub status: Status,
    pub manager: Option<Uuid>,
    pub template: Option<Uuid>,
    pub content: Content,
    pub categories: Vec<Uuid>,
}

/// What a customer keeps that only these colleagues are assigned to.
pub fn assigned(users: &[Uuid]) -> Content {
    Content { users: users.iter().copied().collect(), ..Content::default() }
}

/// From so many rows on, the database looks how its tables are filled, as it does behind a job that writes them.
const MANY: usize = 1_000;

/// Has it look, where so many came that it matters.
pub async fn analyze_if_many(app: &TestApp, rows: usize) {
    if rows >= MANY {
        app.context.db.analyze().await.unwrap();
    }
}

/// Stores these customers of a firm.
pub async fn add(app: &TestApp, firm_id: Uuid, all: &[Said<'_>]) -> Vec<Uuid> {
    let mut log = app.log(firm_id).await;
    let new: Vec<NewCustomer> = all.iter().map(|said| new_customer(firm_id, said)).collect();
    let ids = new.iter().map(|new| new.customer.id).collect();
    store::insert(&mut log, new).await.unwrap();
    log.finish().await.unwrap();
    analyze_if_many(app, all.len()).await;
    ids
}

/// Stores one customer of a firm.
pub async fn add_one(app: &TestApp, firm_id: Uuid, said: Said<'_>) -> Uuid {
    add(app, firm_id, &[said]).await[0]
}

fn new_customer(firm_id: Uuid, said: &Said<'_>) -> NewCustomer {
    let id = Uuid::now_v7();
    let customer = customer::Model {
        name: said.name.into(),
        vat: said.vat.into(),
        external_reference: said.reference.into(),
        country: if said.country.is_empty() { "BE" } else { said.country }.into(),
        locale: "nl-BE".into(),
        phone: said.phone.into(),
        email: said.email.into(),
        status: said.status as i16,
        manager_id: said.manager,
        template_id: said.template,
        ..blank_customer(firm_id, id, chrono::Utc::now())
    };
    let city = Some(said.city.to_owned()).filter(|city| !city.is_empty());
    let (street, house_number) = (said.street.to_owned(), said.house_number.to_owned());
    let address = city.map(|city| AddressDetails {
        city,
        street,
        house_number,
        country: "BE".into(),
        ..AddressDetails::default()
    });
    NewCustomer {
        customer,
        addresses: address.map(|address| new_address(firm_id, id, true, address)).into_iter().collect(),
        contacts: said.contact.clone().map(|contact| new_contact(firm_id, id, true, contact)).into_iter().collect(),
        content: said.content.clone(),
        categories: said.categories.clone(),
        own: Vec::new(),
    }
}
