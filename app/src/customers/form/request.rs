//! What the form sends and gets.

use std::collections::BTreeSet;

use domain::{
    Country,
    details::{AddressDetails, ContactDetails, CustomerDetails, Rejections},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::whole::Whole;
use crate::{
    customers::records::{Duplicates, Named},
    error::{FieldError, Fields},
    own_fields::{OwnForm, OwnPatch},
    patch::Patch,
    settings::Colleague,
    templates::TemplateChoice,
};

/// What can be chosen in the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choosable {
    pub colleagues: Vec<Colleague>,
    pub business_units: Vec<Named>,
    pub categories: Vec<Named>,
}

impl Choosable {
    /// All that a field of the form may name by an id, but categories.
    pub fn named(&self) -> Vec<Named> {
        let colleagues = self.colleagues.iter().map(|one| Named { id: one.id, name: one.name.clone() });
        colleagues.chain(self.business_units.iter().cloned()).collect()
    }
}

/// What an empty form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// Of this form: saving it twice by accident makes one customer.
    pub form_id: Uuid,
    /// The firm's.
    pub country: String,
    pub locale: String,
    pub templates: Vec<TemplateChoice>,
    pub choosable: Choosable,
    pub own: OwnForm,
}

/// What the form of a customer that exists begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    pub version: i32,
    pub details: CustomerDetails,
    /// The head office.
    pub address: Part<AddressDetails>,
    /// The main contact; none for who may not change contacts.
    pub contact: Option<Part<ContactDetails>>,
    /// Whether somebody has access to the customer's own page, or an open invitation to it, by the company's address, and whether the
    /// main contact has; false for a colleague who may not see that.
    pub company_has_access: bool,
    pub contact_has_access: bool,
    /// How many addresses and active contacts it has beside these.
    pub others: (usize, usize),
    /// The categories that it is in.
    pub categories: BTreeSet<Uuid>,
    pub choosable: Choosable,
    pub own: OwnForm,
}

/// An address or a contact of a customer, as it was read; without an id there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part<T> {
    pub id: Option<Uuid>,
    pub version: i32,
    pub details: T,
}

impl<T> Part<T> {
    /// A record that was read in this state.
    pub fn of((id, version): Seen, details: T) -> Self {
        Self { id, version, details }
    }

    /// The same record, of which something else is said.
    pub fn with<U>(&self, details: U) -> Part<U> {
        Part { id: self.id, version: self.version, details }
    }

    /// Which state was read.
    pub fn seen(&self) -> Seen {
        (self.id, self.version)
    }
}

/// Which record, in which version; no id where there was none.
pub type Seen = (Option<Uuid>, i32);

/// The versions of all that the form of a customer changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    pub customer: i32,
    pub address: Seen,
    pub contact: Seen,
}

/// A customer to be added. An address or contact with nothing in it is left out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateRequest {
    /// From [`Blank::form_id`]. The customer gets an id of its own.
    #[serde(default)]
    pub form_id: Option<Uuid>,
    pub template_id: Option<Uuid>,
    pub customer: CustomerDetails,
    pub address: AddressDetails,
    pub contact: ContactDetails,
    /// The categories that it is in.
    #[serde(default)]
    pub categories: BTreeSet<Uuid>,
    /// What it has in the firm's own fields.
    #[serde(default)]
    pub own: OwnPatch,
}

impl CreateRequest {
    /// What is wrong with the three parts for a firm in `own`. An address or contact in which nothing was typed is left out, so nothing is wrong with it.
    pub fn wrong(&self, own: Option<Country>) -> Fields {
        let (customer, address, contact) = (self.customer.clone(), self.address.clone(), self.contact.clone());
        let whole = Whole { customer, address, contact, ..Whole::default() };
        whole.wrong(&Versions::default(), own, None)
    }
}

/// What is changed of a customer that was read in `version`; of its head office and its main contact too, where the form shows them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateRequest {
    pub id: Uuid,
    pub version: i32,
    pub customer: Patch<CustomerDetails>,
    #[serde(default)]
    pub address: Option<Part<Patch<AddressDetails>>>,
    #[serde(default)]
    pub contact: Option<Part<Patch<ContactDetails>>>,
    #[serde(default)]
    pub categories: Ticks,
    #[serde(default)]
    pub own: OwnPatch,
    /// Whether the access that the contact has by an address that is replaced ends.
    #[serde(default)]
    pub end_access: bool,
    /// The same by the address of the company.
    #[serde(default)]
    pub end_company_access: bool,
}

/// The categories that a form was read with, and those that are ticked now. Only what differs is changed: what a colleague did with others
/// meanwhile stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ticks {
    pub seen: BTreeSet<Uuid>,
    pub ticked: BTreeSet<Uuid>,
}

impl UpdateRequest {
    /// All of the customer's own data, and nothing else.
    pub fn of(id: Uuid, version: i32, customer: CustomerDetails) -> Self {
        let customer = Patch::whole(&customer);
        Self {
            id,
            version,
            customer,
            address: None,
            contact: None,
            categories: Ticks::default(),
            own: OwnPatch::default(),
            end_access: false,
            end_company_access: false,
        }
    }
}

/// What a customer is looked for by before it is added or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicatesRequest {
    pub name: String,
    pub vat: String,
    pub company_number: String,
    pub country: String,
    pub postcode: String,
    /// The customer that is changed, which is no duplicate of itself.
    #[serde(default)]
    pub except: Option<Uuid>,
}

impl DuplicatesRequest {
    /// What these details are looked for by.
    pub fn of(customer: &CustomerDetails, postcode: &str, except: Option<Uuid>) -> Self {
        let CustomerDetails { vat, company_number, country, .. } = customer.clone();
        Self { name: customer.full_name(), vat, company_number, country, postcode: postcode.to_owned(), except }
    }

    /// Whether what was found stops a save. A like name does not stop that of a customer that is there already.
    pub fn is_stopped_by(&self, found: &Duplicates) -> bool {
        if self.except.is_some() { found.have_number() } else { !found.is_none() }
    }
}

/// What was refused, by the fields' names in the form: `city` of the address is `address_city`.
pub fn refused(rejections: Rejections, prefix: &str) -> Fields {
    rejections
        .into_iter()
        .map(|(name, rejection)| (format!("{prefix}{name}"), FieldError::Rejected(rejection)))
        .collect()
}

/// How the fields of the address and the contact begin.
pub const ADDRESS: &str = "address_";
pub const CONTACT: &str = "contact_";
/// The names of the boxes by which the access of an address that is replaced ends.
pub const END_CONTACT_ACCESS: &str = "contact_end_access";
pub const END_COMPANY_ACCESS: &str = "company_end_access";
/// How the names of the boxes of categories begin; the id follows.
pub const CATEGORY: &str = "category_";
/// The name of the button by which somebody says that a duplicate is meant.
pub const ALTHOUGH_DUPLICATE: &str = "although_duplicate";
/// Where a customer is added, and the function that takes its plain form.
pub const NEW: &str = "/klanten/nieuw";
pub const SAVE: &str = "/api/customers/save_form";
/// In the address in place of a template's id: the customer starts from none.
pub const NO_TEMPLATE: &str = "geen";
/// The names of the buttons of the two steps: the one that leads back to choosing a template, and the one that chooses it.
pub const TO_TEMPLATES: &str = "to";
pub const CHOOSE_TEMPLATE: &str = "choose_template";
/// The field of a plain form with the categories that it was read with.
pub const CATEGORIES_SEEN: &str = "categories_seen";
