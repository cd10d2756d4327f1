//! What has become of a mail.

/// How far a mail is. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailStatus {
    /// It waits to be sent, for the first time or again.
    Queued,
    Sent,
    /// It was tried as often as it may.
    Failed,
    /// Whoever had it sent thought better of it.
    Withdrawn,
}

impl MailStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Sent, Self::Failed, Self::Withdrawn];

    /// The name it is stored by.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }
}
