//! From which status on a customer must have a value in an own field.

use serde::{Deserialize, Serialize};

use crate::customers::Status;

/// When a field must be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequiredFrom {
    /// It may be empty.
    #[default]
    Never,
    /// From the first time that the customer is saved.
    Draft,
    /// Once the customer was invited.
    Invited,
    /// Once the firm works for the customer.
    Active,
}

impl RequiredFrom {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Never, Self::Draft, Self::Invited, Self::Active];

    /// The name by which it is stored.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Draft => "draft",
            Self::Invited => "invited",
            Self::Active => "active",
        }
    }

    /// The other way round.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|from| from.key() == key)
    }

    /// Whether a customer with this status must have a value. A customer who declined or is archived needs no more than a Concept.
    #[must_use]
    pub fn holds_for(self, status: Status) -> bool {
        match self {
            Self::Never => false,
            Self::Draft => true,
            Self::Invited => matches!(status, Status::Invited | Status::Active),
            Self::Active => status == Status::Active,
        }
    }
}
