//! A template while it is filled in.

use std::collections::BTreeSet;

use domain::{
    integrations::Integration,
    templates::{Content, LinkSettings, TemplateDetails},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::TemplateRecord;
use crate::{
    customers::form::{categories::CategoriesDraft, request::Choosable},
    integrations::SettingValues,
};

/// What stands in the fields of the three steps.
#[derive(Clone, Copy)]
pub struct Draft {
    pub id: Option<Uuid>,
    pub version: RwSignal<i32>,
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    /// The id of who manages, and of the business unit; empty for none.
    pub manager_id: RwSignal<String>,
    pub business_unit_id: RwSignal<String>,
    pub categories: CategoriesDraft,
    pub users: RwSignal<BTreeSet<Uuid>>,
    /// The whole catalogue, in its order.
    links: StoredValue<Vec<LinkDraft>>,
}

/// One integration: whether the template links it, and with what.
#[derive(Clone, Copy)]
pub struct LinkDraft {
    pub linked: RwSignal<bool>,
    pub values: SettingValues,
}

impl Draft {
    /// Begins with what is saved.
    pub fn new(saved: &TemplateRecord, choosable: &Choosable) -> Self {
        let content = &saved.details.content;
        let categories = CategoriesDraft::of(choosable.categories.clone());
        categories.write(&content.categories);
        let link = |integration: Integration| {
            let settings = content.integrations.get(&integration);
            LinkDraft {
                linked: RwSignal::new(settings.is_some()),
                values: SettingValues::of_template(integration, settings.unwrap_or(&LinkSettings::new())),
            }
        };
        Self {
            id: saved.id,
            version: RwSignal::new(saved.version),
            name: RwSignal::new(saved.details.name.clone()),
            description: RwSignal::new(saved.details.description.clone()),
            manager_id: RwSignal::new(text_of(content.manager_id)),
            business_unit_id: RwSignal::new(text_of(content.business_unit_id)),
            categories,
            users: RwSignal::new(content.users.clone()),
            links: StoredValue::new(Integration::ALL.map(link).into()),
        }
    }

    /// What would be saved now.
    pub fn record(self) -> TemplateRecord {
        let integrations = self.links().into_iter().filter(|link| link.linked.get());
        let integrations = integrations.map(|link| (link.values.integration, link.values.get())).collect();
        let content = Content {
            manager_id: self.manager_id.with(|id| id.parse().ok()),
            business_unit_id: self.business_unit_id.with(|id| id.parse().ok()),
            categories: self.categories.read(),
            users: self.users.get(),
            integrations,
        };
        let details = TemplateDetails { name: self.name.get(), description: self.description.get(), content };
        TemplateRecord { id: self.id, version: self.version.get(), details }
    }

    /// Puts another state in the fields.
    pub fn fill(self, record: &TemplateRecord) {
        self.version.set(record.version);
        self.name.set(record.details.name.clone());
        self.description.set(record.details.description.clone());
        self.fill_content(&record.details.content);
    }

    /// Puts what another state gives in the fields.
    fn fill_content(self, content: &Content) {
        self.manager_id.set(text_of(content.manager_id));
        self.business_unit_id.set(text_of(content.business_unit_id));
        self.categories.write(&content.categories);
        self.users.set(content.users.clone());
        for link in self.links() {
            let settings = content.integrations.get(&link.values.integration);
            link.linked.set(settings.is_some());
            link.values.set(settings.unwrap_or(&LinkSettings::new()));
        }
    }

    pub fn links(self) -> Vec<LinkDraft> {
        self.links.get_value()
    }
}

/// An id as the field shows it.
pub fn text_of(id: Option<Uuid>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}
