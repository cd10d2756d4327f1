//! What is stored of a customer, as far as its form shows it.

use super::{
    request::{ADDRESS, CONTACT, Seen, Versions},
    whole::Whole,
};
use crate::{
    audit::{AuditedTransaction, Stamp, trails},
    customers::{details, financial, store},
    error::AppError,
    own_fields::{self, OwnForm},
    patch::Current,
    session::Viewer,
};
use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    permissions::{Area, Level},
};
use entity::{address, change, contact, customer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;

/// A customer with its addresses and contacts, the head office and the main contact first, and what the viewer may change of its own
/// fields.
pub struct Stored {
    pub customer: customer::Model,
    pub own: OwnForm,
    pub addresses: Vec<address::Model>,
    pub contacts: Vec<contact::Model>,
}

impl Stored {
    /// Reads what belongs to a customer.
    pub async fn of(db: &impl ConnectionTrait, viewer: &Viewer, customer: customer::Model) -> Result<Self, AppError> {
        let addresses = store::addresses_of(db, viewer.firm_id, customer.id).await?;
        let contacts = store::contacts_of(db, viewer.firm_id, customer.id).await?;
        let own = own_fields::of_customer::form(db, viewer, Some(&customer)).await?;
        Ok(Self { customer, own, addresses, contacts })
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

    /// The versions of what a form shows that begins now.
    pub fn versions(&self, viewer: &Viewer) -> Versions {
        let address = self.head_office().map(|address| (Some(address.id), address.version));
        let contact = self.main_contact().filter(|_| viewer.may(Area::Contacts, Level::Edit));
        let contact = contact.map(|contact| (Some(contact.id), contact.version));
        Versions {
            customer: self.customer.version,
            address: address.unwrap_or_default(),
            contact: contact.unwrap_or_default(),
        }
    }

    /// The address that a form has read; none where there was none, or it is gone.
    pub fn address(&self, seen: Seen) -> Option<&address::Model> {
        self.addresses.iter().find(|address| Some(address.id) == seen.0)
    }

    /// The contact that a form has read.
    pub fn contact(&self, seen: Seen) -> Option<&contact::Model> {
        self.contacts.iter().find(|contact| Some(contact.id) == seen.0)
    }

    /// Goes on only with parts that this customer has, or had until somebody removed them: an id of any other is `NotFound`.
    pub async fn known(&self, db: &impl ConnectionTrait, seen: &Versions) -> Result<(), AppError> {
        let (address, contact) = (seen.address, seen.contact);
        let gone = [
            ("address", address.0.filter(|_| self.address(address).is_none())),
            ("contact", contact.0.filter(|_| self.contact(contact).is_none())),
        ];
        for (kind, id) in gone {
            let Some(id) = id else { continue };
            let line = change::Entity::find()
                .filter(change::Column::FirmId.eq(self.customer.firm_id))
                .filter(change::Column::CustomerId.eq(self.customer.id))
                .filter(change::Column::RecordKind.eq(kind))
                .filter(change::Column::RecordId.eq(id));
            line.one(db).await?.ok_or(AppError::NotFound)?;
        }
        Ok(())
    }

    /// The customer's own data, as far as the viewer sees it.
    pub fn customer_seen_by(&self, viewer: &Viewer) -> CustomerDetails {
        financial::seen_by(viewer, details::of_customer(&self.customer))
    }

    /// What the form shows of it. What is not there yet begins with the customer's country and language.
    pub fn shown(&self, viewer: &Viewer) -> Whole {
        self.with(viewer, self.head_office(), self.main_contact())
    }

    fn with(&self, viewer: &Viewer, address: Option<&address::Model>, contact: Option<&contact::Model>) -> Whole {
        let customer = self.customer_seen_by(viewer);
        let address = address
            .map(details::of_address)
            .unwrap_or_else(|| AddressDetails { country: customer.country.clone(), ..AddressDetails::default() });
        // Who may not change contacts is not shown any.
        let contact = match (viewer.may(Area::Contacts, Level::Edit), contact) {
            (false, _) => ContactDetails::default(),
            (true, Some(contact)) => details::of_contact(contact),
            (true, None) => ContactDetails { locale: customer.locale.clone(), ..ContactDetails::default() },
        };
        Whole { customer, address, contact, own: self.own.values.clone() }
    }

    /// What it is now, for who saw another state of it: the same address and contact, whichever are the first by now. One that is gone
    /// stands there as it was `typed`, to be added anew.
    pub async fn conflict(
        &self,
        log: &AuditedTransaction,
        viewer: &Viewer,
        seen: &Versions,
        typed: &Whole,
    ) -> Result<AppError, AppError> {
        let id = self.customer.id;
        let (address, contact) = (self.address(seen.address), self.contact(seen.contact));
        let mut changed = trails::since::<customer::Model>(&log.tx, viewer, id, id, seen.customer).await?;
        if let (Some(part), version) = seen.address {
            let of_part = trails::since::<address::Model>(&log.tx, viewer, id, part, version).await?;
            changed.extend(with_prefix(ADDRESS, of_part));
        }
        if let (Some(part), version) = seen.contact {
            let of_part = trails::since::<contact::Model>(&log.tx, viewer, id, part, version).await?;
            changed.extend(with_prefix(CONTACT, of_part));
        }
        let mut details = self.with(viewer, address, contact);
        if address.is_none() {
            details.address = typed.address.clone();
        }
        if contact.is_none() {
            details.contact = typed.contact.clone();
        }
        let version = Versions {
            customer: self.customer.version,
            address: address.map(|address| (Some(address.id), address.version)).unwrap_or_default(),
            contact: contact.map(|contact| (Some(contact.id), contact.version)).unwrap_or_default(),
        };
        Ok(AppError::conflict(&Current { version, details, changed }))
    }
}

/// What was changed of a part, by the names that its fields have in the form.
fn with_prefix(prefix: &str, changed: BTreeMap<String, Stamp>) -> impl Iterator<Item = (String, Stamp)> {
    changed.into_iter().map(move |(field, stamp)| (format!("{prefix}{field}"), stamp))
}
