//! The steps of a customer's status, what it wants changed, and the tab with its settings.

use app::{customers::records::Card, integrations::Link};
use domain::{integrations::Integration, templates::LinkSettings};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Firm;
use crate::support::{
    cards::{card, step},
    templates::{list, tab},
};

/// How often a customer is looked for to which something can be done.
const TRIES: usize = 8;

impl Firm {
    pub(super) async fn card(&mut self, way: &'static str) {
        for _ in 0..TRIES {
            let before = self.wrote.get(way).copied();
            let id = self.a_customer().await;
            let shown = card(&self.client, id).await;
            self.once(way, shown).await;
            if self.wrote.get(way).copied() != before {
                return;
            }
        }
    }

    async fn once(&mut self, way: &'static str, shown: Card) {
        let (id, version) = (shown.id, shown.version);
        match way {
            "/api/customers/decide" | "/api/customers/decide_form" => self.decide(way).await,
            "/api/customers/undo_step" | "/api/customers/undo_step_form" => {
                let verb = self.chance.text(&["activate", "deactivate"]);
                let Ok(changed) = step(&self.client, &verb, id, version).await else { return };
                if way.ends_with("_form") {
                    return self.customer_by_form(way, id, changed.version).await;
                }
                self.call(way, json!({ "id": id, "version": changed.version })).await.ok();
            }
            _ if way.starts_with("/api/customers/") && way.ends_with("_form") => {
                self.customer_by_form(way, id, version).await;
            }
            _ if way.starts_with("/api/customers/") => {
                self.call(way, json!({ "id": id, "version": version })).await.ok();
            }
            _ => self.integration(way, id).await,
        }
    }

    /// Sends a form of the card about its customer.
    async fn customer_by_form(&mut self, way: &'static str, id: Uuid, version: i32) {
        let (id, version, page) = (id.to_string(), version.to_string(), format!("/klanten/{id}"));
        self.send(way, &[("page", page.as_str()), ("id", &id), ("version", &version)]).await;
    }

    /// Approves or refuses one thing, of what a customer's person wants changed just now.
    async fn decide(&mut self, way: &'static str) {
        let id = self.propose().await;
        let Some(waiting) = card(&self.client, id).await.waiting else { return };
        let field = waiting.fields[self.chance.below(waiting.fields.len() as u64) as usize].field.clone();
        let approve = self.chance.one_in(2);
        if way.ends_with("decide") {
            let request = json!({ "id": id, "version": waiting.version, "fields": [field], "approve": approve,
                "although_duplicate": true });
            self.call(way, request).await.ok();
            return;
        }
        let (id, version, field) = (id.to_string(), waiting.version.to_string(), format!("field_{field}"));
        let page = format!("/klanten/{id}");
        let decision = if approve { "approve" } else { "refuse" };
        let fields = [
            ("page", page.as_str()),
            ("id", &id),
            ("version", &version),
            (&field, "true"),
            ("decision", decision),
            ("although_duplicate", "true"),
        ];
        self.send(way, &fields).await;
    }

    async fn integration(&mut self, way: &'static str, id: Uuid) {
        let shown = tab(&self.client, id).await;
        let name = way.rsplit('/').next().unwrap_or_default();
        if name == "link_form" {
            return self.link_by_form(way, id, shown.link(Integration::EmailImport)).await;
        }
        let mut request = match name.trim_end_matches("_form") {
            "assign" => json!({ "user_id": self.a_colleague().await.id }),
            "unassign" => {
                let assigned: Vec<Uuid> = shown.assigned.iter().map(|colleague| colleague.id).collect();
                let Some(one) = self.chance.of(&assigned) else { return };
                json!({ "user_id": one })
            }
            "categorise" => {
                let all: Vec<Uuid> = shown.firm_categories.iter().map(|category| category.id).collect();
                json!({ "category_id": self.chance.of(&all) })
            }
            "uncategorise" => {
                let own: Vec<Uuid> = shown.categories.iter().map(|category| category.id).collect();
                let Some(one) = self.chance.of(&own) else { return };
                json!({ "category_id": one })
            }
            "link" => json!({ "link": self.some_link(shown.link(Integration::Yuki)) }),
            "unlink" => {
                let linked: Vec<Integration> = shown.links.iter().map(|link| link.integration).collect();
                let Some(one) = self.chance.of(&linked) else { return };
                json!({ "integration": one })
            }
            "fill_in" => {
                self.empty(id).await;
                json!({ "field": self.chance.text(&["manager", "business_unit"]) })
            }
            _ => {
                let all: Vec<Uuid> = list(&self.client).await.iter().map(|row| row.id).collect();
                json!({ "template_id": self.chance.of(&all) })
            }
        };
        if name.ends_with("_form") {
            return self.choose_by_form(way, id, &request).await;
        }
        request["customer_id"] = json!(id);
        self.call(way, request).await.ok();
    }

    /// Chooses what stands in a request by the plain form for it.
    async fn choose_by_form(&mut self, way: &'static str, id: Uuid, request: &Value) {
        let Some(chosen) = request.as_object().unwrap().values().next() else { return };
        let field = match way.rsplit('/').next() {
            Some("assign_form") => "colleague",
            Some("categorise_form") => "category",
            _ => "id",
        };
        let (customer, chosen) = (id.to_string(), chosen.as_str().unwrap_or_default());
        let page = format!("/klanten/{id}/instellingen");
        self.send(way, &[("page", &page), ("customer_id", &customer), (field, chosen)]).await;
    }

    fn some_link(&mut self, link: Link) -> Link {
        let external_reference = format!("Y-{}", self.chance.below(1_000));
        let settings = LinkSettings::from([("division".to_owned(), self.chance.word())]);
        Link { external_reference, settings, ..link }
    }

    async fn link_by_form(&mut self, way: &'static str, id: Uuid, link: Link) {
        let (id, version, reference) = (id.to_string(), link.version.to_string(), self.chance.word());
        let page = format!("/klanten/{id}/instellingen");
        let fields = [
            ("page", page.as_str()),
            ("customer_id", &id),
            ("id", Integration::EmailImport.key()),
            ("version", &version),
            ("external_reference", &reference),
            ("mailbox", "facturen@peeters.be"),
        ];
        self.send(way, &fields).await;
    }

    /// Takes manager and business unit off a customer, which has a template that gives both.
    async fn empty(&mut self, customer_id: Uuid) {
        let template_id = self.giving_template().await;
        let apply = json!({ "customer_id": customer_id, "template_id": template_id });
        self.call("/api/integrations/apply_template", apply).await.ok();
        let version = card(&self.client, customer_id).await.version;
        let nobody = json!({ "new": { "manager_id": null, "business_unit_id": null } });
        let request = json!({ "id": customer_id, "version": version, "customer": nobody });
        self.call("/api/customers/update", request).await.ok();
    }
}
