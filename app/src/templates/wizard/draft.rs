//! A template while it is filled in.

use std::collections::BTreeSet;

use domain::{
    integrations::Integration,
    templates::{Content, LinkSettings, TemplateDetails},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::TemplateRecord;
use crate::integrations::SettingValues;

/// What stands in the fields of the three steps.
#[derive(Clone, Copy)]
pub struct Draft {
    pub id: Option<Uuid>,
    pub version: RwSignal<i32>,
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
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
    pub fn new(saved: &TemplateRecord) -> Self {
        let link = |integration: Integration| {
            let settings = saved.details.content.integrations.get(&integration);
            LinkDraft {
                linked: RwSignal::new(settings.is_some()),
                values: SettingValues::new(integration, settings.unwrap_or(&LinkSettings::new())),
            }
        };
        Self {
            id: saved.id,
            version: RwSignal::new(saved.version),
            name: RwSignal::new(saved.details.name.clone()),
            description: RwSignal::new(saved.details.description.clone()),
            users: RwSignal::new(saved.details.content.users.clone()),
            links: StoredValue::new(Integration::ALL.map(link).into()),
        }
    }

    /// What would be saved now.
    pub fn record(self) -> TemplateRecord {
        let integrations = self.links().into_iter().filter(|link| link.linked.get());
        let integrations = integrations.map(|link| (link.values.integration, link.values.get())).collect();
        let content = Content { users: self.users.get(), integrations };
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

    /// Puts other users and integrations in the fields.
    fn fill_content(self, content: &Content) {
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
