//! The sheets beside that of the customers: all of their addresses, and all of their contacts. A bulk file has one of each.

use domain::{
    details::{AddressDetails, ContactDetails},
    fields::Record,
};
use entity::{address, contact, customer};
use leptos_i18n::td_string;

use crate::{
    customers::{
        details,
        fields::{label_in, yes_or_no},
    },
    i18n::*,
};

/// What stands above the addresses.
pub fn address_titles(l: Locale) -> Vec<&'static str> {
    titles::<AddressDetails>(l, &["head_office"])
}

/// The row of an address.
pub fn address(l: Locale, customer: &customer::Model, address: &address::Model) -> Vec<String> {
    row(customer, &details::of_address(address), [yes_or_no(l, address.head_office).to_owned()])
}

/// What stands above the contacts.
pub fn contact_titles(l: Locale) -> Vec<&'static str> {
    titles::<ContactDetails>(l, &["main", "active"])
}

/// The row of a contact.
pub fn contact(l: Locale, customer: &customer::Model, contact: &contact::Model) -> Vec<String> {
    row(customer, &details::of_contact(contact), [contact.main, contact.active].map(|yes| yes_or_no(l, yes).to_owned()))
}

/// The customer that a row belongs to, the fields of the record, and what else is said of it.
fn titles<R: Record>(l: Locale, answers: &[&str]) -> Vec<&'static str> {
    let of_record = R::FIELDS.iter().map(|field| R::def(*field).key);
    let labels = ["name"].into_iter().chain(of_record).chain(answers.iter().copied());
    let labels = labels.map(|field| label_in(l, field).unwrap_or_default());
    [td_string!(l, customers.file.number)].into_iter().chain(labels).collect()
}

/// A row begins with the customer that it belongs to.
fn row<R: Record, const N: usize>(customer: &customer::Model, record: &R, answers: [String; N]) -> Vec<String> {
    let of_customer = [customer.number.to_string(), customer.name.clone()];
    let texts = R::FIELDS.iter().map(|field| record.text(*field).cloned().unwrap_or_default());
    of_customer.into_iter().chain(texts).chain(answers).collect()
}
