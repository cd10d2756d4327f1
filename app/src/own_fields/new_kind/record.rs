//! A change of kind as it crosses the wire.

use domain::own_fields::OwnKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::OwnField;
use crate::jobs::JobView;

/// What is asked about the kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindAsked {
    pub id: Uuid,
    /// What would become of the values as this kind.
    #[serde(default)]
    pub to: Option<OwnKind>,
    /// What putting the last change back would do.
    #[serde(default)]
    pub back: bool,
}

/// A field, and what became or would become of its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindView {
    pub field: OwnField,
    pub last: Option<LastChange>,
    pub ahead: Option<Ahead>,
    pub back: Option<Back>,
}

/// The last change of kind, as long as it can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastChange {
    pub from: OwnKind,
    pub to: OwnKind,
    /// It is being put back.
    pub returning: bool,
    /// So many values are still as they were.
    pub left: u64,
    /// The job that writes them.
    pub job: Option<JobView>,
}

impl LastChange {
    /// Whether a job works on it.
    #[must_use]
    pub fn is_going(&self) -> bool {
        self.job.as_ref().is_some_and(|job| !job.state.is_finished())
    }
}

/// What a change of kind would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    pub to: OwnKind,
    /// So many customers have a value.
    pub all: u64,
    /// So many of these values are none of the new kind: they would be left empty.
    pub misfits: u64,
    /// The first of those, as far as the viewer sees the customer.
    pub first: Vec<Misfit>,
    /// What can be chosen then.
    pub options: Vec<String>,
}

/// A value that is none of the new kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misfit {
    pub customer_id: Uuid,
    pub customer: String,
    pub value: String,
}

/// What putting a change back would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// So many values become what they were.
    pub restored: u64,
    /// So many were changed since, and are kept.
    pub kept: u64,
    /// So many of those are none of the former kind, and would be left empty.
    pub misfits: u64,
}

/// What becomes of the kind of a field, as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRequest {
    pub id: Uuid,
    pub version: i32,
    pub step: KindStep,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindStep {
    /// Another kind. So many values are left empty, as was shown: with another number it has to be looked at again.
    Change { to: OwnKind, misfits: u64 },
    /// The last change is put back.
    Back,
    /// What was stopped goes on.
    GoOn,
}
