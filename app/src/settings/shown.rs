//! What the pages of the settings show.

use chrono::{DateTime, Utc};
use domain::permissions::Rights;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A colleague as others choose it from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
}

/// The firm's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Counts the changes: who saves tells which one it saw.
    pub version: i32,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// With the letters of its country; may be empty.
    pub vat: String,
    /// A line for each line of it; may be empty, like the telephone.
    pub address: String,
    pub phone: String,
    pub email: String,
    /// The key of a language: of mails to customers whose own language is not known.
    pub locale: String,
}

/// What customers are grouped by: a business unit, in which colleagues are too, or a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: Uuid,
    pub version: i32,
    pub name: String,
}

/// A permission profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub id: Uuid,
    pub version: i32,
    /// As typed; of a built-in one its key, see `title`.
    pub name: String,
    /// The key of a built-in profile, which cannot be changed; empty otherwise.
    pub builtin: String,
    pub rights: Rights,
    /// Whoever has it can do nothing before a second factor is set up.
    pub requires_second_factor: bool,
    /// How many colleagues have it.
    pub users: u64,
    /// Whether it gives no more than the viewer has, who may then hand it out.
    pub within_reach: bool,
}

/// A colleague, for who keeps the accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: Uuid,
    pub version: i32,
    pub name: String,
    pub email: String,
    pub profile_id: Uuid,
    pub unit_id: Option<Uuid>,
    pub active: bool,
    /// Whether it has accepted its invitation.
    pub joined: bool,
    /// Whether it gives a second factor when it signs in.
    pub second_factor: bool,
    /// The mail that invited it last.
    pub mail: Option<MailState>,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailState {
    /// queued, sent, failed or withdrawn.
    pub status: String,
    /// When it was sent, or else written.
    pub at: DateTime<Utc>,
}

/// The colleagues, and what can be chosen for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Users {
    pub users: Vec<User>,
    pub profiles: Vec<Profile>,
    pub units: Vec<Group>,
}
