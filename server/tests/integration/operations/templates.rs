//! The templates of the firm.

use domain::integrations::Integration;
use serde_json::json;
use uuid::Uuid;

use super::Firm;
use crate::support::templates::{list, on_template, record, save};

impl Firm {
    pub(super) async fn template(&mut self, way: &'static str) {
        match way.rsplit('/').next().unwrap_or_default() {
            "save" => self.save_template(way).await,
            "save_form" => self.save_template_by_form(way).await,
            verb => {
                let fits = |archived: bool| match verb.trim_end_matches("_form") {
                    "archive" => !archived,
                    "unarchive" => archived,
                    _ => true,
                };
                let all = list(&self.client).await;
                let known: Vec<Uuid> = all.iter().filter(|row| fits(row.archived)).map(|row| row.id).collect();
                let Some(id) = self.chance.of(&known) else { return };
                if verb.ends_with("_form") {
                    self.send(way, &[("page", "/sjablonen"), ("id", &id.to_string())]).await;
                } else {
                    self.call(way, json!({ "id": id })).await.ok();
                }
            }
        }
    }

    /// Saves a new one, or one that is there, with other people and groups in it.
    async fn save_template(&mut self, way: &'static str) {
        let users = [self.a_colleague().await.id, self.a_colleague().await.id];
        let mut new = record(&format!("Sjabloon {}", self.chance.word()), &users, &[(Integration::Yuki, &[])]);
        let all: Vec<Uuid> = list(&self.client).await.iter().map(|row| row.id).collect();
        if let Some(id) = self.chance.of(&all).filter(|_| self.chance.one_in(2)) {
            let stored: app::templates::TemplateRecord = on_template(&self.client, "get", id).await.unwrap();
            (new.id, new.version) = (stored.id, stored.version);
        }
        let content = &mut new.details.content;
        content.manager_id = Some(self.viewers[self.chance.below(2) as usize].user_id);
        let units: Vec<Uuid> = self.groups("units").await.iter().map(|group| group.id).collect();
        let categories: Vec<Uuid> = self.groups("categories").await.iter().map(|group| group.id).collect();
        let content = &mut new.details.content;
        content.business_unit_id = self.chance.of(&units);
        content.categories = self.chance.of(&categories).into_iter().collect();
        self.call(way, json!(new)).await.ok();
    }

    async fn save_template_by_form(&mut self, way: &'static str) {
        let (name, user) = (format!("Sjabloon {}", self.chance.word()), self.a_colleague().await.id);
        let user = format!("user_{user}");
        let fields = [
            ("page", "/sjablonen/nieuw"),
            ("version", "0"),
            ("step", "3"),
            ("name", name.as_str()),
            (user.as_str(), "true"),
            ("peppol", "true"),
        ];
        self.send(way, &fields).await;
    }

    /// A new template that gives a manager and a business unit.
    pub(super) async fn giving_template(&mut self) -> Uuid {
        let units: Vec<Uuid> = self.groups("units").await.iter().map(|group| group.id).collect();
        let mut giving = record(&format!("Geeft {}", self.chance.word()), &[], &[]);
        giving.details.content.manager_id = Some(self.viewers[0].user_id);
        giving.details.content.business_unit_id = self.chance.of(&units);
        save(&self.client, &giving).await.expect("a template")
    }
}
