//! What a customer sees of an own field on its own page.

use serde::{Deserialize, Serialize};

use super::OwnKind;

/// Whether a field is shown to the customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// It is internal to the firm.
    #[default]
    Internal,
    /// The customer sees it.
    Shown,
    /// The customer may change it too.
    Changeable,
}

impl Sharing {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Shown, Self::Changeable];

    /// The name by which it is stored.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Shown => "shown",
            Self::Changeable => "changeable",
        }
    }

    /// The other way round.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sharing| sharing.key() == key)
    }

    /// Whether a field of this kind can be shared so: whom the firm has for colleagues, no customer chooses.
    #[must_use]
    pub fn fits(self, kind: OwnKind) -> bool {
        self != Self::Changeable || kind != OwnKind::Colleague
    }

    /// The nearest to it that fits a kind.
    #[must_use]
    pub fn fitted(self, kind: OwnKind) -> Self {
        if self.fits(kind) { self } else { Self::Shown }
    }
}
