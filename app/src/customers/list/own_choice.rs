//! A value of a field of the firm's own that the list is narrowed to, as it stands in the address.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A value of a field of the firm's own, as the field reads it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnChoice {
    pub field: Uuid,
    pub value: String,
}

impl OwnChoice {
    /// From how it stands in the address.
    pub fn parse(text: &str) -> Option<Self> {
        let (field, value) = text.split_once('.')?;
        // No value to choose is longer than an id.
        Some(Self { field: field.parse().ok()?, value: value.chars().take(40).collect() })
    }

    /// As it stands in the address.
    pub fn text(&self) -> String {
        format!("{}.{}", self.field.simple(), self.value)
    }
}
