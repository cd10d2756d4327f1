//! What the pages of the settings ask for.

use domain::permissions::Rights;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whether the cards of the firm have a tab that it may do without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardTabSwitch {
    /// The tab, by its slug.
    pub slug: String,
    pub on: bool,
}

/// One record.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct IdRequest {
    pub id: Uuid,
}

/// One record as it was seen.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeenRequest {
    pub id: Uuid,
    pub version: i32,
}

/// A colleague to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InviteRequest {
    pub name: String,
    pub email: String,
    /// The key of a language.
    pub locale: String,
    pub profile_id: Uuid,
    pub unit_id: Option<Uuid>,
}

/// What a colleague may do from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UserRequest {
    pub id: Uuid,
    pub version: i32,
    pub profile_id: Uuid,
    pub unit_id: Option<Uuid>,
    pub active: bool,
}

/// A permission profile; a new one has no id yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProfileRequest {
    pub id: Option<Uuid>,
    pub version: i32,
    pub name: String,
    pub rights: Rights,
}

/// Whether a permission profile, as it was seen, asks for a second factor.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RequireRequest {
    pub id: Uuid,
    pub version: i32,
    pub required: bool,
}

/// A business unit or category; a new one has no id yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GroupRequest {
    pub id: Option<Uuid>,
    pub version: i32,
    pub name: String,
}
