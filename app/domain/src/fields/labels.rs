//! What fields are called: `locales/*/fields.json`, by the keys of the tables.

use crate::texts::{Text, fields};
use crate::{address_fields, contact_fields, customer_fields};

macro_rules! labels {
    ($key:ident: $($(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],)*) => {
        match $key {
            $(stringify!($field) => Some(fields::$field::LABEL),)*
            _ => None,
        }
    };
}

/// The label of a field of a customer, an address or a contact, by its key. Fields of one key have one label.
#[must_use]
pub fn label(key: &str) -> Option<Text> {
    let of_customer = customer_fields! { labels, key: };
    let of_address = || address_fields! { labels, key: };
    let of_contact = || contact_fields! { labels, key: };
    of_customer.or_else(of_address).or_else(of_contact)
}
