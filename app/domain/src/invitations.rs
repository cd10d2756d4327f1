//! What may become of an invitation: its status, and the steps between.

use serde::{Deserialize, Serialize};

/// How far an invitation is. Stored by name, and not changed by time: an open one that nobody answered in time is still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStatus {
    /// It waits for an answer.
    Open,
    /// The customer said yes.
    Accepted,
    /// The customer said no.
    Declined,
    /// It was taken back, or another one took its place.
    Withdrawn,
}

/// A step from one status to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationTransition {
    /// The customer says yes.
    Accept,
    /// The customer says no.
    Decline,
    /// It is taken back, or another one takes its place.
    Withdraw,
    /// Taking it back is undone.
    Reopen,
}

impl InvitationStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Accepted, Self::Declined, Self::Withdrawn];

    /// The name it is stored by.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of this name; none where the name means nothing.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// Where a step leads from here; none where the step is not allowed.
    #[must_use]
    pub const fn after(self, transition: InvitationTransition) -> Option<Self> {
        match (self, transition) {
            (Self::Open, InvitationTransition::Accept) => Some(Self::Accepted),
            (Self::Open, InvitationTransition::Decline) => Some(Self::Declined),
            (Self::Open, InvitationTransition::Withdraw) => Some(Self::Withdrawn),
            (Self::Withdrawn, InvitationTransition::Reopen) => Some(Self::Open),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_storage() {
        assert_eq!(InvitationStatus::ALL.map(InvitationStatus::key), ["open", "accepted", "declined", "withdrawn"]);
        for status in InvitationStatus::ALL {
            assert_eq!(InvitationStatus::from_key(status.key()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.key());
        }
        assert_eq!(InvitationStatus::from_key("expired"), None);
    }

    #[test]
    fn an_invitation_is_answered_once_and_opened_again_only_after_it_was_taken_back() {
        use InvitationStatus::{Accepted, Declined, Open, Withdrawn};
        use InvitationTransition::{Accept, Decline, Reopen, Withdraw};
        let steps = [Accept, Decline, Withdraw, Reopen];
        let after = |status: InvitationStatus| steps.map(|step| status.after(step));
        assert_eq!(after(Open), [Some(Accepted), Some(Declined), Some(Withdrawn), None]);
        assert_eq!(after(Accepted), [None; 4]);
        assert_eq!(after(Declined), [None; 4]);
        assert_eq!(after(Withdrawn), [None, None, None, Some(Open)]);
    }
}
