//! Templates as they cross the wire.

use domain::{
    integrations::Integration,
    templates::{Content, TemplateDetails},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody chooses a template by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoice {
    pub id: Uuid,
    pub name: String,
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
