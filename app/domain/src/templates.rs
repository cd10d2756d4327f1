//! What a configuration template gives a new customer, and how far a customer has moved away from it since (row B1).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Line,
    details::{Rejections, paragraph},
    integrations::Integration,
};

/// Settings of one integration, by the catalogue's keys.
pub type LinkSettings = BTreeMap<String, String>;

/// Who and what a new customer starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub users: BTreeSet<Uuid>,
    pub integrations: BTreeMap<Integration, LinkSettings>,
}

impl Content {
    /// The same with every setting in its normal form.
    ///
    /// # Errors
    /// What is wrong with each setting, by `integration.setting` (`email_import.mailbox`).
    pub fn checked(&self) -> Result<Self, Rejections> {
        let (mut integrations, mut wrong) = (BTreeMap::new(), Rejections::new());
        for (integration, settings) in &self.integrations {
            match integration.checked(settings) {
                Ok(settings) => drop(integrations.insert(*integration, settings)),
                Err(found) => wrong.extend(
                    found.into_iter().map(|(key, rejection)| (format!("{}.{key}", integration.key()), rejection)),
                ),
            }
        }
        if wrong.is_empty() { Ok(Self { users: self.users.clone(), integrations }) } else { Err(wrong) }
    }
}

/// A template as filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateDetails {
    pub name: String,
    pub description: String,
    pub content: Content,
}

impl TemplateDetails {
    /// The same with every value in its normal form. Only the name must be there.
    ///
    /// # Errors
    /// What is wrong with each field; a setting is named as [`Content::checked`] does.
    pub fn checked(&self) -> Result<Self, Rejections> {
        let mut wrong = Rejections::new();
        let mut keep = |name: &str, read: Result<String, crate::Rejection>| {
            read.unwrap_or_else(|rejection| {
                wrong.insert(name.to_owned(), rejection);
                String::new()
            })
        };
        let name = keep("name", self.name.parse::<Line>().map(String::from));
        let description = keep("description", paragraph(&self.description));
        match self.content.checked() {
            Ok(content) if wrong.is_empty() => Ok(Self { name, description, content }),
            Ok(_) => Err(wrong),
            Err(found) => Err(wrong.into_iter().chain(found).collect()),
        }
    }
}

/// Where a customer differs from its template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviation {
    /// Assigned here, but not by the template.
    pub added_users: BTreeSet<Uuid>,
    /// Assigned by the template, but not here.
    pub missing_users: BTreeSet<Uuid>,
    pub added_integrations: BTreeSet<Integration>,
    pub missing_integrations: BTreeSet<Integration>,
    /// Linked in both, with other settings.
    pub changed_integrations: BTreeSet<Integration>,
}

impl Deviation {
    /// Whether the customer is still as the template made it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares what a customer has with what its template says now.
pub fn deviation(template: &Content, customer: &Content) -> Deviation {
    let linked: BTreeSet<_> = customer.integrations.keys().copied().collect();
    let wanted: BTreeSet<_> = template.integrations.keys().copied().collect();
    Deviation {
        added_users: &customer.users - &template.users,
        missing_users: &template.users - &customer.users,
        added_integrations: &linked - &wanted,
        missing_integrations: &wanted - &linked,
        changed_integrations: (&linked & &wanted)
            .into_iter()
            .filter(|integration| {
                said(&customer.integrations[integration]) != said(&template.integrations[integration])
            })
            .collect(),
    }
}

/// A setting left empty and one never filled in say the same.
fn said(settings: &LinkSettings) -> BTreeMap<&str, &str> {
    settings.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.as_str(), value.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(users: &[u128], integrations: &[(Integration, &str)]) -> Content {
        Content {
            users: users.iter().map(|id| Uuid::from_u128(*id)).collect(),
            integrations: integrations
                .iter()
                .map(|(integration, division)| {
                    (*integration, LinkSettings::from([("division".into(), (*division).into())]))
                })
                .collect(),
        }
    }

    #[test]
    fn a_customer_as_its_template_made_it_does_not_deviate() {
        let template = content(&[1, 2], &[(Integration::Yuki, "7")]);
        assert!(deviation(&template, &template.clone()).is_empty());
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let template = content(&[1, 2], &[(Integration::Yuki, "7"), (Integration::Peppol, "")]);
        let customer = content(&[2, 3], &[(Integration::Yuki, "8"), (Integration::Codabox, "")]);
        let found = deviation(&template, &customer);
        assert_eq!(found.added_users, BTreeSet::from([Uuid::from_u128(3)]));
        assert_eq!(found.missing_users, BTreeSet::from([Uuid::from_u128(1)]));
        assert_eq!(found.added_integrations, BTreeSet::from([Integration::Codabox]));
        assert_eq!(found.missing_integrations, BTreeSet::from([Integration::Peppol]));
        assert_eq!(found.changed_integrations, BTreeSet::from([Integration::Yuki]));
    }

    #[test]
    fn an_empty_setting_is_no_difference() {
        let template = content(&[], &[(Integration::Yuki, "")]);
        let mut customer = template.clone();
        customer.integrations.insert(Integration::Yuki, LinkSettings::new());
        assert!(deviation(&template, &customer).is_empty());
    }

    #[test]
    fn every_wrong_field_of_a_template_is_named() {
        let mut details = TemplateDetails { name: " ".into(), ..TemplateDetails::default() };
        details
            .content
            .integrations
            .insert(Integration::EmailImport, LinkSettings::from([("mailbox".into(), "x".into())]));
        assert_eq!(details.checked().unwrap_err().keys().collect::<Vec<_>>(), ["email_import.mailbox", "name"]);
        details = TemplateDetails { name: " Vennootschap ".into(), ..TemplateDetails::default() };
        assert_eq!(details.checked().unwrap().name, "Vennootschap");
    }
}
