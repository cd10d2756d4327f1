//! Customers that are private persons: they have a first and a last name, from which their name follows, and no number of a register.

use super::{Check, CustomerDetails};
use crate::fields::{INDIVIDUAL, Kind};
use crate::{Reason, clean};

impl CustomerDetails {
    /// Whether it is a private person.
    #[must_use]
    pub fn is_individual(&self) -> bool {
        Kind::CustomerType.read(&self.customer_type, None).is_ok_and(|key| key == INDIVIDUAL)
    }

    /// What the customer is called: a private person by its first and its last name.
    #[must_use]
    pub fn full_name(&self) -> String {
        match self.is_individual() {
            true => clean::line(&format!("{} {}", self.given_name, self.family_name)).text,
            false => self.name.clone(),
        }
    }
}

impl Check {
    /// A private person has a first and a last name. What is wrong with the name that follows from them is told beside the last name:
    /// nobody typed it.
    pub(super) fn person(&mut self, details: &CustomerDetails) {
        let follows = self.wrong.remove("name");
        for (key, text) in [("given_name", &details.given_name), ("family_name", &details.family_name)] {
            if text.is_empty() {
                self.wrong.entry(key.to_owned()).or_insert_with(|| Reason::Empty.into());
            }
        }
        if let Some(rejection) = follows.filter(|rejection| rejection.reason != Reason::Empty) {
            self.wrong.entry("family_name".to_owned()).or_insert(rejection);
        }
    }
}

/// The first and the last name of a person: as its contact has them where that is called so, else split behind the first word. None of a
/// single word.
#[must_use]
pub fn split(name: &str, contact: Option<(&str, &str)>) -> Option<(String, String)> {
    let folded = |text: &str| crate::likeness::fold(&clean::line(text).text);
    if let Some((given, family)) = contact {
        let ways = [format!("{given} {family}"), format!("{family} {given}")];
        if ways.iter().any(|way| folded(way) == folded(name)) {
            return Some((given.to_owned(), family.to_owned()));
        }
    }
    let name = clean::line(name).text;
    let (given, family) = name.split_once(' ')?;
    Some((given.to_owned(), family.to_owned()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{Country, Line, details::Rejections};

    fn jan() -> CustomerDetails {
        CustomerDetails {
            customer_type: INDIVIDUAL.into(),
            given_name: " Jan ".into(),
            family_name: "Van  den Berghe".into(),
            country: "BE".into(),
            ..CustomerDetails::default()
        }
    }

    fn wrong(details: &CustomerDetails) -> Vec<(String, Reason)> {
        let wrong: Rejections = details.checked().err().unwrap_or_default();
        wrong.into_iter().map(|(name, rejection)| (name, rejection.reason)).collect()
    }

    #[test]
    fn the_name_of_a_person_follows_from_first_and_last_name() {
        let checked = jan().checked().unwrap();
        assert_eq!(checked.name, "Jan Van den Berghe");
        assert_eq!((checked.given_name.as_str(), checked.family_name.as_str()), ("Jan", "Van den Berghe"));
        assert_eq!(checked.checked().unwrap(), checked, "checking twice changes nothing");
        let renamed = CustomerDetails { name: "Iets anders".into(), ..checked.clone() };
        assert_eq!(renamed.checked().unwrap(), checked);
    }

    #[test]
    fn a_company_keeps_its_name_and_what_was_filled_in_as_a_person() {
        let company = CustomerDetails { customer_type: "company".into(), name: "Bakkerij Jan".into(), ..jan() };
        let checked = company.checked().unwrap();
        assert_eq!((checked.customer_type.as_str(), checked.name.as_str()), ("", "Bakkerij Jan"));
        assert_eq!(checked.given_name, "Jan");
        let again = CustomerDetails { customer_type: "Particulier".into(), ..checked }.checked().unwrap();
        assert_eq!((again.customer_type.as_str(), again.name.as_str()), (INDIVIDUAL, "Jan Van den Berghe"));
    }

    #[test]
    fn a_person_has_both_names_and_no_other_is_asked() {
        let missing = |name: &str| (name.to_owned(), Reason::Empty);
        for (given, family, told) in [
            ("", "Maes", vec![missing("given_name")]),
            ("Jan", " \u{200b}", vec![missing("family_name")]),
            ("", "", vec![missing("family_name"), missing("given_name")]),
        ] {
            let details = CustomerDetails { given_name: given.into(), family_name: family.into(), ..jan() };
            assert_eq!(wrong(&details), told, "{given:?} {family:?}");
        }
        let company = CustomerDetails { customer_type: String::new(), ..jan() };
        assert_eq!(wrong(&company), [missing("name")]);
    }

    #[test]
    fn names_that_are_too_long_together_are_told_beside_the_last() {
        let half = "a".repeat(Line::MAX - 5);
        let details = CustomerDetails { given_name: half.clone(), family_name: half, ..jan() };
        let found = wrong(&details);
        assert!(matches!(found.as_slice(), [(name, Reason::TooLong { .. })] if name == "family_name"), "{found:?}");
    }

    #[test]
    fn a_person_needs_no_number_wherever_it_lives() {
        let abroad = CustomerDetails { country: "NL".into(), ..jan() };
        assert!(abroad.checked_for(Some(Country::BE), None).is_ok());
        let company = CustomerDetails { customer_type: String::new(), name: "Jan".into(), ..abroad };
        assert!(company.checked_for(Some(Country::BE), None).is_err());
        let numbered = CustomerDetails { vat: "BE0123456789".into(), ..jan() };
        assert!(numbered.checked().is_err(), "a number that is there must be right");
    }

    #[rstest]
    #[case("Jan Maes", None, Some(("Jan", "Maes")))]
    #[case(" Jan  Van den Berghe ", None, Some(("Jan", "Van den Berghe")))]
    #[case("Maes Jan", Some(("Jan", "Maes")), Some(("Jan", "Maes")))]
    #[case("Jean Marie Dupont", Some(("Jean Marie", "Dupont")), Some(("Jean Marie", "Dupont")))]
    #[case("Jan Maes", Some(("Els", "Claes")), Some(("Jan", "Maes")))]
    #[case("Maes", Some(("Els", "Claes")), None)]
    fn a_name_in_one_cell_is_split(
        #[case] name: &str,
        #[case] contact: Option<(&str, &str)>,
        #[case] both: Option<(&str, &str)>,
    ) {
        let both = both.map(|(given, family)| (given.to_owned(), family.to_owned()));
        assert_eq!(split(name, contact), both);
    }
}
