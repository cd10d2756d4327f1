//! Hundreds of operations in an order that nobody thought of, on every way by which something is written: what comes of them
//! agrees with the change log, the counts and the search. The order is the same in every run.

use std::collections::BTreeMap;

use app::{
    customers::{form::request::UpdateRequest, records::Card},
    error::AppError,
    integrations::Link,
    session::Viewer,
    settings::{Group, Office},
};
use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    integrations::Integration,
    permissions::BuiltIn,
    templates::LinkSettings,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{blank, card, category, create, delete, peeters, step, update},
        invitations::send,
        portal::Portal,
        templates::{on_customer, on_template, record, save, tab},
    },
};

both!(whatever_is_done_agrees);

/// How many operations.
const OPERATIONS: usize = 400;
/// How many different ones.
const KINDS: u64 = 24;

/// So few that most things are done to each.
const MOST_CUSTOMERS: usize = 25;

/// Numbers without a pattern, the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.below(all.len() as u64) as usize])
    }

    fn word(&mut self) -> String {
        let words = ["Café", "d'Hondt", "Peeters & Zn.", "Öztürk", "B.V.", "Ma\u{e8}s", "Gent", ""];
        format!("{} {}", self.of(&words).unwrap_or_default(), self.below(50)).trim().to_owned()
    }
}

/// A firm in which things are done.
struct Firm {
    chance: Chance,
    client: Client,
    users: Vec<Uuid>,
    categories: Vec<Uuid>,
    templates: Vec<Uuid>,
    customers: Vec<Uuid>,
}

impl Firm {
    async fn of(app: &TestApp, viewer: &Viewer) -> Self {
        let client = app.signed_in(viewer).await;
        let bert = app.colleague(viewer.firm_id, "Bert", BuiltIn::ClientManager).await;
        let users = vec![viewer.user_id, bert.user_id];
        let categories = vec![category(&client, "Horeca").await, category(&client, "Bouw").await];
        let mut one = record("Eén", &users[..1], &[(Integration::Yuki, &[])]);
        one.details.content.manager_id = Some(users[1]);
        one.details.content.categories = categories.iter().copied().collect();
        let two = record("Twee", &users, &[(Integration::Peppol, &[("direction", "both")])]);
        let templates = vec![save(&client, &one).await.unwrap(), save(&client, &two).await.unwrap()];
        Self { chance: Chance(0x9e37_79b9_7f4a_7c15), client, users, categories, templates, customers: Vec::new() }
    }

    /// Does one of them, and says whether it was done: some are refused by what was done before.
    async fn operate(&mut self, kind: u64) -> Result<(), AppError> {
        if kind <= 3 && self.customers.len() < MOST_CUSTOMERS {
            return self.add().await;
        }
        if kind >= 20 {
            return self.settings(kind).await;
        }
        let Some(id) = self.chance.of(&self.customers) else { return Ok(()) };
        let card = card(&self.client, id).await;
        match kind {
            0..=5 => self.change(card).await,
            6 => step(&self.client, "activate", id, card.version).await.map(drop),
            7 => step(&self.client, "deactivate", id, card.version).await.map(drop),
            8 => {
                let stepped = step(&self.client, "deactivate", id, card.version).await?;
                step(&self.client, "undo_step", id, stepped.version).await.map(drop)
            }
            9 => self.remove(card).await,
            10 | 11 => self.address(card).await,
            12..=14 => self.contact(card).await,
            15 => self.categorise(id).await,
            16 => self.assign(id).await,
            17 => self.link(id).await,
            18 => {
                let template = json!({ "template_id": self.chance.of(&self.templates) });
                on_customer(&self.client, "apply_template", id, template).await
            }
            _ => self.invite(id).await,
        }
    }

    async fn add(&mut self) -> Result<(), AppError> {
        let mut request = peeters(blank(&self.client).await.form_id);
        request.customer.name = format!("Klant {}", self.chance.word());
        request.customer.vat = if self.chance.below(2) == 0 { String::new() } else { "0477.472.701".into() };
        request.customer.company_number = String::new();
        request.customer.manager_id = self.chance.of(&self.users);
        request.template_id = self.chance.of(&self.templates).filter(|_| request.customer.vat.is_empty());
        self.customers.push(create(&self.client, &request).await?);
        Ok(())
    }

