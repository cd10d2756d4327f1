//! How far a job is, as server and browser know it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a job is doing. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Queued,
    Running,
    Done,
    /// It failed as often as it may.
    Failed,
    /// The server ended in the middle of it as often as it may.
    Crashed,
    /// Somebody stopped it; what was done before stays.
    Cancelled,
}

impl JobState {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::Crashed, Self::Cancelled];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Crashed => "crashed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this name; one that nobody knows is a failure.
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.key() == key).unwrap_or(Self::Failed)
    }

    /// Whether nothing more will come of it.
    pub fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Crashed | Self::Cancelled)
    }

    /// Whether it was given up, and somebody may have it done again.
    pub fn is_given_up(self) -> bool {
        matches!(self, Self::Failed | Self::Crashed)
    }
}

/// A job as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    pub id: Uuid,
    pub state: JobState,
    pub done: u64,
    /// 0 while it is not known.
    pub total: u64,
    /// Somebody asked it to stop.
    pub stopping: bool,
    /// The reference of the error that it was given up with.
    pub error: String,
}
