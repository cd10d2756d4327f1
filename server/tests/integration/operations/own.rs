//! The firm's own fields, and what customers have in them.

use app::own_fields::{AddedField, OwnField, OwnForm, OwnPatch};
use domain::own_fields::OwnKind;
use serde_json::json;

use super::Firm;
use crate::support::cards::own_fields;

impl Firm {
    pub(super) async fn own_field(&mut self, way: &'static str) {
        let all = own_fields(&self.client).await.fields;
        let places: Vec<usize> = (0..all.len()).collect();
        let one = self.chance.of(&places).map(|place| all[place].clone());
        let label = format!("Veld {}", self.chance.word());
        let kind = self.chance.of(&OwnKind::ALL).map_or("text", OwnKind::key);
        match (way.rsplit('/').next().unwrap_or_default(), one) {
            ("add_set", _) => drop(self.send(way, &[("page", "/instellingen/velden")]).await),
            ("save", one) => {
                let one = one.filter(|_| all.len() > 12);
                let request = json!({
                    "id": one.as_ref().map(|one| one.id), "version": one.map_or(0, |one| one.version),
                    "labels": { "nl": label }, "kind": kind, "more_options": "Klein\nGroot",
                });
                self.call(way, request).await.ok();
            }
            ("save_form", Some(OwnField { id, version, .. })) => {
                let (id, version) = (id.to_string(), version.to_string());
                let fields = [
                    ("page", "/instellingen/velden"),
                    ("id", &id),
                    ("version", &version),
                    ("label_nl", &label),
                    ("more_options", "Middel"),
                ];
                self.send(way, &fields).await;
            }
            ("archive", Some(OwnField { id, version, archived, .. })) => {
                let request = json!({ "id": id, "version": version, "archived": !archived });
                self.call(way, request).await.ok();
            }
            ("shift", Some(OwnField { id, .. })) => {
                let up = self.chance.one_in(2);
                self.call(way, json!({ "id": id, "up": up })).await.ok();
            }
            _ => {}
        }
    }

    /// What somebody changes of own fields: some are filled in, some emptied, and now and then one is added for the customer alone.
    pub(super) fn some_own(&mut self, form: &OwnForm) -> OwnPatch {
        let mut patch = OwnPatch { seen: form.values.clone(), ..OwnPatch::default() };
        for field in &form.fields {
            if self.chance.one_in(2) {
                let value = match field.kind {
                    OwnKind::Text | OwnKind::LongText => self.chance.text(&["", "Kast 3", "Kelder"]),
                    OwnKind::Number | OwnKind::Money => self.chance.text(&["", "12", "1.234,5"]),
                    OwnKind::Date => self.chance.text(&["", "2026-11-28", "1/2/2027"]),
                    OwnKind::YesNo => self.chance.text(&["", "true", "false"]),
                    OwnKind::Choice | OwnKind::Several if field.options.is_empty() => String::new(),
                    OwnKind::Choice | OwnKind::Several => self.chance.text(&["", "1", "2"]),
                    OwnKind::Link => self.chance.text(&["", "voorbeeld.be"]),
                    OwnKind::Colleague => self.viewers[0].user_id.to_string(),
                };
                patch.new.insert(field.id, value);
            }
        }
        if self.chance.one_in(3) {
            patch.added = AddedField::typed(&format!("Alleen {}", self.chance.word()), "Onder de mat");
        }
        patch
    }
}
