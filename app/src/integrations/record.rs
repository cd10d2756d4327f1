//! What a customer starts from and is linked to, as it crosses the wire.

use domain::{
    integrations::Integration,
    templates::{Content, Deviation, LinkSettings},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{customers::records::Named, settings::Colleague, templates::TemplateChoice};

/// The tab *Klantinstellingen* of one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSettings {
    pub template: Option<AppliedTemplate>,
    /// What it can have applied instead.
    pub templates: Vec<TemplateChoice>,
    pub manager: Option<Colleague>,
    pub business_unit: Option<String>,
    /// What a new link begins with as its reference.
    pub external_reference: String,
    /// Everybody assigned, by name. Who left the firm is still among them.
    pub assigned: Vec<Colleague>,
    /// The active colleagues of the firm.
    pub colleagues: Vec<Colleague>,
    /// The categories that it is in, by name.
    pub categories: Vec<Named>,
    /// All of the firm, by name.
    pub firm_categories: Vec<Named>,
    pub links: Vec<Link>,
}

/// The template that a customer has, and where the customer differs from it today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedTemplate {
    pub id: Uuid,
    pub name: String,
    pub archived: bool,
    pub content: Content,
    pub deviation: Deviation,
}

/// An integration that is recorded for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub integration: Integration,
    pub version: i32,
    /// What the outside system calls the customer.
    pub external_reference: String,
    pub settings: LinkSettings,
}

impl CustomerSettings {
    /// The name of somebody who is named on this tab.
    pub fn name(&self, id: Uuid) -> String {
        let known = self.assigned.iter().chain(&self.colleagues).find(|colleague| colleague.id == id);
        known.map(|colleague| colleague.name.clone()).unwrap_or_default()
    }

    /// What is recorded of an integration; a new link when nothing is.
    pub fn link(&self, integration: Integration) -> Link {
        let known = self.links.iter().find(|link| link.integration == integration).cloned();
        let external_reference = self.external_reference.clone();
        known.unwrap_or_else(|| Link { integration, version: 0, external_reference, settings: LinkSettings::new() })
    }
}

/// Whose settings are asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SettingsRequest {
    pub customer_id: Uuid,
}

/// A colleague to assign to a customer, or to take off it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct AssignRequest {
    pub customer_id: Uuid,
    pub user_id: Uuid,
}

/// A category to put a customer in, or to take it out of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CategoryRequest {
    pub customer_id: Uuid,
    pub category_id: Uuid,
}

/// A link as filled in. Its version is 0 while the integration is not linked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkRequest {
    pub customer_id: Uuid,
    pub link: Link,
}

/// A link to take away.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct UnlinkRequest {
    pub customer_id: Uuid,
    pub integration: Integration,
}

/// A template for a customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ApplyRequest {
    pub customer_id: Uuid,
    pub template_id: Uuid,
}
