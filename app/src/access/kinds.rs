//! What a customer's history tells of who has access to its own page.

use domain::permissions::{Area, Level};
use entity::portal_customer;

use crate::audit::{PERSONS, history::Shown, kind::KindDef};

/// That a person has access. Who that is, is a contact.
pub static ACCESS: KindDef = KindDef {
    hides: |viewer, field| field == "account_id" && !viewer.may(Area::Contacts, Level::Read),
    references: &[("account_id", &PERSONS)],
    subject: |names, line| Shown::named(names.get(&PERSONS, line.text("account_id").parse().ok()?)?),
    ..KindDef::of::<portal_customer::Model>()
};
