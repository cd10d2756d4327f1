//! What is filled in about a customer, as text, and what it becomes when it is right. The form, the customer's own page and
//! the server all judge by `checked`.

mod check;
pub mod person;
mod proposal;
mod text;

use std::{collections::BTreeMap, ops::RangeInclusive};

use crate::fields::{AddressField, ContactField, Record};
use crate::{Country, Reason, Rejection, clean};

pub use crate::fields::{AddressDetails, ContactDetails, CustomerDetails};
pub use check::Check;
pub use proposal::Proposal;
pub use text::{paragraph_within, phone};

pub(crate) use text::{LONGEST_PARAGRAPH, paragraph, website};

/// The numbers that a firm can give its customers: no more digits than anybody reads out, and room for a firm of any size.
pub const NUMBERS: RangeInclusive<i64> = 1..=99_999_999;

/// What is wrong, by the field's name; a field within an address or contact is named `city`, `first_name`, ….
pub type Rejections = BTreeMap<String, Rejection>;

impl CustomerDetails {
    /// The same with every value in its normal form.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn checked(&self) -> Result<Self, Rejections> {
        let (mut check, country) = (Check::default(), self.country.parse().ok());
        let named = Self { name: self.full_name(), ..self.clone() };
        let details = named.read(&mut check, country);
        if named.is_individual() {
            check.person(&details);
        }
        check.agree(country, &details.vat, &details.company_number);
        check.done(details)
    }

    /// The same by the rules of a firm in `own`: a customer in another country of the EU has a VAT number, or has applied for one
    /// (row T4). One that lacked it `before` in that country is not held up by it.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn checked_for(&self, own: Option<Country>, before: Option<&Self>) -> Result<Self, Rejections> {
        let lacked = before.is_some_and(|before| before.country == self.country && before.lacks_vat(own));
        let checked = self.checked();
        if lacked || !self.lacks_vat(own) {
            return checked;
        }
        let mut wrong = checked.err().unwrap_or_default();
        wrong.insert("vat".to_owned(), Reason::VatWanted.into());
        Err(wrong)
    }

    /// Whether a firm in `own` needs a VAT number that is neither there nor applied for. A private person has none.
    pub fn lacks_vat(&self, own: Option<Country>) -> bool {
        let (Ok(country), Some(own)) = (self.country.parse::<Country>(), own) else { return false };
        let is_named = !clean::is_blank(&self.vat) || self.vat_applied_for;
        country.is_foreign_in_eu(own) && !is_named && !self.is_individual()
    }
}

impl AddressDetails {
    /// Whether nothing was filled in but perhaps the country.
    pub fn is_empty(&self) -> bool {
        self.is_blank_but_for(AddressField::Country)
    }

    /// The same with every value in its normal form. An address says more than its country and what it is called.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn checked(&self) -> Result<Self, Rejections> {
        let mut check = Check::default();
        let details = self.read(&mut check, None);
        let said = [&self.street, &self.house_number, &self.box_number, &self.postcode, &self.city];
        if said.into_iter().all(|text| clean::is_blank(text)) {
            check.wrong.insert("street".into(), Reason::Empty.into());
        }
        check.done(details)
    }
}

impl ContactDetails {
    /// Whether nothing was filled in but perhaps the language.
    pub fn is_empty(&self) -> bool {
        self.is_blank_but_for(ContactField::Locale)
    }

    /// The same with every value in its normal form. A contact has at least a name or an e-mail address.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn checked(&self) -> Result<Self, Rejections> {
        let mut check = Check::default();
        let details = self.read(&mut check, None);
        if details.first_name.is_empty() && details.last_name.is_empty() && details.email.is_empty() {
            check.wrong.entry("last_name".into()).or_insert_with(|| Reason::Empty.into());
        }
        check.done(details)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peeters() -> CustomerDetails {
        CustomerDetails { name: " Bakkerij Peeters ".into(), country: "be".into(), ..CustomerDetails::default() }
    }

    #[test]
    fn a_name_and_a_country_are_enough() {
        let checked = peeters().checked().unwrap();
        assert_eq!((checked.name.as_str(), checked.country.as_str()), ("Bakkerij Peeters", "BE"));
    }