    async fn change(&mut self, card: Card) -> Result<(), AppError> {
        let customer = CustomerDetails {
            name: format!("Klant {}", self.chance.word()),
            phone: self.chance.of(&["", "09 123 45 67", "+32 9 234 56 78"]).unwrap_or_default().into(),
            vat: self.chance.of(&["", "BE0477472701"]).unwrap_or_default().into(),
            mandate: self.chance.below(2) == 0,
            manager_id: self.chance.of(&self.users).filter(|_| card.version % 3 != 0),
            description: self.chance.word(),
            ..card.details
        };
        update(&self.client, &UpdateRequest::of(card.id, card.version, customer)).await
    }

    async fn remove(&mut self, card: Card) -> Result<(), AppError> {
        delete(&self.client, card.id, card.version).await?;
        self.customers.retain(|id| *id != card.id);
        Ok(())
    }

    async fn address(&mut self, card: Card) -> Result<(), AppError> {
        let city = self.chance.of(&["Gent", "Brugge", "Aalst"]).unwrap_or_default().to_owned();
        let details = AddressDetails { city, country: "BE".into(), label: self.chance.word(), ..Default::default() };
        let which = self.chance.below(card.addresses.len() as u64 + 1) as usize;
        let (path, request) = match (card.addresses.get(which), self.chance.below(4)) {
            (None, _) => {
                ("save", json!({ "customer_id": card.id, "id": null, "version": 0, "details": { "new": details } }))
            }
            (Some(one), 0) => ("make_head_office", of(&card, one.id, one.version)),
            (Some(one), 1) => ("delete", of(&card, one.id, one.version)),
            (Some(one), _) => (
                "save",
                json!({ "customer_id": card.id, "id": one.id, "version": one.version, "details": { "new": details } }),
            ),
        };
        self.client.call(&format!("/api/addresses/{path}"), &json!({ "request": request })).await
    }

    async fn contact(&mut self, card: Card) -> Result<(), AppError> {
        let first_name = format!("An {}", self.chance.below(20));
        let details = ContactDetails { first_name, email: "an@voorbeeld.be".into(), ..Default::default() };
        let contacts = card.contacts.clone().unwrap_or_default();
        let which = self.chance.below(contacts.len() as u64 + 1) as usize;
        let (path, request) = match (contacts.get(which), self.chance.below(5)) {
            (None, _) => {
                ("save", json!({ "customer_id": card.id, "id": null, "version": 0, "details": { "new": details } }))
            }
            (Some(one), 0) => ("make_main", of(&card, one.id, one.version)),
            (Some(one), 1) => ("deactivate", of(&card, one.id, one.version)),
            (Some(one), 2) => ("delete", of(&card, one.id, one.version)),
            (Some(one), _) => (
                "save",
                json!({ "customer_id": card.id, "id": one.id, "version": one.version, "details": { "new": details } }),
            ),
        };
        self.client.call(&format!("/api/contacts/{path}"), &json!({ "request": request })).await
    }

    async fn categorise(&mut self, id: Uuid) -> Result<(), AppError> {
        let verb = self.chance.of(&["categorise", "categorise", "uncategorise"]).unwrap_or_default();
        let category = json!({ "category_id": self.chance.of(&self.categories) });
        on_customer(&self.client, verb, id, category).await
    }

    async fn assign(&mut self, id: Uuid) -> Result<(), AppError> {
        let verb = self.chance.of(&["assign", "assign", "unassign"]).unwrap_or_default();
        on_customer(&self.client, verb, id, json!({ "user_id": self.chance.of(&self.users) })).await
    }

