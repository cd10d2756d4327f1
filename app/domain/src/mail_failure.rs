//! Why a mail was not delivered.

use serde::{Deserialize, Serialize};

/// Why a mail did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailFailure {
    /// Our mail server did not answer, or hung up.
    Unreachable,
    /// Our mail server took nothing for now.
    RefusedForNow,
    /// Our mail server will not take it.
    RefusedForGood,
    /// The address does not exist.
    AddressUnknown,
    /// Our mail server could not be spoken with in secret.
    Tls,
    /// Our mail server refused our name and password.
    SignIn,
    /// It could not be made: a fault of our own, of which the log tells more.
    Fault,
}

impl MailFailure {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Unreachable,
        Self::RefusedForNow,
        Self::RefusedForGood,
        Self::AddressUnknown,
        Self::Tls,
        Self::SignIn,
        Self::Fault,
    ];

    /// The name it is stored by.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unreachable => "connection",
            Self::RefusedForNow => "answer",
            Self::RefusedForGood => "refused",
            Self::AddressUnknown => "address",
            Self::Tls => "tls",
            Self::SignIn => "sign_in",
            Self::Fault => "fault",
        }
    }
}
