//! Between the records that are stored and the details that a form fills in: field by field, as the tables say (`domain::fields`).

use chrono::{DateTime, Utc};
use domain::{
    Money, address_fields, contact_fields, customer_fields,
    details::{AddressDetails, ContactDetails, CustomerDetails},
    email,
    fields::CustomerField,
};
use entity::{address, contact, customer};
use uuid::Uuid;

/// A stored value, and how a form fills it in.
trait Column<Typed> {
    /// As a form shows it.
    fn shown(&self) -> Typed;
    /// Stores what was checked.
    fn put(&mut self, typed: Typed);
}

impl<T: Clone> Column<T> for T {
    fn shown(&self) -> T {
        self.clone()
    }
    fn put(&mut self, typed: T) {
        *self = typed;
    }
}

/// The number that a firm gives a customer. One that is left empty stays what it is.
impl Column<String> for i64 {
    fn shown(&self) -> String {
        self.to_string()
    }
    fn put(&mut self, typed: String) {
        *self = typed.parse().unwrap_or(*self);
    }
}

/// An amount in cents. An empty text is none.
impl Column<String> for Option<i64> {
    fn shown(&self) -> String {
        self.map(|cents| Money::euro(cents).plain()).unwrap_or_default()
    }
    fn put(&mut self, typed: String) {
        *self = Money::read(&typed).ok().map(|money| money.cents);
    }
}

macro_rules! shown {
    (Email, $value:expr) => {
        email::shown(&$value)
    };
    ($kind:ident, $value:expr) => {
        $value.shown()
    };
}

macro_rules! details_of {
    ($Details:ident $record:ident: $($(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],)*) => {
        $Details { $($field: shown!($kind, $record.$field),)* }
    };
}

macro_rules! put {
    ($details:ident $record:ident: $($(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],)*) => {
        $($record.$field.put($details.$field);)*
    };
}

macro_rules! put_one {
    ($which:ident $Field:ident $details:ident $record:ident: $($(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],)*) => {
        match $which {
            $($Field::$Name => $record.$field.put($details.$field.clone()),)*
        }
    };
}

/// What a form shows of a customer.
pub fn of_customer(customer: &customer::Model) -> CustomerDetails {
    customer_fields! { details_of, CustomerDetails customer: }
}

/// The customer with checked details in place of its own.
pub fn onto_customer(details: CustomerDetails, mut customer: customer::Model) -> customer::Model {
    customer_fields! { put, details customer: }
    customer
}

/// Stores one field of checked details.
pub fn put_on_customer(field: CustomerField, details: &CustomerDetails, customer: &mut customer::Model) {
    customer_fields! { put_one, field CustomerField details customer: }
}

/// A customer that does not exist yet, without details: number 0 lets the firm give the next one.
pub fn blank_customer(firm_id: Uuid, id: Uuid, now: DateTime<Utc>) -> customer::Model {
    customer::Model {
        firm_id,
        id,
        version: 1,
        status: domain::customers::Status::Draft as i16,
        tab: domain::customers::Tab::Draft as i16,
        created_at: now,
        updated_at: now,
        ..customer::Model::default()
    }
}

/// What a form shows of an address.
pub fn of_address(address: &address::Model) -> AddressDetails {
    address_fields! { details_of, AddressDetails address: }
}

/// The address with checked details in place of its own.
pub fn onto_address(details: AddressDetails, mut address: address::Model) -> address::Model {
    address_fields! { put, details address: }
    address
}

/// A new address of a customer.
pub fn new_address(firm_id: Uuid, customer_id: Uuid, head_office: bool, details: AddressDetails) -> address::Model {
    let id = Uuid::now_v7();
    onto_address(
        details,
        address::Model { firm_id, id, customer_id, version: 1, head_office, ..address::Model::default() },
    )
}

/// What a form shows of a contact.
pub fn of_contact(contact: &contact::Model) -> ContactDetails {
    contact_fields! { details_of, ContactDetails contact: }
}

/// The contact with checked details in place of its own.
pub fn onto_contact(details: ContactDetails, mut contact: contact::Model) -> contact::Model {
    contact_fields! { put, details contact: }
    contact
}

/// A new contact of a customer.
pub fn new_contact(firm_id: Uuid, customer_id: Uuid, main: bool, details: ContactDetails) -> contact::Model {
    let id = Uuid::now_v7();
    let blank =
        contact::Model { firm_id, id, customer_id, version: 1, main, active: true, ..contact::Model::default() };
    onto_contact(details, blank)
}
