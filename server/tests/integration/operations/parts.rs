//! The addresses and contacts of a card.

use app::customers::records::Card;
use domain::details::{AddressDetails, ContactDetails};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Firm;
use crate::support::cards::card;

/// An address or a contact, as the card shows it.
#[derive(Clone, Copy)]
struct Part {
    id: Uuid,
    version: i32,
    /// Whether it is the head office, or the main contact.
    first: bool,
    active: bool,
}

fn addresses(card: &Card) -> Vec<Part> {
    let part = |one: &app::customers::records::Address| Part {
        id: one.id,
        version: one.version,
        first: one.head_office,
        active: true,
    };
    card.addresses.iter().map(part).collect()
}

fn contacts(card: &Card) -> Vec<Part> {
    let part = |one: &app::customers::records::Contact| Part {
        id: one.id,
        version: one.version,
        first: one.main,
        active: one.active,
    };
    card.contacts.iter().flatten().map(part).collect()
}

impl Firm {
    pub(super) async fn part(&mut self, way: &'static str) {
        let id = self.a_customer().await;
        let shown = card(&self.client, id).await;
        let of_addresses = way.contains("/addresses/");
        let parts = if of_addresses { addresses(&shown) } else { contacts(&shown) };
        let verb = way.rsplit('/').next().unwrap_or_default();
        let known: Vec<Part> = parts.into_iter().filter(|part| fits(verb, *part)).collect();
        let part = self.chance.of(&known);
        match verb {
            "save" => {
                let part = part.filter(|_| !self.chance.one_in(3));
                let (id, version) = (part.map(|part| part.id), part.map_or(0, |part| part.version));
                let patch = json!({ "new": self.details(of_addresses).await });
                let request = json!({ "customer_id": shown.id, "id": id, "version": version, "details": patch });
                self.call(way, request).await.ok();
            }
            "save_form" => self.part_by_form(way, &shown, part).await,
            _ if verb.ends_with("_form") => self.answer_by_form(way, &shown, part).await,
            _ => {
                let Some(Part { id, version, .. }) = part else { return self.one_more(way, &shown).await };
                let end_access = self.chance.one_in(2);
                let request =
                    json!({ "customer_id": shown.id, "id": id, "version": version, "end_access": end_access });
                self.call(way, request).await.ok();
            }
        }
    }

    /// Answers the question in the page.
    async fn answer_by_form(&mut self, way: &'static str, shown: &Card, part: Option<Part>) {
        let Some(Part { id, version, .. }) = part else { return self.one_more(way, shown).await };
        let (customer_id, page) = (shown.id.to_string(), format!("/klanten/{}", shown.id));
        let (seen, id, version) = (format!("version_{}", id.simple()), id.to_string(), version.to_string());
        let own = [("page", page.as_str()), ("customer_id", &customer_id)];
        let answer: &[(&str, &str)] = match way.ends_with("make_head_office_form") {
            true => &[("head_office", &id), (&seen, &version)],
            false => &[("id", &id), ("version", &version)],
        };
        let end_access = self.chance.one_in(2).then_some(("end_access", "true"));
        self.send(way, &[&own[..], answer, end_access.as_slice()].concat()).await;
    }

    /// What could not be done to any of them, can be to the next.
    async fn one_more(&mut self, way: &'static str, shown: &Card) {
        let of_addresses = way.contains("/addresses/");
        let save = if of_addresses { "/api/addresses/save" } else { "/api/contacts/save" };
        let details = self.details(of_addresses).await;
        let request = json!({ "customer_id": shown.id, "id": null, "version": 0, "details": { "new": details } });
        self.call(save, request).await.ok();
    }

    async fn details(&mut self, of_address: bool) -> Map<String, Value> {
        if of_address { self.address().await } else { self.contact().await }
    }

    /// Some fields of an address, its city among them: it says more than its country.
    pub(super) async fn address(&mut self) -> Map<String, Value> {
        let mut address = self.some_values::<AddressDetails>().await;
        let city = self.chance.text(&["Gent", "Brugge", "Aalst", "Élouges"]);
        address.insert("city".to_owned(), json!(city));
        address.entry("country").or_insert_with(|| json!("BE"));
        address
    }

    /// Some fields of a contact, its name among them.
    pub(super) async fn contact(&mut self) -> Map<String, Value> {
        let mut contact = self.some_values::<ContactDetails>().await;
        contact.insert("first_name".to_owned(), json!(self.chance.word()));
        contact
    }

    async fn part_by_form(&mut self, way: &'static str, shown: &Card, part: Option<Part>) {
        let part = part.filter(|_| self.chance.one_in(2));
        let (customer_id, page) = (shown.id.to_string(), format!("/klanten/{}", shown.id));
        let id = part.map(|part| part.id.to_string()).unwrap_or_default();
        let version = part.map_or(0, |part| part.version).to_string();
        let word = self.chance.word();
        let own = [("page", page.as_str()), ("customer_id", &customer_id), ("id", &id), ("version", &version)];
        let typed: &[(&str, &str)] = match way.contains("/addresses/") {
            true => &[("address_street", &word), ("address_city", "Gent"), ("address_country", "BE")],
            false => &[("contact_first_name", &word), ("contact_email", "bo@voorbeeld.be")],
        };
        self.send(way, &[&own[..], typed].concat()).await;
    }
}

/// Whether this can be done to it.
fn fits(verb: &str, part: Part) -> bool {
    match verb.trim_end_matches("_form") {
        "make_head_office" | "make_main" => !part.first && part.active,
        "activate" => !part.active,
        "deactivate" => part.active,
        _ => true,
    }
}