    #[test]
    fn values_come_out_in_their_normal_form() {
        let details = CustomerDetails {
            vat: "0477.472.701".into(),
            company_number: "BE 0477 472 701".into(),
            website: "peeters.be".into(),
            ..peeters()
        };
        let checked = details.checked().unwrap();
        assert_eq!(checked.vat, "BE0477472701");
        assert_eq!(checked.company_number, "0477472701");
        assert_eq!(checked.website, "https://peeters.be");
        assert_eq!(checked.checked().unwrap(), checked, "checking twice changes nothing");
    }

    #[test]
    fn every_wrong_field_is_named() {
        let details = CustomerDetails {
            name: String::new(),
            vat: "BE0123456789".into(),
            iban: "BE00".into(),
            email: "geen adres".into(),
            phone: "bel mij".into(),
            website: "javascript:alert(1)".into(),
            number: "-3".into(),
            ..peeters()
        };
        let wrong = details.checked().unwrap_err();
        assert_eq!(wrong.keys().collect::<Vec<_>>(), ["email", "iban", "name", "number", "phone", "vat", "website"]);
    }

    #[test]
    fn what_is_typed_comes_out_in_its_one_form() {
        let details = CustomerDetails {
            name: "Cafe\u{301}\u{a0}Bel\u{ad}fort \u{200b}".into(),
            external_reference: "KL-001\u{200e}".into(),
            phone: "\u{202d}09\u{a0}123 45 67".into(),
            vat: "BE\u{200b}0477472701".into(),
            email: "info@ba\u{308}ckerei.example".into(),
            description: "one\r\ntwo\u{feff}".into(),
            mobile: "\u{200b}".into(),
            ..peeters()
        };
        let checked = details.checked().unwrap();
        assert_eq!(checked.name, "Café Belfort");
        assert_eq!(checked.external_reference, "KL-001");
        assert_eq!(checked.phone, "09 123 45 67");
        assert_eq!(checked.vat, "BE0477472701");
        assert_eq!(checked.email, "info@xn--bckerei-5wa.example");
        assert_eq!(checked.description, "one\ntwo");
        assert_eq!(checked.mobile, "");
        assert_eq!(checked.checked().unwrap(), checked);
    }

    #[test]
    fn a_number_of_the_firm_stays_within_its_bounds() {
        for (number, right) in [
            ("1", true),
            ("99999999", true),
            (" 12\u{200b} ", true),
            ("0", false),
            ("100000000", false),
            ("999999999999", false),
            ("-3", false),
            ("12a", false),
        ] {
            let wrong = CustomerDetails { number: number.into(), ..peeters() }.checked().err();
            assert_eq!(wrong.is_none(), right, "{number}");
            if let Some(wrong) = wrong {
                assert_eq!(wrong["number"].reason, Reason::Range { min: 1, max: 99_999_999 });
            }
        }
    }

    #[test]
    fn numbers_that_contradict_each_other_are_refused_with_what_was_meant() {
        let details =
            CustomerDetails { vat: "BE0244142664".into(), company_number: "0477.472.701".into(), ..peeters() };
        let wrong = details.checked().unwrap_err();
        let offered: Vec<_> =
            wrong.iter().map(|(name, why)| (name.as_str(), why.repairs.first().map(String::as_str).unwrap())).collect();
        assert_eq!(offered, [("company_number", "0244142664"), ("vat", "BE0477472701")]);
        assert!(wrong.values().all(|why| why.reason == Reason::NumbersDiffer));
        for (vat, company_number) in [("BE0477472701", "0477.472.701"), ("BE0244142664", "0244142664")] {
            let taken = CustomerDetails { vat: vat.into(), company_number: company_number.into(), ..peeters() };
            assert!(taken.checked().is_ok(), "either offer is right");
        }
        let abroad = CustomerDetails { vat: "NL000099998B57".into(), ..details };
        assert!(abroad.checked().is_ok(), "firms do register abroad");
    }

