//! Where a bulk file stands between its upload and its result.

use serde::{Deserialize, Serialize};

/// The state of an import. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its rows are being judged; nothing is created.
    Checking,
    /// It can be looked at and imported.
    Ready,
    /// The file as a whole cannot be read.
    Refused,
    /// Its customers are being created.
    Importing,
    /// Every row has had its turn.
    Done,
    /// Somebody stopped it; the customers that were created before stay, and it can go on.
    Cancelled,
    /// Nobody wants it any more; its file is gone.
    Discarded,
}

impl State {
    /// All of them, in the order of a file's life.
    pub const ALL: [Self; 7] =
        [Self::Checking, Self::Ready, Self::Refused, Self::Importing, Self::Done, Self::Cancelled, Self::Discarded];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Ready => "ready",
            Self::Refused => "refused",
            Self::Importing => "importing",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Discarded => "discarded",
        }
    }

    /// The state of this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether creating customers may begin, or go on.
    pub fn may_start(self) -> bool {
        matches!(self, Self::Ready | Self::Cancelled)
    }

    /// Whether the file may be thrown away: nothing was made of it.
    pub fn may_discard(self) -> bool {
        matches!(self, Self::Ready | Self::Refused)
    }
}
