//! Templates as they cross the wire.

use std::collections::BTreeSet;

use domain::{
    integrations::Integration,
    templates::{Content, TemplateDetails},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::customers::records::Named;

/// What somebody chooses a template by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoice {
    pub id: Uuid,
    pub name: String,
    pub gives: Gives,
}

/// What a template gives a customer today, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gives {
    pub manager: Option<Named>,
    pub business_unit: Option<Named>,
    /// By name.
    pub categories: Vec<Named>,
    /// How many colleagues it assigns.
    pub users: usize,
    pub integrations: Vec<Integration>,
}

impl Gives {
    /// Who manages the customer.
    pub fn manager_id(&self) -> Option<Uuid> {
        self.manager.as_ref().map(|one| one.id)
    }

    /// Its business unit.
    pub fn business_unit_id(&self) -> Option<Uuid> {
        self.business_unit.as_ref().map(|one| one.id)
    }

    /// The categories that it is in.
    pub fn category_ids(&self) -> BTreeSet<Uuid> {
        self.categories.iter().map(|one| one.id).collect()
    }
}

/// A template as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub archived: bool,
    /// How many colleagues it assigns.
    pub users: usize,
    pub integrations: Vec<Integration>,
    /// How many of the customers that the reader sees were made with it, or had it applied.
    pub customers: i64,
}

/// A template to edit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRecord {
    /// None while it is not saved.
    pub id: Option<Uuid>,
    /// What the record was when it was read: saving over a newer one is a conflict.
    pub version: i32,
    pub details: TemplateDetails,
}

impl TemplateRecord {
    /// Who and what it gives a customer.
    pub fn content(&self) -> &Content {
        &self.details.content
    }
}

/// Which template is asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TemplateRequest {
    pub id: Uuid,
}
