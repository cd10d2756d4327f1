//! The tables. A row is the name of a field in Rust, its key, its kind, and its marks (see [`Def`]). The order is that of forms and cards.

use super::{
    Def, Kind, Record,
    record::{Value as _, record},
};

/// Hands the fields of a customer's own data to another macro, behind what else that macro is given.
#[macro_export]
macro_rules! customer_fields {
    ($then:ident $(, $($given:tt)*)?) => {
        $then! {
            $($($given)*)?
            /// A company, or a private person.
            CustomerType customer_type: CustomerType [imported company by_hand],
            /// That of a private person follows from its first and its last name.
            Name name: Line [required approved company by_hand],
            /// Of a private person.
            GivenName given_name: Line [imported approved company by_hand],
            /// Of a private person.
            FamilyName family_name: Line [imported approved company by_hand],
            /// The firm's number for the customer; empty lets the firm give the next one.
            Number number: Number [company by_hand],
            /// The VAT number.
            Vat vat: Vat [approved company by_hand],
            /// The VAT number was asked for and is not there yet.
            VatAppliedFor vat_applied_for: YesNo [imported company],
            /// The number by which its country registers it; in Belgium the enterprise number.
            CompanyNumber company_number: CompanyNumber [approved company by_hand],
            /// What the firm's accounting program calls the customer; every customer has another.
            ExternalReference external_reference: Line [company by_hand],
            /// Decides which numbers are right.
            Country country: Country [required approved company by_hand],
            /// The language in which it is written to.
            Locale locale: Locale [shared company by_hand],
            /// The account number.
            Iban iban: Iban [approved financial by_hand],
            /// The address of the customer itself, beside those of its contacts.
            Email email: Email [shared by_hand],
            /// The phone number.
            Phone phone: Phone [shared by_hand],
            /// The mobile number.
            Mobile mobile: Phone [shared by_hand],
            /// The fax number.
            Fax fax: Phone [imported shared],
            /// Its address on the web.
            Website website: Url [shared by_hand],
            /// What it is by law.
            LegalForm legal_form: LegalForm [imported],
            /// Its branch of industry.
            Nace nace: Nace [imported],
            /// The group by which the firm sends its mailings.
            MailingCode mailing_code: Line [imported],
            /// The part of the country in which the firm counts it.
            Region region: Line [imported],
            /// Who sold to it; it need not be a colleague.
            Seller seller: Line [imported],
            /// Of the cupboard in which its papers are.
            ArchiveNumber archive_number: Line [imported],
            /// For how much it may owe at once.
            CreditLimit credit_limit: Money [imported financial],
            /// When it is open, in words.
            OpeningHours opening_hours: Paragraph [imported],
            /// What the firm notes about the customer.
            Description description: Paragraph [by_hand],
            /// A signed mandate to register the customer on Peppol.
            Mandate mandate: YesNo [by_hand],
            /// The colleague who looks after the customer.
            Manager manager_id: Reference [by_hand],
            /// The part of the firm that the customer belongs to.
            BusinessUnit business_unit_id: Reference [by_hand],
        }
    };
}

/// Hands the fields of an address to another macro.
#[macro_export]
macro_rules! address_fields {
    ($then:ident $(, $($given:tt)*)?) => {
        $then! {
            $($($given)*)?
            /// What the address is called, to tell it from the others.
            Label label: Line [shared by_hand],
            /// The street.
            Street street: Line [shared by_hand],
            /// The number of the house, with its letters if it has any.
            HouseNumber house_number: Line [shared by_hand],
            /// The number of the letter box.
            BoxNumber box_number: Line [shared by_hand],
            /// What stands between street and city: a building, a gate, a department.
            Addition addition: Line [imported shared],
            /// The postcode.
            Postcode postcode: Line [shared by_hand],
            /// The town or municipality.
            City city: Line [shared by_hand],
            /// The country.
            Country country: Country [required shared by_hand],
        }
    };
}

/// Hands the fields of a contact to another macro.
#[macro_export]
macro_rules! contact_fields {
    ($then:ident $(, $($given:tt)*)?) => {
        $then! {
            $($($given)*)?
            /// The first name.
            FirstName first_name: Line [shared by_hand],
            /// The last name.
            LastName last_name: Line [shared by_hand],
            /// The e-mail address.
            Email email: Email [shared by_hand],
            /// The phone number.
            Phone phone: Phone [shared by_hand],
            /// The mobile number.
            Mobile mobile: Phone [shared by_hand],
            /// What the person does at the customer.
            Role role: Line [shared by_hand],
            /// The language in which the person is written to.
            Locale locale: Locale [shared by_hand],
        }
    };
}

customer_fields! { record,
    /// A customer's own data. Everything but the name and the country may be empty: incomplete data is fine (row B9).
    CustomerDetails,
    /// A field of [`CustomerDetails`].
    CustomerField:
}

address_fields! { record,
    /// An address as filled in.
    AddressDetails,
    /// A field of [`AddressDetails`].
    AddressField:
}

contact_fields! { record,
    /// A contact as filled in.
    ContactDetails,
    /// A field of [`ContactDetails`].
    ContactField:
}
