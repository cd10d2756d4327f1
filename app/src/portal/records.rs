//! A customer as its own person sees it.

use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::draft::Draft;
use crate::{
    customers::portal_changes::Proposed,
    own_fields::{OwnFact, OwnForm},
    settings::Letterhead,
};

/// A company that this person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    pub id: Uuid,
    pub name: String,
    /// The accounting firm that works for it: two can have one name.
    pub firm_id: Uuid,
    pub firm: Letterhead,
}

/// All that the firm shows of it. What is internal to the firm is empty in `details`, which holds what waits for approval already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub id: Uuid,
    /// Whose session shows it: a form that is sent after that session is that person's still.
    pub account_id: Uuid,
    pub version: i32,
    pub firm: String,
    /// How the firm is reached.
    pub letterhead: Letterhead,
    /// What it is called at the firm.
    pub name: String,
    pub details: CustomerDetails,
    /// What waits for approval.
    pub waiting: Vec<Proposed>,
    /// What the firm shows in fields of its own.
    pub facts: Vec<OwnFact>,
    /// Those of them that the customer may change.
    pub own: OwnForm,
    /// The head office comes first.
    pub addresses: Vec<Part<AddressDetails>>,
    /// The main contact comes first.
    pub contacts: Vec<Part<ContactDetails>>,
    /// What is still missing.
    pub missing: Vec<Missing>,
    /// Whether this person keeps other companies too.
    pub others: bool,
    /// A form that could not be saved.
    pub draft: Option<Draft>,
}

/// One address or contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part<T> {
    pub id: Uuid,
    pub version: i32,
    /// Head office, or main contact.
    pub first: bool,
    pub details: T,
}

/// How a customer's person signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    pub account_id: Uuid,
    pub version: i32,
    pub name: String,
    pub email: String,
    /// The key of a language.
    pub locale: String,
    /// Without one it signs in by links in mails.
    pub has_password: bool,
    /// The session opens one company, and nothing of the account can be changed.
    pub limited: bool,
}

/// What the link of a mail to sign in opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    pub email: String,
    pub has_password: bool,
    /// The one company that the link opens of an account that has a password; none where the password is asked for.
    pub company: Option<String>,
    /// The firm that keeps its companies, where that is one.
    pub firm: Option<Letterhead>,
}

/// What a firm needs to work for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// Neither VAT nor company number; a private person needs none.
    Number,
    Iban,
    Email,
    /// Neither phone nor mobile.
    Phone,
    /// No head office with street and city.
    Address,
    /// Nobody with an e-mail address.
    Contact,
}

impl Missing {
    /// All that is looked for, in the order of the page.
    pub const ALL: [Self; 6] = [Self::Number, Self::Iban, Self::Email, Self::Phone, Self::Address, Self::Contact];
}

impl Overview {
    /// What of all that is looked for is not there.
    pub fn gaps(
        details: &CustomerDetails,
        addresses: &[Part<AddressDetails>],
        contacts: &[Part<ContactDetails>],
    ) -> Vec<Missing> {
        let whole =
            |address: &Part<AddressDetails>| !address.details.street.is_empty() && !address.details.city.is_empty();
        let gap = |missing: &Missing| match missing {
            Missing::Number => !details.is_individual() && details.vat.is_empty() && details.company_number.is_empty(),
            Missing::Iban => details.iban.is_empty(),
            Missing::Email => details.email.is_empty(),
            Missing::Phone => details.phone.is_empty() && details.mobile.is_empty(),
            Missing::Address => !addresses.iter().any(|address| address.first && whole(address)),
            Missing::Contact => !contacts.iter().any(|contact| !contact.details.email.is_empty()),
        };
        Missing::ALL.into_iter().filter(gap).collect()
    }
}
