//! Customers, addresses and contacts as they cross the wire.

use domain::{
    customers::Status,
    details::{AddressDetails, ContactDetails, CustomerDetails},
    nace::Activity,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    card::tabs::CardTab,
    portal_changes::{News, Waiting},
};
use crate::{audit::Trail, error::Refusal, own_fields::OwnFact};

/// Why a customer in this status cannot be deleted; none where it can.
pub fn delete_refusal(status: Status) -> Option<Refusal> {
    match status {
        status if status.may_delete() => None,
        Status::Archived => Some(Refusal::DeleteArchived),
        _ => Some(Refusal::DeleteOnlyDraft),
    }
}

/// A customer with all that its card shows above and on tab *Contactinformatie*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: Uuid,
    pub version: i32,
    pub status: Status,
    pub details: CustomerDetails,
    pub city: String,
    pub manager: Option<String>,
    pub business_unit: Option<String>,
    pub template: Option<String>,
    /// Its branch of industry, by its names.
    pub activity: Option<Activity>,
    /// The names of the categories that it is in.
    pub categories: Vec<String>,
    /// What it has in the firm's own fields.
    pub own: Vec<OwnFact>,
    /// The other customers with the same VAT or company number, of those that the viewer sees.
    pub duplicates: Vec<Duplicate>,
    /// What the customer changed itself and nobody has seen.
    pub news: Option<News>,
    /// What the customer wants changed, until it is decided.
    pub waiting: Option<Waiting>,
    pub trail: Trail,
    /// The tabs that the viewer is offered, as it has them.
    pub tabs: Vec<CardTab>,
    pub addresses: Vec<Address>,
    /// None for a colleague who may not see contacts.
    pub contacts: Option<Vec<Contact>>,
}

/// One address of a customer; the head office comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub id: Uuid,
    pub version: i32,
    pub head_office: bool,
    /// The customer changed it itself and nobody has seen that.
    pub by_customer: bool,
    pub details: AddressDetails,
    pub trail: Trail,
}

/// One contact of a customer; the main one comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: Uuid,
    pub version: i32,
    pub main: bool,
    pub active: bool,
    /// Whether the person has access to the customer's own page, or an open invitation to it; false for a colleague who may not see that.
    pub has_access: bool,
    /// The customer changed it itself and nobody has seen that.
    pub by_customer: bool,
    pub details: ContactDetails,
    pub trail: Trail,
}

impl Contact {
    /// Its name, or its e-mail address where it has none.
    pub fn name(&self) -> String {
        person_name(&self.details.first_name, &self.details.last_name, &self.details.email)
    }
}

/// How a contact is called: first and last name, or else its e-mail address.
pub fn person_name(first: &str, last: &str, email: &str) -> String {
    match format!("{first} {last}").trim() {
        "" => email.to_owned(),
        name => name.to_owned(),
    }
}

/// Where a step of its status has brought a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    pub version: i32,
    pub status: Status,
}

/// Which customers may be the one that is being added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicates {
    /// Those with the same number first.
    pub found: Vec<Duplicate>,
    /// A customer that the viewer may not see has the number. Nothing else is told.
    pub in_use: bool,
}

impl Duplicates {
    /// Nothing speaks against adding it.
    pub fn is_none(&self) -> bool {
        self.found.is_empty() && !self.in_use
    }

    /// Whether one of them has the same number, seen or not.
    pub fn have_number(&self) -> bool {
        self.in_use || self.found.iter().any(|duplicate| duplicate.same_number)
    }
}

/// A customer that may be the same as another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    pub id: Uuid,
    pub number: i64,
    pub name: String,
    pub vat: String,
    pub city: String,
    pub status: Status,
    /// The VAT or company number is the same; otherwise name and postcode are alike.
    pub same_number: bool,
}

/// Something to choose by its name: a colleague, a template, a business unit, a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}
