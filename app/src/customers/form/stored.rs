//! What is stored of a customer, as far as its form shows it.

use domain::{
    details::{AddressDetails, ContactDetails},
    permissions::{Area, Level},
};
use entity::{address, contact, customer};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    request::{ADDRESS, CONTACT, Versions},
    whole::Whole,
};
use crate::{
    audit::{Log, trails},
    customers::{details, financial, records::Current, store},
    error::AppError,
    session::Viewer,
};

/// A customer with its addresses and contacts, the head office and the main contact first.
pub struct Stored {
    pub customer: customer::Model,
    pub addresses: Vec<address::Model>,
    pub contacts: Vec<contact::Model>,
}

impl Stored {
    /// Reads what belongs to a customer.
    pub async fn of(db: &impl ConnectionTrait, viewer: &Viewer, customer: customer::Model) -> Result<Self, AppError> {
        let addresses = store::addresses_of(db, viewer.firm_id, customer.id).await?;
        let contacts = store::contacts_of(db, viewer.firm_id, customer.id).await?;
        Ok(Self { customer, addresses, contacts })
    }

    pub fn head_office(&self) -> Option<&address::Model> {
        self.addresses.first()
    }

    pub fn main_contact(&self) -> Option<&contact::Model> {
        self.contacts.iter().find(|contact| contact.active)
    }

    /// How many addresses and active contacts there are beside these.
    pub fn others(&self) -> (usize, usize) {
        let active = self.contacts.iter().filter(|contact| contact.active).count();
        (self.addresses.len().saturating_sub(1), active.saturating_sub(1))
    }

    pub fn versions(&self) -> Versions {
        let address = self.head_office().map(|address| (Some(address.id), address.version));
        let contact = self.main_contact().map(|contact| (Some(contact.id), contact.version));
        Versions {
            customer: self.customer.version,
            address: address.unwrap_or_default(),
            contact: contact.unwrap_or_default(),
        }
    }

    /// What the form shows of it. What is not there yet begins with the customer's country and language.
    pub fn shown(&self, viewer: &Viewer) -> Whole {
        let customer = financial::seen_by(viewer, details::of_customer(&self.customer));
        let address = self
            .head_office()
            .map(details::of_address)
            .unwrap_or_else(|| AddressDetails { country: customer.country.clone(), ..AddressDetails::default() });
        // Who may not change contacts is not shown any.
        let contact = self.main_contact().filter(|_| viewer.may(Area::Contacts, Level::Edit));
        let contact = contact
            .map(details::of_contact)
            .unwrap_or_else(|| ContactDetails { locale: customer.locale.clone(), ..ContactDetails::default() });
        Whole { customer, address, contact }
    }

    /// What it is now, for who saw another state of it.
    pub async fn conflict(&self, log: &Log, viewer: &Viewer, seen: &Versions) -> Result<AppError, AppError> {
        let id = self.customer.id;
        let mut changed = trails::since(&log.tx, viewer, id, ("customer", id), seen.customer).await?;
        for (kind, prefix, part) in [("address", ADDRESS, seen.address), ("contact", CONTACT, seen.contact)] {
            let (Some(part_id), version): (Option<Uuid>, i32) = part else { continue };
            let of_part = trails::since(&log.tx, viewer, id, (kind, part_id), version).await?;
            changed.extend(of_part.into_iter().map(|(field, stamp)| (format!("{prefix}{field}"), stamp)));
        }
        Ok(AppError::conflict(&Current { version: self.versions(), details: self.shown(viewer), changed }))
    }
}
