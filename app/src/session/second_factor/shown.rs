//! What the pages show of a second factor.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A colleague's own second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factors {
    /// When the authenticator app was set up, if there is one.
    pub app_set_at: Option<DateTime<Utc>>,
    pub passkeys: Vec<PasskeyRecord>,
    /// How many recovery codes were not used yet.
    pub codes_left: u64,
    /// Whether the permission profile asks for a second factor.
    pub required: bool,
}

impl Factors {
    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.app_set_at.is_some() || !self.passkeys.is_empty()
    }
}

/// A passkey of a colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRecord {
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// What an authenticator app needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppSetup {
    /// In groups of four, for typing.
    pub secret: String,
    pub qr: QrCode,
    /// The secret as it goes back with the first code: sealed, for this colleague and for an hour.
    pub sealed: String,
}

/// A QR code as a drawing: one path in a square of this many units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    pub size: i32,
    pub path: String,
}

/// What whoever gave the right password can go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondStep {
    pub app: bool,
    pub passkey: bool,
}
