//! Invitations as they cross the wire.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::MailFailure;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{customers::list::address::ListQuery, settings::Letterhead};

/// In the address of the card: the invitation that may be taken back.
pub const WITHDRAWN: &str = "intrekken";

/// To whom an invitation goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// None for the customer's general address, or one that was typed in.
    pub contact_id: Option<Uuid>,
    pub name: String,
    pub email: String,
    /// BCP 47.
    pub locale: String,
}

/// Why a customer cannot be invited now, or need not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// Neither the customer nor a contact has an e-mail address.
    NoEmail,
    /// Whoever invites wrote the only addresses, and may not see all that the customer's own page shows.
    OwnAddress,
    /// An invitation is open.
    Open,
    /// It is no longer worked for.
    Archived,
    /// It accepted an earlier invitation. One more can be sent, to another person.
    Accepted,
}

/// What the page that invites one customer begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    pub customer: String,
    /// Whom it can go to, the most likely first.
    pub recipients: Vec<Recipient>,
    /// The language of somebody whose own is not known.
    pub locale: String,
    pub obstacle: Option<Obstacle>,
}

/// The mail as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub lang: String,
    /// Where the firm's logo is.
    pub logo: Option<String>,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub greeting: String,
    pub sentences: Vec<String>,
    pub note_from: String,
    pub note: String,
    pub action: String,
    pub expiry: String,
    pub sent_by: String,
    pub why: String,
    /// How the firm is reached, a line each.
    pub reached: Vec<String>,
}

/// Which customers to invite at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    pub ids: Vec<Uuid>,
    /// All that an import made.
    pub import: Option<Uuid>,
    /// All that a list shows, on whichever page.
    #[serde(default)]
    pub list: Option<ListQuery>,
}

/// Who of a selection will be invited, and who will not. A page after the first has but `ready` and `next`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedMany {
    pub ready_count: usize,
    /// How many mails go out in each language, by its key.
    pub languages: BTreeMap<String, usize>,
    /// Over how many days the mails leave: 1 where the last one leaves today.
    pub days: u64,
    /// The first of them, and behind those the first of each language that has none among them.
    pub ready: Vec<Ready>,
    /// After whom the next page of them begins, if there is one.
    pub next: Option<Uuid>,
    pub kept_count: usize,
    /// The first of those who are not invited.
    pub kept: Vec<Kept>,
}

/// A customer that will be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    pub id: Uuid,
    pub customer: String,
    pub recipient: Recipient,
}

/// A customer that will not be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: Uuid,
    pub customer: String,
    pub obstacle: Obstacle,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Open,
    Accepted,
    Declined,
    Withdrawn,
    /// Nobody answered in time.
    Expired,
}

/// What became of the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    Waiting,
    /// It did not get through yet; it is tried again at this time.
    Delayed {
        cause: MailFailure,
        next: DateTime<Utc>,
    },
    Sent {
        at: DateTime<Utc>,
    },
    /// It will not be tried again.
    Failed {
        cause: MailFailure,
    },
    /// It was taken back before it left.
    Withdrawn,
}

/// The last invitation of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub id: Uuid,
    pub standing: Standing,
    pub name: String,
    /// Empty, as is the name, for a colleague who may not see contacts, and where the contact was removed.
    pub email: String,
    /// It went to a contact that was removed since.
    pub contact_removed: bool,
    pub sender: String,
    pub sent_at: DateTime<Utc>,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
    /// Until when the link in its last mail works; none before that left.
    pub link_expires_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    /// Why it was declined.
    pub reason: String,
    pub delivery: Option<Delivery>,
    /// What the mail server said when it did not take the mail, in its own words; may be empty.
    pub server_said: String,
}

/// What somebody sees who opens the link of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opened {
    /// It can be answered.
    Open(Box<Invitation>),
    /// The link has run out, the invitation has not: a new link can be sent to the same address.
    LinkExpired {
        firm: Letterhead,
    },
    Accepted {
        firm: Letterhead,
    },
    Declined {
        firm: Letterhead,
    },
    Withdrawn {
        firm: Letterhead,
    },
    Expired {
        firm: Letterhead,
    },
    /// A newer mail took its place, and the invitation is still open.
    Replaced {
        firm: Letterhead,
    },
    /// No such link.
    Unknown,
}

impl Opened {
    /// Whose link it is, where that is known.
    pub fn firm(self) -> Option<Letterhead> {
        match self {
            Self::Open(invitation) => Some(invitation.letterhead),
            Self::LinkExpired { firm }
            | Self::Accepted { firm }
            | Self::Declined { firm }
            | Self::Withdrawn { firm }
            | Self::Expired { firm }
            | Self::Replaced { firm } => Some(firm),
            Self::Unknown => None,
        }
    }
}

/// An invitation as its recipient sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Who invites, and how it is reached.
    pub letterhead: Letterhead,
    pub sender: String,
    pub customer: String,
    pub name: String,
    pub email: String,
    pub note: String,
    pub account: Account,
}

/// What the address of an invitation has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Account {
    /// Nothing that the link would open besides: how to sign in is chosen now.
    New,
    /// Other companies, and no password: the link opens this company only.
    Others,
    /// A password. Without it the link opens this company only.
    WithPassword,
}

/// How many were invited by a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub invited: u64,
    pub skipped: u64,
}