    #[test]
    fn a_customer_elsewhere_in_the_union_has_a_vat_number_or_has_applied_for_one() {
        let of = |country: &str, vat: &str, vat_applied_for| CustomerDetails {
            country: country.into(),
            vat: vat.into(),
            vat_applied_for,
            ..peeters()
        };
        let belgian = Some(Country::BE);
        for (details, own, right) in [
            (of("NL", "", false), belgian, false),
            (of("nl", " \u{200b}", false), belgian, false),
            (of("NL", "", true), belgian, true),
            (of("NL", "NL004495445B01", false), belgian, true),
            (of("BE", "", false), belgian, true),
            (of("BE", "", false), Some(Country::NL), false),
            (of("NL", "", false), Some(Country::NL), true),
            (of("GB", "", false), belgian, true),
            (of("NO", "", false), belgian, true),
            (of("NL", "", false), None, true),
        ] {
            let wrong = details.checked_for(own, None).err();
            assert_eq!(wrong.is_none(), right, "{details:?} for {own:?}");
            if let Some(wrong) = wrong {
                assert_eq!(wrong.into_iter().collect::<Vec<_>>(), [("vat".to_owned(), Reason::VatWanted.into())]);
            }
        }
        let wrong =
            CustomerDetails { name: String::new(), ..of("NL", "", false) }.checked_for(belgian, None).unwrap_err();
        assert_eq!(wrong.keys().collect::<Vec<_>>(), ["name", "vat"], "with whatever else is wrong");
    }

    #[test]
    fn a_customer_that_lacked_its_vat_number_before_is_not_held_up() {
        let (belgian, dutch) = (Some(Country::BE), CustomerDetails { country: "NL".into(), ..peeters() });
        let checked = |details: &CustomerDetails, before| details.checked_for(belgian, Some(before)).is_ok();
        let phoned = CustomerDetails { phone: "+31 20 123 45 67".into(), ..dutch.clone() };
        assert!(checked(&phoned, &dutch));
        let with_vat = CustomerDetails { vat: "NL004495445B01".into(), ..dutch.clone() };
        assert!(checked(&with_vat, &dutch) && !checked(&dutch, &with_vat), "it is given, and not taken away");
        let applied = CustomerDetails { vat_applied_for: true, ..dutch.clone() };
        assert!(checked(&applied, &dutch) && !checked(&dutch, &applied));
        let german = CustomerDetails { country: "DE".into(), ..dutch.clone() };
        assert!(!checked(&german, &dutch), "another country asks anew");
        let here = CustomerDetails { country: "BE".into(), ..dutch.clone() };
        assert!(checked(&here, &dutch) && !checked(&dutch, &here));
    }

    #[test]
    fn a_contact_has_a_name_or_an_address() {
        assert!(ContactDetails { phone: "+32 9 123 45 67".into(), ..ContactDetails::default() }.checked().is_err());
        assert!(ContactDetails { email: "an@peeters.be".into(), ..ContactDetails::default() }.checked().is_ok());
    }

    #[test]
    fn an_address_says_where_it_is() {
        let country = || AddressDetails { country: "BE".into(), ..AddressDetails::default() };
        let empty = [country(), AddressDetails { street: " \u{a0}".into(), ..country() }];
        for address in empty.into_iter().chain([AddressDetails { label: "Magazijn".into(), ..country() }]) {
            let wrong = address.checked().unwrap_err();
            assert_eq!(wrong.keys().collect::<Vec<_>>(), ["street"], "{address:?}");
        }
        for right in [
            AddressDetails { city: "Gent".into(), ..country() },
            AddressDetails { postcode: "9000".into(), ..country() },
        ] {
            assert!(right.checked().is_ok(), "{right:?}");
        }
        let long = AddressDetails { postcode: "9".repeat(1_000), ..country() };
        assert_eq!(long.checked().unwrap_err().into_keys().collect::<Vec<_>>(), ["postcode"]);
    }

    #[test]
    fn an_address_with_only_a_country_says_nothing() {
        assert!(AddressDetails { street: "  ".into(), country: "BE".into(), ..AddressDetails::default() }.is_empty());
        assert!(AddressDetails { country: "BE".into(), ..AddressDetails::default() }.is_empty());
        assert!(ContactDetails { locale: "nl-BE".into(), ..ContactDetails::default() }.is_empty());
    }
}
