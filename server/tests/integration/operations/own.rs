//! The firm's own fields, and what customers have in them.

use app::{
    customers::card::tabs::FREE_FIELDS,
    own_fields::{
        ADDED_LABEL, ADDED_VALUE, AddedField, KindView, ON_TAB, OWN_SEEN, OwnField, OwnForm, OwnPatch, PLACE, name_of,
    },
};
use domain::own_fields::{OwnKind, Sharing};
use serde_json::json;
use uuid::Uuid;

use super::Firm;
use crate::support::cards::{free_fields, kind_at_rest, kind_of, own_fields, switch_tab};

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
                // Who guards a field takes its words out of the search.
                let area = self.chance.one_in(3).then_some("financial");
                let request = json!({
                    "id": one.as_ref().map(|one| one.id), "version": one.map_or(0, |one| one.version),
                    "labels": { "nl": label }, "kind": kind, "more_options": "Klein\nGroot",
                    "on_tab": self.chance.one_in(2),
                    "sharing": self.chance.of(&Sharing::ALL).map(Sharing::key), "area": area,
                });
                self.call(way, request).await.ok();
            }
            ("save_form", Some(OwnField { id, version, .. })) => {
                let (id, version) = (id.to_string(), version.to_string());
                let place = if self.chance.one_in(2) { ON_TAB } else { "" };
                let fields = [
                    ("page", "/instellingen/velden"),
                    ("id", &id),
                    ("version", &version),
                    ("label_nl", &label),
                    ("more_options", "Middel"),
                    (PLACE, place),
                ];
                self.send(way, &fields).await;
            }
            ("change_kind" | "change_kind_form", Some(OwnField { id, .. })) => self.change_kind(way, id, kind).await,
            ("archive", Some(OwnField { id, version, archived, .. })) => {
                let request = json!({ "id": id, "version": version, "archived": !archived });
                self.call(way, request).await.ok();
            }
            ("archive_form", Some(OwnField { id, version, archived, .. })) => {
                let (id, version, archived) = (id.to_string(), version.to_string(), if archived { "" } else { "true" });
                let fields =
                    [("page", "/instellingen/velden"), ("id", &id), ("version", &version), ("archived", archived)];
                self.send(way, &fields).await;
            }
            ("shift_form", Some(OwnField { id, .. })) => {
                let (id, up) = (id.to_string(), self.chance.text(&["", "true"]));
                self.send(way, &[("page", "/instellingen/velden"), ("id", &id), ("up", &up)]).await;
            }
            ("shift", Some(OwnField { id, .. })) => {
                let up = self.chance.one_in(2);
                self.call(way, json!({ "id": id, "up": up })).await.ok();
            }
            _ => {}
        }
    }

    /// The tab of those that stand there.
    pub(super) async fn free_fields(&mut self, way: &'static str) {
        let id = self.a_customer().await;
        // Some other way may have switched it off.
        switch_tab(&self.client, FREE_FIELDS, true).await.ok();
        let Ok(tab) = free_fields(&self.client, id).await else { return };
        let own = self.some_own(&tab.form);
        if way.ends_with("save") {
            self.call(way, json!({ "customer_id": id, "own": own })).await.ok();
            return;
        }
        let seen = own.seen.iter().map(|(id, value)| (format!("{OWN_SEEN}{}", id.simple()), value.clone()));
        let typed = own.new.iter().map(|(id, value)| (name_of(*id), value.clone()));
        let added = own.added.clone().unwrap_or_default();
        let page = format!("/klanten/{id}/{FREE_FIELDS}");
        let fields: Vec<(String, String)> = seen
            .chain(typed)
            .chain([("page".into(), page), ("customer_id".into(), id.to_string())])
            .chain([(ADDED_LABEL.into(), added.label), (ADDED_VALUE.into(), added.value)])
            .collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.send(way, &fields).await;
    }

    /// Another kind, or the former one again.
    async fn change_kind(&mut self, way: &'static str, id: Uuid, kind: &str) {
        let Ok(KindView { field, last, ahead, .. }) = kind_of(&self.client, id, OwnKind::from_key(kind)).await else {
            return;
        };
        let version = field.version.to_string();
        let misfits = ahead.map_or(0, |ahead| ahead.misfits);
        let goes_back = last.is_some_and(|last| !last.returning) && self.chance.one_in(2);
        let (name, step) = match goes_back {
            true => ("back", json!("back")),
            false => ("change", json!({ "change": { "to": kind, "misfits": misfits } })),
        };
        match way.ends_with("_form") {
            true => {
                let (id, misfits) = (id.to_string(), misfits.to_string());
                let fields =
                    [("id", id.as_str()), ("version", &version), ("step", name), ("kind", kind), ("misfits", &misfits)];
                self.send(way, &fields).await;
            }
            false => {
                self.call(way, json!({ "id": id, "version": field.version, "step": step })).await.ok();
            }
        }
        kind_at_rest(&self.client, id).await;
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
