//! What customers changed, as it crosses the wire.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::own_fields::Labels;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{audit::Stamp, customers::records::Duplicates, moment};

/// What a customer changed itself that no colleague has marked as seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The last change: who, and when.
    pub stamp: Stamp,
    /// The customer's own fields, by their names.
    pub fields: BTreeSet<String>,
    /// The fields of the firm's own that the viewer sees, with what they are called.
    pub own: BTreeMap<Uuid, Labels>,
    /// Its addresses and contacts, as far as the viewer sees them.
    pub records: BTreeSet<Uuid>,
}

/// What waits for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub version: i32,
    /// Who proposed it last, and when.
    pub stamp: Option<Stamp>,
    pub fields: Vec<Proposed>,
    /// The others that have a number that is proposed.
    pub duplicates: Duplicates,
}

/// One field that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    pub field: String,
    pub now: String,
    /// Empty where the field is to be emptied.
    pub proposed: String,
}

/// A colleague has seen what the customer changed up to this moment.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeenRequest {
    pub id: Uuid,
    #[serde(deserialize_with = "moment::sent")]
    pub until: DateTime<Utc>,
}

/// Approves or refuses fields of a proposal as it was read in `version`; what is not named waits on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecideRequest {
    pub id: Uuid,
    pub version: i32,
    pub fields: BTreeSet<String>,
    pub approve: bool,
    /// Also where another customer that the viewer sees has a number.
    #[serde(default)]
    pub although_duplicate: bool,
}
