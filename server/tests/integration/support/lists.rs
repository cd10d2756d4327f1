//! What the tests of the list share.

use super::{Client, TestApp};
use app::{
    audit::{Actor, Log, Origin},
    customers::{
        details::blank_customer,
        list::{
            address::{ListQuery, Place, Tab},
            api::{ListRequest, SuggestRequest},
            records::ListPage,
        },
        store::{self, NewCustomer},
    },
};
use domain::customers::Status;
use entity::{address, contact, customer};
use serde_json::json;
use uuid::Uuid;

/// What a test says of a customer; the rest is empty.
#[derive(Clone, Default)]
pub struct Said<'a> {
    pub name: &'a str,
    pub vat: &'a str,
    pub city: &'a str,
    pub email: &'a str,
    pub contact: (&'a str, &'a str),
    pub status: Status,
    pub manager: Option<Uuid>,
    pub assigned: Vec<Uuid>,
}

pub async fn log(app: &TestApp, firm_id: Uuid) -> Log {
    let origin = Origin { firm_id, actor: Actor::System, source: "test", batch_id: None };
    Log::new(app.context.db.begin().await.unwrap(), origin)
}

pub async fn add(app: &TestApp, firm_id: Uuid, all: &[Said<'_>]) -> Vec<Uuid> {
    let mut log = log(app, firm_id).await;
    let new: Vec<NewCustomer> = all.iter().map(|said| new_customer(firm_id, said)).collect();
    let ids = new.iter().map(|new| new.customer.id).collect();
    store::insert(&mut log, new).await.unwrap();
    log.finish().await.unwrap();
    ids
}

pub fn new_customer(firm_id: Uuid, said: &Said<'_>) -> NewCustomer {
    let id = Uuid::now_v7();
    let customer = customer::Model {
        name: said.name.into(),
        vat: said.vat.into(),
        email: said.email.into(),
        status: said.status as i16,
        manager_id: said.manager,
        ..blank_customer(firm_id, id, chrono::Utc::now())
    };
    let address = address::Model {
        firm_id,
        id: Uuid::now_v7(),
        customer_id: id,
        version: 1,
        head_office: true,
        label: String::new(),
        street: String::new(),
        house_number: String::new(),
        box_number: String::new(),
        postcode: String::new(),
        city: said.city.into(),
        country: "BE".into(),
    };
    let contact = contact::Model {
        firm_id,
        id: Uuid::now_v7(),
        customer_id: id,
        version: 1,
        main: true,
        first_name: said.contact.0.into(),
        last_name: said.contact.1.into(),
        email: String::new(),
        phone: String::new(),
        mobile: String::new(),
        role: String::new(),
        locale: "nl-BE".into(),
        active: true,
    };
    let content = domain::templates::Content { users: said.assigned.iter().copied().collect(), ..Default::default() };
    NewCustomer { customer, addresses: vec![address], contacts: vec![contact], content }
}

pub async fn list(client: &Client, query: &ListQuery) -> ListPage {
    let request = ListRequest { query: query.clone() };
    client.call("/api/customers/list", &json!({ "request": request })).await.unwrap()
}

pub async fn suggest(client: &Client, search: &str) -> Vec<String> {
    let request = SuggestRequest { search: search.into() };
    client.call("/api/customers/suggest", &json!({ "request": request })).await.unwrap()
}

pub fn searching(search: &str) -> ListQuery {
    ListQuery { search: search.into(), tab: Tab::Active, ..Default::default() }
}

/// The names that a search finds among the active customers.
pub async fn found(client: &Client, search: &str) -> Vec<String> {
    list(client, &searching(search)).await.rows.into_iter().map(|row| row.name).collect()
}

/// All rows of a list, page after page to the end; checks that the way back shows the same.
pub async fn all_pages(client: &Client, query: &ListQuery) -> Vec<Uuid> {
    let mut pages = vec![list(client, query).await];
    assert_eq!(pages[0].previous, None);
    while let Some(next) = pages.last().and_then(|page| page.next.clone()) {
        pages.push(list(client, &query.at(Place::After(next))).await);
        assert!(pages.len() < 40, "the pages of {} do not end", query.href());
    }
    let ids = |page: &ListPage| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
    for index in (1..pages.len()).rev() {
        let back = pages[index].previous.clone().expect("a way back");
        let again = list(client, &query.at(Place::Before(back))).await;
        assert_eq!(ids(&again), ids(&pages[index - 1]), "back from page {} of {}", index + 1, query.href());
        assert_eq!(again.next, pages[index - 1].next);
    }
    pages.iter().flat_map(ids).collect()
}