    async fn link(&mut self, id: Uuid) -> Result<(), AppError> {
        let linked = tab(&self.client, id).await.links;
        let yuki = linked.iter().find(|link| link.integration == Integration::Yuki);
        if yuki.is_some() && self.chance.below(3) == 0 {
            return on_customer(&self.client, "unlink", id, json!({ "integration": "yuki" })).await;
        }
        let link = Link {
            integration: Integration::Yuki,
            version: yuki.map_or(0, |link| link.version),
            external_reference: format!("Y-{}", self.chance.below(9)),
            settings: LinkSettings::from([("division".to_owned(), self.chance.word())]),
        };
        on_customer(&self.client, "link", id, json!({ "link": link })).await
    }

    async fn invite(&mut self, id: Uuid) -> Result<(), AppError> {
        let state: Value =
            self.client.call("/api/invitations/state", &json!({ "request": { "customer_id": id } })).await?;
        match state["id"].as_str().filter(|_| self.chance.below(2) == 0) {
            Some(open) => self.client.call("/api/invitations/withdraw", &json!({ "request": { "id": open } })).await,
            None => send(&self.client, id, &format!("jan{}@voorbeeld.be", self.chance.below(99))).await,
        }
    }

    async fn settings(&mut self, kind: u64) -> Result<(), AppError> {
        match kind {
            20 => {
                let office: Office = self.client.call("/api/settings/office", &json!({})).await?;
                let office = Office { name: format!("Kantoor {}", self.chance.word()), ..office };
                self.client.call::<Office>("/api/settings/change_office", &json!({ "request": office })).await.map(drop)
            }
            21 => {
                let all: Vec<Group> = self.client.call("/api/settings/categories", &json!({})).await?;
                let Some(one) = all.first() else { return Ok(()) };
                let name = format!("Soort {}", self.chance.below(1_000));
                let request = json!({ "id": one.id, "version": one.version, "name": name });
                self.client.call("/api/settings/save_category", &json!({ "request": request })).await
            }
            22 => {
                let verb = self.chance.of(&["archive", "unarchive"]).unwrap_or_default();
                let Some(id) = self.chance.of(&self.templates) else { return Ok(()) };
                on_template(&self.client, verb, id).await
            }
            _ => {
                let name = format!("Unit {}", self.chance.below(1_000));
                let request = json!({ "request": { "id": null, "version": 0, "name": name } });
                self.client.call("/api/settings/save_unit", &request).await
            }
        }
    }
}

fn of(card: &Card, id: Uuid, version: i32) -> Value {
    json!({ "customer_id": card.id, "id": id, "version": version })
}

async fn whatever_is_done_agrees(app: TestApp) {
    let smtp = crate::support::invitations::posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Toeval", "jan@bakkerij.be").await;
    let mut firm = Firm::of(&app, &portal.viewer).await;
    firm.customers.push(portal.id);
    let mut done: BTreeMap<u64, usize> = BTreeMap::new();
    for _ in 0..OPERATIONS {
        let kind = firm.chance.below(KINDS);
        match firm.operate(kind).await {
            Ok(()) => *done.entry(kind).or_default() += 1,
            Err(AppError::Internal(reference)) => panic!("operation {kind} failed: {reference}"),
            Err(_) => {}
        }
    }
    let version = card(&firm.client, portal.id).await.version.to_string();
    let id = portal.id.to_string();
    let form = [
        ("customer_id", id.as_str()),
        ("version", version.as_str()),
        ("details[name]", "Bakkerij Jan"),
        ("details[country]", "BE"),
        ("details[iban]", "BE68 5390 0754 7034"),
    ];
    portal.client.form("/api/portal/save_details", &form).await;
    if let Some(waiting) = card(&firm.client, portal.id).await.waiting {
        let decision = json!({ "id": portal.id, "version": waiting.version, "fields": ["iban"], "approve": true });
        firm.client.call::<()>("/api/customers/decide", &json!({ "request": decision })).await.unwrap();
    }
    let never: Vec<u64> = (0..KINDS).filter(|kind| !done.contains_key(kind)).collect();
    assert!(never.is_empty(), "these operations were refused whenever they were tried: {never:?}");
    app.checked().await;
}
