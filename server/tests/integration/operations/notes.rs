//! The notes of a customer.

use app::customers::card::tabs::NOTES;
use serde_json::json;
use uuid::Uuid;

use super::Firm;
use crate::support::cards::{notes, switch_tab};

impl Firm {
    pub(super) async fn note(&mut self, way: &'static str) {
        let id = self.a_customer().await;
        // Some other way may have switched it off.
        switch_tab(&self.client, NOTES, true).await.ok();
        let word = self.chance.word();
        let new = json!({ "customer_id": id, "id": null, "version": 0, "text": word });
        self.call("/api/notes/save", new.clone()).await.ok();
        let there: Vec<(Uuid, i32)> =
            notes(&self.client, id).await.unwrap_or_default().into_iter().map(|note| (note.id, note.version)).collect();
        let Some((note, version)) = self.chance.of(&there) else { return };
        let word = self.chance.word();
        let one = json!({ "customer_id": id, "id": note, "version": version, "text": word });
        match way.rsplit('/').next().unwrap_or_default() {
            "save" => {
                let request = if self.chance.one_in(2) { new } else { one };
                self.call(way, request).await.ok();
            }
            verb @ ("save_form" | "delete_form" | "restore_form") => {
                if verb == "restore_form" {
                    self.call("/api/notes/delete", one).await.ok();
                }
                let (customer, page) = (id.to_string(), format!("/klanten/{id}/{NOTES}"));
                let (note, version) = (note.to_string(), version.to_string());
                let fields = [
                    ("page", page.as_str()),
                    ("customer_id", &customer),
                    ("id", &note),
                    ("version", &version),
                    ("changed_text", &word),
                ];
                self.send(way, &fields).await;
            }
            "restore" => {
                self.call("/api/notes/delete", one.clone()).await.ok();
                self.call(way, one).await.ok();
            }
            _ => {
                self.call(way, one).await.ok();
            }
        }
    }
}
