//! A line of the log of sign-ins, as it is shown.

use chrono::{DateTime, Utc};
use domain::Device;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::settings::Colleague;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SignInResult {
    /// With a password, and whatever else was asked.
    Right,
    /// By the link of a mail.
    Link,
    /// For the first time: the firm was made, or an invitation accepted.
    Joined,
    /// Another password was chosen by the link of a mail.
    PasswordChosen,
    WrongPassword,
    /// The second factor was wrong.
    WrongCode,
    /// The answer of a passkey was wrong, or it was another colleague's.
    WrongPasskey,
    /// It must wait: there were too many tries.
    TooOften,
    /// The colleague no longer works here.
    Deactivated,
    /// The link was used, withdrawn or has run out.
    LinkRefused,
}

impl SignInResult {
    /// All of them, in the order that they are chosen from.
    pub const ALL: [Self; 10] = [
        Self::Right,
        Self::Link,
        Self::Joined,
        Self::PasswordChosen,
        Self::WrongPassword,
        Self::WrongCode,
        Self::WrongPasskey,
        Self::TooOften,
        Self::Deactivated,
        Self::LinkRefused,
    ];

    /// As it is stored and stands in an address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Link => "link",
            Self::Joined => "joined",
            Self::PasswordChosen => "password_chosen",
            Self::WrongPassword => "wrong_password",
            Self::WrongCode => "wrong_code",
            Self::WrongPasskey => "wrong_passkey",
            Self::TooOften => "too_often",
            Self::Deactivated => "deactivated",
            Self::LinkRefused => "link_refused",
        }
    }

    /// Reads what `key` gave.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.key() == key)
    }

    /// Whether somebody came in.
    #[must_use]
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Right | Self::Link | Self::Joined | Self::PasswordChosen)
    }
}

/// Whose account it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    Colleague {
        name: String,
        email: String,
    },
    Customer {
        name: String,
        email: String,
    },
    /// Nobody's; this is how what was typed begins.
    Nobody {
        typed: String,
    },
}

/// Somebody came in, or was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInLine {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// The last of several that were alike.
    pub last_at: DateTime<Utc>,
    pub times: u32,
    pub whose: Whose,
    pub address: String,
    pub device: Device,
    pub result: SignInResult,
}

/// A page of them, the latest first, and whom they can be asked of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIns {
    pub lines: Vec<SignInLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<Uuid>,
    pub colleagues: Vec<Colleague>,
}

/// Which of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInsRequest {
    pub user_id: Option<Uuid>,
    pub result: Option<SignInResult>,
    /// Older than this one.
    pub before: Option<Uuid>,
}
