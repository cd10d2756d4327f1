//! A customer by its form: added or changed as a whole.

use std::collections::BTreeSet;

use app::customers::form::request::{Ticks, UpdateRequest};
use domain::details::CustomerDetails;
use serde_json::json;
use uuid::Uuid;

use super::{Firm, MOST_CUSTOMERS};
use crate::support::{
    cards::{blank, card, filled, peeters},
    templates::list,
};

/// How many customers are changed each time: so often that no field is left out.
const CHANGES: usize = 6;

impl Firm {
    pub(super) async fn form_of_customer(&mut self, way: &'static str) {
        let many = self.customers().await.len() >= MOST_CUSTOMERS;
        match way.rsplit('/').next() {
            Some("create") if many => {}
            Some("create") => self.add(way).await,
            Some("save_form") if many || self.chance.one_in(2) => self.change_by_form(way).await,
            Some("save_form") => self.add_by_form(way).await,
            _ => {
                for _ in 0..CHANGES {
                    self.change(way).await;
                }
            }
        }
    }

    async fn add(&mut self, way: &'static str) {
        let mut request = peeters(blank(&self.client).await.form_id);
        let templates: Vec<Uuid> = list(&self.client).await.iter().map(|row| row.id).collect();
        request.customer.name = format!("Klant {}", self.chance.word());
        request.customer.vat = self.chance.text(&["", "0477.472.701"]);
        request.customer.company_number = String::new();
        request.customer.manager_id = Some(self.a_colleague().await.id).filter(|_| self.chance.one_in(2));
        request.template_id = self.chance.of(&templates);
        request.categories = self.some_categories().await;
        // An archived template, or a manager who has left, is refused.
        if self.call(way, json!(request)).await.is_err() {
            (request.template_id, request.customer.manager_id) = (None, None);
            self.call(way, json!(request)).await.ok();
        }
    }

    async fn add_by_form(&mut self, way: &'static str) {
        let (form_id, name) = (blank(&self.client).await.form_id.to_string(), format!("Klant {}", self.chance.word()));
        let email = self.chance.email();
        let fields = [
            ("page", "/klanten/nieuw"),
            ("form_id", &form_id),
            ("name", &name),
            ("country", "BE"),
            ("locale", "nl-BE"),
            ("address_street", "Veldstraat"),
            ("address_city", "Gent"),
            ("address_country", "BE"),
            ("contact_first_name", "Jan"),
            ("contact_email", &email),
            ("although_duplicate", "true"),
        ];
        self.send(way, &fields).await;
    }

    async fn change_by_form(&mut self, way: &'static str) {
        let id = self.a_customer().await;
        let version = card(&self.client, id).await.version.to_string();
        let (id, name) = (id.to_string(), format!("Klant {}", self.chance.word()));
        let manager = self.a_colleague().await.id.to_string();
        let page = format!("/klanten/{id}/bewerken");
        let mut fields =
            vec![("page", page.as_str()), ("id", &id), ("version", &version), ("name", &name), ("country", "BE")];
        fields.push(("although_duplicate", "true"));
        if self.chance.one_in(2) {
            fields.push(("manager_id", &manager));
        }
        self.send(way, &fields).await;
    }

    /// All three parts of the form at once, and the categories.
    async fn change(&mut self, way: &'static str) {
        let id = self.a_customer().await;
        let seen = filled(&self.client, id).await;
        let manager = self.a_colleague().await.id;
        let customer = CustomerDetails {
            name: format!("Klant {}", self.chance.word()),
            phone: self.chance.text(&["", "09 123 45 67", "+32 9 234 56 78"]),
            vat: self.chance.text(&["", "BE0477472701"]),
            company_number: String::new(),
            external_reference: self.chance.word(),
            mandate: self.chance.one_in(2),
            manager_id: Some(manager).filter(|_| !self.chance.one_in(3)),
            description: self.chance.word(),
            ..seen.details
        };
        let mut request = UpdateRequest::of(id, seen.version, customer);
        request.categories = Ticks { seen: seen.categories, ticked: self.some_categories().await };
        request.own = self.some_own(&seen.own);
        let mut request = json!(request);
        if self.chance.one_in(2) {
            let details = json!({ "new": self.address().await });
            request["address"] = json!({ "id": seen.address.id, "version": seen.address.version, "details": details });
        }
        if let Some(contact) = seen.contact.filter(|_| self.chance.one_in(2)) {
            let details = json!({ "new": self.contact().await });
            request["contact"] = json!({ "id": contact.id, "version": contact.version, "details": details });
        }
        let mut whole = request.clone();
        for (field, value) in self.some_values::<CustomerDetails>().await {
            whole["customer"]["new"][field] = value;
        }
        // A manager who has left is refused, and so are numbers that do not belong together.
        if self.call(way, whole).await.is_err() {
            self.call(way, request).await.ok();
        }
    }

    async fn some_categories(&mut self) -> BTreeSet<Uuid> {
        let all: Vec<Uuid> = self.groups("categories").await.iter().map(|group| group.id).collect();
        (0..self.chance.below(4)).filter_map(|_| self.chance.of(&all)).collect()
    }
}
