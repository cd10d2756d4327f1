//! What a customer starts from and is linked to, as it crosses the wire.

use domain::{
    integrations::Integration,
    templates::{Content, Deviation, LinkSettings},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    customers::records::Named,
    settings::Colleague,
    templates::{Gives, TemplateChoice},
};

/// In the address of the tab: the integration whose form is open, the template that it is compared with before that is applied, the
/// integration that may be unlinked, and whether a colleague takes themselves off the customer. The last three are asked first.
pub const OPEN: &str = "koppeling";
pub const COMPARED: &str = "sjabloon";
pub const UNLINKED: &str = "ontkoppelen";
pub const LEAVING: &str = "weggaan";
/// The field in which a plain form chooses an integration to link.
pub const NEW_LINK: &str = "integration";

/// The address of the tab of a customer.
#[must_use]
pub fn address(customer_id: Uuid) -> String {
    format!("/klanten/{customer_id}/instellingen")
}

/// The tab *Klantinstellingen* of one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSettings {
    pub template: Option<AppliedTemplate>,
    /// What it can have applied instead.
    pub templates: Vec<TemplateChoice>,
    pub manager: Option<Colleague>,
    pub business_unit: Option<String>,
    /// What outside systems call the customer, as its card says.
    pub external_reference: String,
    /// Whether the customer's Peppol mandate is signed, as its card says.
    pub mandate: bool,
    /// Everybody assigned, by name. Who left the firm is still among them.
    pub assigned: Vec<Colleague>,
    /// The active colleagues of the firm.
    pub colleagues: Vec<Colleague>,
    /// The categories that it is in, by name.
    pub categories: Vec<Named>,
    /// All of the firm, by name.
    pub firm_categories: Vec<Named>,
    pub links: Vec<Link>,
    /// Where it differs from the template that was asked for.
    pub compared: Option<Deviation>,
}

/// The template that a customer has, and where the customer differs from it today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedTemplate {
    pub id: Uuid,
    pub name: String,
    pub archived: bool,
    pub content: Content,
    pub gives: Gives,
    pub deviation: Deviation,
}

/// An integration that is recorded for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub integration: Integration,
    pub version: i32,
    /// What the outside system calls the customer; empty where that is the reference on the card.
    pub external_reference: String,
    pub settings: LinkSettings,
}

impl CustomerSettings {
    /// The name of somebody who is named on this tab.
    pub fn name(&self, id: Uuid) -> String {
        let known = self.assigned.iter().chain(&self.colleagues).find(|colleague| colleague.id == id);
        known.map(|colleague| colleague.name.clone()).unwrap_or_default()
    }

    /// The name of a category of the firm.
    pub fn category_name(&self, id: Uuid) -> String {
        let known = self.firm_categories.iter().find(|category| category.id == id);
        known.map(|category| category.name.clone()).unwrap_or_default()
    }

    /// The name of a business unit that one of the templates gives.
    pub fn unit_name(&self, id: Uuid) -> String {
        let gives = self.templates.iter().map(|choice| &choice.gives).chain(self.template.iter().map(|own| &own.gives));
        let known = gives.filter_map(|gives| gives.business_unit.as_ref()).find(|unit| unit.id == id);
        known.map(|unit| unit.name.clone()).unwrap_or_default()
    }

    /// The name of a template that the customer has or can have.
    pub fn template_name(&self, id: Uuid) -> String {
        let known = self.templates.iter().find(|template| template.id == id).map(|template| &template.name);
        let own = self.template.iter().find(|template| template.id == id).map(|template| &template.name);
        known.or(own).cloned().unwrap_or_default()
    }

    /// What is recorded of an integration; a new link when nothing is.
    pub fn link(&self, integration: Integration) -> Link {
        let known = self.links.iter().find(|link| link.integration == integration).cloned();
        known.unwrap_or_else(|| Link {
            integration,
            version: 0,
            external_reference: String::new(),
            settings: LinkSettings::new(),
        })
    }
}

/// Whose settings are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsRequest {
    pub customer_id: Uuid,
    /// A template that may be applied: what that would change is told too.
    #[serde(default)]
    pub compare: Option<Uuid>,
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

/// What a template can fill in on a card, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyField {
    Manager,
    BusinessUnit,
}

impl EmptyField {
    /// Its name in a form.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::BusinessUnit => "business_unit",
        }
    }

    /// The other way round.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Manager, Self::BusinessUnit].into_iter().find(|field| field.key() == key)
    }
}

/// A field of a customer that has nothing in it, to be filled in by the customer's own template.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FillRequest {
    pub customer_id: Uuid,
    pub field: EmptyField,
}

/// A template for a customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ApplyRequest {
    pub customer_id: Uuid,
    pub template_id: Uuid,
}
