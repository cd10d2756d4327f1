//! What the address of a card asks for. A page that is not hydrated opens no dialog: its menus lead to a question, or to a form, on the
//! page itself.

use uuid::Uuid;

use crate::{paths, ui::Query};

/// The question, in the query of the address; by the same name that leads to its place on the page.
pub const QUESTION: &str = "vraag";
/// In place of the id of a record: a new one.
const NEW: &str = "nieuw";
/// The field by which a button asks for the form on the page.
pub const OPEN: &str = "open";

/// A kind of record of the card, by what it is called in the address.
pub const ADDRESS: &str = "adres";
/// The same of its contacts.
pub const CONTACT: &str = "contact";

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Activate,
    Deactivate,
    Delete,
    /// Which address is the head office.
    HeadOffice,
    /// Whether a contact is the main one from now on.
    Main,
    /// How the page is printed.
    Print,
}

impl Asked {
    const ALL: [Self; 6] = [Self::Activate, Self::Deactivate, Self::Delete, Self::HeadOffice, Self::Main, Self::Print];

    /// As it stands in the address.
    const fn word(self) -> &'static str {
        match self {
            Self::Activate => "activeren",
            Self::Deactivate => "deactiveren",
            Self::Delete => "verwijderen",
            Self::HeadOffice => "hoofdkantoor",
            Self::Main => "hoofdcontact",
            Self::Print => "afdrukken",
        }
    }

    /// The page that is shown, with this question.
    pub fn here(self) -> String {
        format!("?{QUESTION}={}#{QUESTION}", self.word())
    }

    fn read(query: &Query) -> Option<Self> {
        let word = query.get_str(QUESTION)?;
        Self::ALL.into_iter().find(|asked| asked.word() == word)
    }

    /// What is asked of the customer, and not of one of its records.
    pub fn of_customer(query: &Query) -> Option<Self> {
        let of_record = [ADDRESS, CONTACT].iter().any(|kind| is_about(query, kind));
        Self::read(query).filter(|_| !of_record)
    }

    /// What is asked of one of these records of a kind.
    pub fn of_record<T: Clone>(
        query: &Query,
        kind: &str,
        records: &[T],
        is: impl Fn(&T, Uuid) -> bool,
    ) -> Option<(Self, T)> {
        let id = query.get_str(kind)?.parse().ok()?;
        Self::read(query).zip(records.iter().find(|record| is(record, id)).cloned())
    }
}

/// Whether one of this kind is asked about: only then something came back of it.
pub fn is_about(query: &Query, kind: &str) -> bool {
    query.get_str(kind).is_some()
}

/// Which form of a kind of record is asked for: that of one of these, or of a new one.
pub fn form<T: Clone>(query: &Query, kind: &str, records: &[T], is: impl Fn(&T, Uuid) -> bool) -> Option<Option<T>> {
    let of = query.get_str(kind).filter(|_| query.get_str(QUESTION).is_none())?;
    if of == NEW {
        return Some(None);
    }
    let id = of.parse().ok()?;
    records.iter().find(|record| is(record, id)).cloned().map(Some)
}

/// The card that asks this of its customer.
pub fn of_customer(id: Uuid, asked: Asked) -> String {
    format!("{}{}", paths::card(id), asked.here())
}

/// The card that asks this of one of its records.
pub fn of_record(customer_id: Uuid, kind: &str, id: Uuid, asked: Asked) -> String {
    format!("{}?{kind}={id}&{QUESTION}={}#{QUESTION}", paths::card(customer_id), asked.word())
}

/// The card with the form of one of its records.
pub fn form_of(customer_id: Uuid, kind: &str, id: Uuid) -> String {
    format!("{}?{kind}={id}#{QUESTION}", paths::card(customer_id))
}

/// The card with the form of a new record.
pub fn form_of_new(customer_id: Uuid, kind: &str) -> String {
    format!("{}?{kind}={NEW}#{QUESTION}", paths::card(customer_id))
}
