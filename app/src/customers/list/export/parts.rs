//! The sheets beside that of the customers: all of their addresses, and all of their contacts. A bulk file has one of each.

use entity::{address, contact, customer};
use leptos_i18n::td_string;

use crate::i18n::*;

/// What stands above the addresses.
pub fn address_titles(l: Locale) -> [&'static str; 10] {
    [
        td_string!(l, customers.file.number),
        td_string!(l, card.field.name),
        td_string!(l, card.field.label),
        td_string!(l, card.field.street),
        td_string!(l, card.field.house_number),
        td_string!(l, card.field.box_number),
        td_string!(l, card.field.postcode),
        td_string!(l, card.field.city),
        td_string!(l, card.field.country),
        td_string!(l, card.field.head_office),
    ]
}

/// The row of an address.
pub fn address(l: Locale, customer: &customer::Model, address: &address::Model) -> Vec<String> {
    let texts = [
        &address.label,
        &address.street,
        &address.house_number,
        &address.box_number,
        &address.postcode,
        &address.city,
        &address.country,
    ];
    row(customer, texts, [yes_or_no(l, address.head_office)])
}

/// What stands above the contacts.
pub fn contact_titles(l: Locale) -> [&'static str; 11] {
    [
        td_string!(l, customers.file.number),
        td_string!(l, card.field.name),
        td_string!(l, card.field.first_name),
        td_string!(l, card.field.last_name),
        td_string!(l, card.field.email),
        td_string!(l, card.field.phone),
        td_string!(l, card.field.mobile),
        td_string!(l, card.field.role),
        td_string!(l, card.field.locale),
        td_string!(l, card.field.main),
        td_string!(l, card.field.active),
    ]
}

/// The row of a contact.
pub fn contact(l: Locale, customer: &customer::Model, contact: &contact::Model) -> Vec<String> {
    let email = domain::email::shown(&contact.email);
    let texts = [
        &contact.first_name,
        &contact.last_name,
        &email,
        &contact.phone,
        &contact.mobile,
        &contact.role,
        &contact.locale,
    ];
    row(customer, texts, [contact.main, contact.active].map(|yes| yes_or_no(l, yes)))
}

/// A row begins with the customer that it belongs to.
fn row<const A: usize, const B: usize>(
    customer: &customer::Model,
    texts: [&String; A],
    answers: [String; B],
) -> Vec<String> {
    let of_customer = [customer.number.to_string(), customer.name.clone()];
    of_customer.into_iter().chain(texts.map(String::clone)).chain(answers).collect()
}

/// A yes or a no.
pub fn yes_or_no(l: Locale, yes: bool) -> String {
    if yes { td_string!(l, ui.yes) } else { td_string!(l, ui.no) }.to_owned()
}
