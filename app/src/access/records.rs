//! Who has access, as it crosses the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In the address of the card: the account whose access may end.
pub const ENDED: &str = "toegang";

/// Everybody with access to a customer's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessList {
    /// The customer is archived: nobody sees anything until it is activated again.
    pub suspended: bool,
    /// Who has had it longest comes first.
    pub people: Vec<Person>,
}

/// A person with access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub account_id: Uuid,
    /// Empty, as is the address, for a colleague who may not see contacts.
    pub name: String,
    pub email: String,
    pub since: Option<DateTime<Utc>>,
    /// None while the person has not come back since accepting.
    pub seen_at: Option<DateTime<Utc>>,
}

impl Person {
    /// Its name, or its address where it has none.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}
