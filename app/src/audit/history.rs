//! What happened to a customer, as its card tells it.

use chrono::{DateTime, Utc};
use domain::{
    customers::Status,
    integrations::Integration,
    invitations::InvitationStatus,
    nace::Activity,
    own_fields::{Labels, OwnKind},
    templates::LinkSettings,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Who;

/// What one person did at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub at: DateTime<Utc>,
    pub who: Who,
    /// The screen or job it came from.
    pub source: String,
    pub events: Vec<Event>,
}

/// What happened to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: Uuid,
    pub kind: RecordKind,
    pub action: Action,
    /// What a person calls the record; none for the customer itself.
    pub subject: Option<Shown>,
    pub fields: Vec<FieldChange>,
}

/// Which record of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    Customer,
    Address,
    Contact,
    Assignment,
    Categorisation,
    Integration,
    Invitation,
    Access,
    Proposal,
    Note,
    OwnValue,
}

/// What was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Create,
    Update,
    Delete,
}

/// One field, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    pub before: Shown,
    pub after: Shown,
}

/// A value as far as the server can say it; the page puts it into the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    Nothing,
    Text(String),
    /// What a field of the firm's own is called.
    Labels(Labels),
    /// A value of such a field; options and colleagues by their names.
    Own(OwnKind, String),
    YesNo(bool),
    /// An amount in cents.
    Money(i64),
    /// One of a few values of a field.
    Choice {
        field: String,
        key: String,
    },
    /// A branch of industry.
    Activity(Activity),
    Status(Status),
    /// The status of an invitation.
    Answer(InvitationStatus),
    /// ISO 3166-1 alpha-2.
    Country(String),
    /// BCP 47.
    Locale(String),
    Moment(DateTime<Utc>),
    Settings(Integration, LinkSettings),
    /// Something that had a name, and is gone.
    Gone,
    /// A contact that was removed: its name goes with it.
    ContactGone,
}

impl Shown {
    /// A name, if there is one.
    pub fn named(name: impl Into<String>) -> Option<Self> {
        Some(name.into()).filter(|name| !name.is_empty()).map(Self::Text)
    }
}

/// Moments, newest first, and where the next ones begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    pub moments: Vec<Moment>,
    /// The last event of this page, when there are older ones.
    pub next: Option<Uuid>,
}

/// Which part of whose history.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct HistoryRequest {
    pub customer_id: Uuid,
    /// Events older than this one; none for the newest.
    pub before: Option<Uuid>,
}
