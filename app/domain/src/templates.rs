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
#[serde(default)]
pub struct Content {
    /// The colleague who looks after the customer.
    pub manager_id: Option<Uuid>,
    /// The part of the firm that the customer belongs to.
    pub business_unit_id: Option<Uuid>,
    /// The categories that the customer is in.
    pub categories: BTreeSet<Uuid>,
    /// The colleagues who are assigned.
    pub users: BTreeSet<Uuid>,
    /// The integrations that are linked, with their settings.
    pub integrations: BTreeMap<Integration, LinkSettings>,
}

impl Content {
    /// The content of a template with every setting in its normal form.
    ///
    /// # Errors
    /// What is wrong with each setting, by `integration.setting` (`peppol.direction`). What is a customer's own is wrong here.
    pub fn checked(&self) -> Result<Self, Rejections> {
        let (mut integrations, mut wrong) = (BTreeMap::new(), Rejections::new());
        for (integration, settings) in &self.integrations {
            match integration.checked_for_template(settings) {
                Ok(settings) => drop(integrations.insert(*integration, settings)),
                Err(found) => wrong.extend(
                    found.into_iter().map(|(key, rejection)| (format!("{}.{key}", integration.key()), rejection)),
                ),
            }
        }
        if wrong.is_empty() { Ok(Self { integrations, ..self.clone() }) } else { Err(wrong) }
    }
}

/// A template as filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateDetails {
    /// What it is called; the only field that must be filled in.
    pub name: String,
    /// What it is for, in words.
    pub description: String,
    /// What it gives a customer.
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

/// Where a customer differs from its template. A manager or business unit that somebody chose for the customer, and categories
/// beyond the template's, are no difference: the template only fills in what is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviation {
    /// Whom the template makes manager of a customer that has none.
    pub missing_manager: Option<Uuid>,
    /// The business unit by the template of a customer that has none.
    pub missing_business_unit: Option<Uuid>,
    /// Categories that the template gives, and that the customer is not in.
    pub missing_categories: BTreeSet<Uuid>,
    /// Assigned here, but not by the template.
    pub added_users: BTreeSet<Uuid>,
    /// Assigned by the template, but not here.
    pub missing_users: BTreeSet<Uuid>,
    /// Linked here, but not by the template.
    pub added_integrations: BTreeSet<Integration>,
    /// Linked by the template, but not here.
    pub missing_integrations: BTreeSet<Integration>,
    /// Linked in both, with other settings. What is a customer's own does not count.
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
        missing_manager: template.manager_id.filter(|_| customer.manager_id.is_none()),
        missing_business_unit: template.business_unit_id.filter(|_| customer.business_unit_id.is_none()),
        missing_categories: &template.categories - &customer.categories,
        added_users: &customer.users - &template.users,
        missing_users: &template.users - &customer.users,
        added_integrations: &linked - &wanted,
        missing_integrations: &wanted - &linked,
        changed_integrations: (&linked & &wanted)
            .into_iter()
            .filter(|integration| {
                said(*integration, &customer.integrations[integration])
                    != said(*integration, &template.integrations[integration])
            })
            .collect(),
    }
}

/// What the settings of a template say. One left empty and one never filled in say the same.
fn said(integration: Integration, settings: &LinkSettings) -> LinkSettings {
    let mut said = integration.given(settings);
    said.retain(|_, value| !value.is_empty());
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template or customer with links of one setting.
    fn content(users: &[u128], integrations: &[(Integration, &str, &str)]) -> Content {
        Content {
            users: users.iter().map(|id| Uuid::from_u128(*id)).collect(),
            integrations: integrations
                .iter()
                .map(|(integration, key, value)| (*integration, LinkSettings::from([((*key).into(), (*value).into())])))
                .collect(),
            ..Content::default()
        }
    }

    #[test]
    fn a_customer_as_its_template_made_it_does_not_deviate() {
        let template = content(&[1, 2], &[(Integration::Peppol, "direction", "both")]);
        assert!(deviation(&template, &template.clone()).is_empty());
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let template =
            content(&[1, 2], &[(Integration::Codabox, "payslips", "yes"), (Integration::Peppol, "direction", "")]);
        let customer =
            content(&[2, 3], &[(Integration::Codabox, "statements", "yes"), (Integration::Yuki, "division", "")]);
        let found = deviation(&template, &customer);
        assert_eq!(found.added_users, BTreeSet::from([Uuid::from_u128(3)]));
        assert_eq!(found.missing_users, BTreeSet::from([Uuid::from_u128(1)]));
        assert_eq!(found.added_integrations, BTreeSet::from([Integration::Yuki]));
        assert_eq!(found.missing_integrations, BTreeSet::from([Integration::Peppol]));
        assert_eq!(found.changed_integrations, BTreeSet::from([Integration::Codabox]));
    }

    #[test]
    fn only_what_is_empty_is_missing() {
        let id = Uuid::from_u128;
        let template = Content {
            manager_id: Some(id(1)),
            business_unit_id: Some(id(2)),
            categories: [id(3), id(4)].into(),
            ..Content::default()
        };
        let found = deviation(&template, &Content::default());
        assert_eq!((found.missing_manager, found.missing_business_unit), (Some(id(1)), Some(id(2))));
        assert_eq!(found.missing_categories, [id(3), id(4)].into());
        let customer = Content {
            manager_id: Some(id(7)),
            business_unit_id: Some(id(8)),
            categories: [id(4), id(9)].into(),
            ..Content::default()
        };
        let found = deviation(&template, &customer);
        assert_eq!(found, Deviation { missing_categories: [id(3)].into(), ..Deviation::default() });
        assert!(deviation(&Content::default(), &customer).is_empty());
    }

    #[test]
    fn neither_an_empty_setting_nor_a_customers_own_is_a_difference() {
        for (integration, key, here, there) in [
            (Integration::Peppol, "direction", "", None),
            (Integration::Peppol, "mandate", "yes", None),
            (Integration::Yuki, "division", "", Some("7")),
            (Integration::ExactOnline, "division", "7", Some("8")),
            (Integration::Octopus, "dossier", "12", None),
            (Integration::EmailImport, "mailbox", "", Some("facturen@peeters.be")),
        ] {
            let template = content(&[], &[(integration, key, here)]);
            let settings = there.map(|there| LinkSettings::from([(key.into(), there.into())])).unwrap_or_default();
            let customer = Content { integrations: [(integration, settings)].into(), ..Content::default() };
            assert!(deviation(&template, &customer).is_empty(), "{integration:?}");
        }
    }

    #[test]
    fn a_template_of_before_gives_nothing_more() {
        let stored: Content = serde_json::from_str(r#"{ "users": [], "integrations": {} }"#).unwrap();
        assert_eq!(stored, Content::default());
    }

    #[test]
    fn every_wrong_field_of_a_template_is_named() {
        let wrong = |integration, key, value| {
            let details =
                TemplateDetails { content: content(&[], &[(integration, key, value)]), ..TemplateDetails::default() };
            details.checked().unwrap_err().into_keys().collect::<Vec<_>>()
        };
        assert_eq!(wrong(Integration::Peppol, "direction", "up"), ["name", "peppol.direction"]);
        assert_eq!(wrong(Integration::EmailImport, "mailbox", "a@peeters.be"), ["email_import.mailbox", "name"]);
        let details = TemplateDetails { name: " Vennootschap ".into(), ..TemplateDetails::default() };
        assert_eq!(details.checked().unwrap().name, "Vennootschap");
    }
}
