//! What the list is sorted by.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the list is sorted by: a column that an index bears, or the order of entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sort {
    Number,
    #[default]
    Name,
    Vat,
    City,
    Status,
    Manager,
    /// By the code of the country, which is the same in every language.
    Country,
    Phone,
    /// Street and house number of the head office.
    Address,
    /// The full name of the main contact.
    Contact,
    /// The order in which customers were entered. A search that finds very many, and for which no other order was chosen, is
    /// shown so: it need not look at them all.
    Entry,
    /// A field of the firm's own.
    Own(Uuid),
}

/// Begins the word of a field of the firm's own.
const OWN: &str = "veld-";

impl Sort {
    /// All of them but the firm's own fields, the columns first.
    pub const ALL: [Self; 11] = [
        Self::Number,
        Self::Name,
        Self::Vat,
        Self::City,
        Self::Status,
        Self::Manager,
        Self::Country,
        Self::Phone,
        Self::Address,
        Self::Contact,
        Self::Entry,
    ];

    /// As it stands in the address.
    pub fn word(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Number => "nummer",
            Self::Name => "naam",
            Self::Vat => "btw",
            Self::City => "gemeente",
            Self::Status => "status",
            Self::Manager => "beheerder",
            Self::Country => "land",
            Self::Phone => "telefoon",
            Self::Address => "adres",
            Self::Contact => "contact",
            Self::Entry => "invoer",
            Self::Own(field) => return Cow::Owned(format!("{OWN}{}", field.simple())),
        })
    }

    /// The other way round.
    pub fn from_word(word: &str) -> Option<Self> {
        let own = || word.strip_prefix(OWN)?.parse().ok().map(Self::Own);
        Self::ALL.into_iter().find(|known| known.word() == word).or_else(own)
    }
}
