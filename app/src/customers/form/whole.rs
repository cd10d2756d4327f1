//! All that the form of a customer holds, as one record: `city` of the address is its field `address_city`, and an own field of the firm
//! one that is named by its id.

use domain::{
    Country,
    details::{AddressDetails, ContactDetails, CustomerDetails},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::request::{ADDRESS, CONTACT, Seen, Versions, refused};
use crate::{
    error::Fields,
    own_fields::{self, OwnValues},
    patch::{fields, record},
};

/// A customer's own data, its head office and its main contact, and what it has in the firm's own fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Map<String, Value>", try_from = "Map<String, Value>")]
pub struct Whole {
    pub customer: CustomerDetails,
    pub address: AddressDetails,
    pub contact: ContactDetails,
    pub own: OwnValues,
}

impl Whole {
    /// What is wrong with it for a firm in `own`, by the names of its fields; `before` is what the customer was. An address or contact
    /// that is not there yet, and in which nothing was typed, is left out. Own fields are judged by their definitions, elsewhere.
    pub fn wrong(&self, versions: &Versions, own: Option<Country>, before: Option<&CustomerDetails>) -> Fields {
        let is_there = |seen: Seen| seen.0.is_some();
        let mut wrong = Fields::new();
        wrong.extend(self.customer.checked_for(own, before).err().into_iter().flat_map(|found| refused(found, "")));
        if is_there(versions.address) || !self.address.is_empty() {
            wrong.extend(self.address.checked().err().into_iter().flat_map(|found| refused(found, ADDRESS)));
        }
        if is_there(versions.contact) || !self.contact.is_empty() {
            wrong.extend(self.contact.checked().err().into_iter().flat_map(|found| refused(found, CONTACT)));
        }
        wrong
    }

    /// As it is stored; what is wrong stays as it was typed.
    pub fn tidied(&self) -> Self {
        Self {
            customer: self.customer.checked().unwrap_or_else(|_| self.customer.clone()),
            address: self.address.checked().unwrap_or_else(|_| self.address.clone()),
            contact: self.contact.checked().unwrap_or_else(|_| self.contact.clone()),
            own: self.own.clone(),
        }
    }
}

impl From<Whole> for Map<String, Value> {
    fn from(Whole { customer, address, contact, own }: Whole) -> Self {
        let customer = fields(&customer).into_iter();
        let address = fields(&address).into_iter().map(|(name, value)| (format!("{ADDRESS}{name}"), value));
        let contact = fields(&contact).into_iter().map(|(name, value)| (format!("{CONTACT}{name}"), value));
        let own = own.into_iter().map(|(id, value)| (own_fields::name_of(id), Value::String(value)));
        customer.chain(address).chain(contact).chain(own).collect()
    }
}

impl TryFrom<Map<String, Value>> for Whole {
    type Error = serde_json::Error;

    fn try_from(fields: Map<String, Value>) -> Result<Self, Self::Error> {
        let (mut customer, mut address, mut contact) = (Map::new(), Map::new(), Map::new());
        let mut own = OwnValues::new();
        for (name, value) in fields {
            if let Some(id) = own_fields::id_of(&name) {
                own.insert(id, serde_json::from_value(value)?);
            } else if let Some(name) = name.strip_prefix(ADDRESS) {
                address.insert(name.to_owned(), value);
            } else if let Some(name) = name.strip_prefix(CONTACT) {
                contact.insert(name.to_owned(), value);
            } else {
                customer.insert(name, value);
            }
        }
        Ok(Self { customer: record(customer)?, address: record(address)?, contact: record(contact)?, own })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_fields_are_those_of_the_form() {
        let whole = Whole {
            customer: CustomerDetails { name: "Peeters".into(), mandate: true, ..Default::default() },
            address: AddressDetails { city: "Gent".into(), ..Default::default() },
            contact: ContactDetails { first_name: "Jan".into(), ..Default::default() },
            own: [(uuid::Uuid::from_u128(7), "Kast 3".to_owned())].into(),
        };
        let text = serde_json::to_value(&whole).unwrap();
        assert_eq!(
            (&text["name"], &text["address_city"], &text["contact_first_name"]),
            (&"Peeters".into(), &"Gent".into(), &"Jan".into())
        );
        assert_eq!(text["own_00000000000000000000000000000007"], "Kast 3");
        assert_eq!(serde_json::from_value::<Whole>(text).unwrap(), whole);
    }

    #[test]
    fn what_is_not_there_may_stay_empty_and_what_is_may_not() {
        let whole = Whole {
            customer: CustomerDetails { name: "Peeters".into(), country: "BE".into(), ..Default::default() },
            ..Default::default()
        };
        assert!(whole.wrong(&Versions::default(), None, None).is_empty());
        let there = Versions {
            address: (Some(uuid::Uuid::nil()), 1),
            contact: (Some(uuid::Uuid::nil()), 1),
            ..Default::default()
        };
        let wrong = whole.wrong(&there, None, None);
        assert!(
            wrong.keys().any(|name| name.starts_with(ADDRESS)) && wrong.keys().any(|name| name.starts_with(CONTACT)),
            "{wrong:?}"
        );
    }
}
