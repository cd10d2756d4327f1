//! What a customer wants changed of what its firm approves first: what a firm trades under, is taxed and paid by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CustomerDetails;
use crate::fields::{Audience, CustomerField, Record};

/// Fields as they should become, by their names. An empty text empties a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal(pub BTreeMap<String, String>);

impl Proposal {
    /// The fields that wait for approval, by their names.
    pub fn fields() -> impl Iterator<Item = &'static str> {
        approved().map(|(name, _)| name)
    }

    /// Adds what a customer sent of these fields, and leaves them in `sent` as they are now. A field that was sent as it is now
    /// was not touched: whatever was proposed before stays. The name of a private person follows from its first and its last name, which
    /// a company has not.
    pub fn hold_back(&mut self, sent: &mut CustomerDetails, now: &CustomerDetails) {
        for (name, field) in approved() {
            let is_asked = is_asked(field, now.is_individual());
            let (Some(sent), Some(now)) = (sent.text_mut(field), now.text(field)) else { continue };
            if sent != now {
                let proposed = std::mem::replace(sent, now.clone());
                if is_asked {
                    self.0.insert(name.to_owned(), proposed);
                }
            }
        }
    }

    /// The details with what is proposed.
    pub fn onto(&self, mut details: CustomerDetails) -> CustomerDetails {
        for (name, field) in approved() {
            if let (Some(value), Some(text)) = (self.0.get(name), details.text_mut(field)) {
                text.clone_from(value);
            }
        }
        details
    }

    /// Leaves out what has become so meanwhile.
    pub fn without_what_is(mut self, now: &CustomerDetails) -> Self {
        for (name, field) in approved() {
            if self.0.get(name) == now.text(field) {
                self.0.remove(name);
            }
        }
        self
    }
}

/// Whether a customer of this type has the field.
fn is_asked(field: CustomerField, is_individual: bool) -> bool {
    match field {
        CustomerField::Name => !is_individual,
        CustomerField::GivenName | CustomerField::FamilyName => is_individual,
        _ => true,
    }
}

/// The fields that wait for approval. The country is one: it decides which numbers are right.
fn approved() -> impl Iterator<Item = (&'static str, CustomerField)> {
    let fields = CustomerDetails::FIELDS.iter().map(|field| (CustomerDetails::def(*field), *field));
    fields.filter(|(def, _)| def.audience == Audience::Approved).map(|(def, field)| (def.key, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(name: &str, iban: &str, phone: &str) -> CustomerDetails {
        CustomerDetails { name: name.into(), iban: iban.into(), phone: phone.into(), ..CustomerDetails::default() }
    }

    fn proposal(fields: &[(&str, &str)]) -> Proposal {
        Proposal(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_the_firm_approves_is_held_back_and_the_rest_is_not() {
        let now = details("Bakkerij", "BE68539007547034", "");
        let mut sent = details("Broodhuis", "", "012 34 56 78");
        let mut waits = Proposal::default();
        waits.hold_back(&mut sent, &now);
        assert_eq!(sent, details("Bakkerij", "BE68539007547034", "012 34 56 78"));
        assert_eq!(waits, proposal(&[("name", "Broodhuis"), ("iban", "")]));
        assert_eq!(waits.onto(sent), details("Broodhuis", "", "012 34 56 78"));
    }

    #[test]
    fn a_field_sent_as_it_is_now_leaves_what_was_proposed() {
        let now = details("Bakkerij", "", "");
        let mut waits = proposal(&[("name", "Broodhuis")]);
        waits.hold_back(&mut details("Bakkerij", "", ""), &now);
        assert_eq!(waits, proposal(&[("name", "Broodhuis")]));
        waits.hold_back(&mut details("Broodje", "", ""), &now);
        assert_eq!(waits, proposal(&[("name", "Broodje")]));
    }

    #[test]
    fn the_name_of_a_private_person_waits_by_its_parts() {
        let jan = |given: &str| CustomerDetails {
            customer_type: "individual".into(),
            country: "BE".into(),
            name: format!("{given} Maes"),
            given_name: given.into(),
            family_name: "Maes".into(),
            ..CustomerDetails::default()
        };
        let (now, mut sent, mut waits) = (jan("Jan"), jan("Johan"), Proposal::default());
        waits.hold_back(&mut sent, &now);
        assert_eq!((&sent, &waits), (&now, &proposal(&[("given_name", "Johan")])));
        let approved = waits.onto(now).checked().unwrap();
        assert_eq!((approved.given_name.as_str(), approved.name.as_str()), ("Johan", "Johan Maes"));

        let company = details("Bakkerij", "", "");
        let mut sent = CustomerDetails { given_name: "Jan".into(), ..company.clone() };
        let mut waits = Proposal::default();
        waits.hold_back(&mut sent, &company);
        assert_eq!((sent, waits), (company, Proposal::default()), "a company has no such name");
    }

    #[test]
    fn what_has_become_so_waits_no_longer() {
        let waits = proposal(&[("name", "Broodhuis"), ("iban", "BE68539007547034")]);
        let now = details("Broodhuis", "", "");
        assert_eq!(waits.without_what_is(&now), proposal(&[("iban", "BE68539007547034")]));
    }

    #[test]
    fn who_changes_a_field_is_as_written_here() {
        let of = |audience: Audience| -> Vec<&str> {
            let fields = CustomerDetails::FIELDS.iter().map(|field| CustomerDetails::def(*field));
            fields.filter(|def| def.audience == audience).map(|def| def.key).collect()
        };
        let firm = [
            "customer_type",
            "number",
            "vat_applied_for",
            "external_reference",
            "legal_form",
            "nace",
            "mailing_code",
            "region",
            "seller",
            "archive_number",
            "credit_limit",
            "opening_hours",
            "description",
            "mandate",
            "manager_id",
            "business_unit_id",
        ];
        assert_eq!(of(Audience::Firm), firm);
        let approved = ["name", "given_name", "family_name", "vat", "company_number", "country", "iban"];
        assert_eq!(of(Audience::Shared), ["locale", "email", "phone", "mobile", "fax", "website"]);
        assert_eq!(of(Audience::Approved), approved);
    }

    #[test]
    fn every_field_is_one_of_the_details() {
        let known = serde_json::to_value(CustomerDetails::default()).unwrap();
        assert!(Proposal::fields().all(|name| known.get(name).is_some()));
    }
}
