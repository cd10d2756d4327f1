//! The tables. A row is the name of a field in Rust, its key, its kind, and its marks (see [`Def`]). The order is that of forms and cards.

use super::{
    Def, Kind, Record,
    record::{AsText as _, record},
};

/// Hands the fields of a customer's own data to another macro, behind what else that macro is given.
#[macro_export]
macro_rules! customer_fields {
    ($then:ident $(, $($given:tt)*)?) => {
        $then! {
            $($($given)*)?
            Name name: Line [required approved],
            /// The firm's number for the customer; empty lets the firm give the next one.
            Number number: Number [],
            Vat vat: Vat [approved],
            CompanyNumber company_number: CompanyNumber [approved],
            ExternalReference external_reference: Line [],
            /// Decides which numbers are right.
            Country country: Country [required approved],
            Locale locale: Locale [shared],
            Iban iban: Iban [approved financial],
            Email email: Email [shared],
            Phone phone: Phone [shared],
            Mobile mobile: Phone [shared],
            Website website: Url [shared],
            /// What the firm notes about the customer.
            Description description: Paragraph [],
            /// A signed mandate to register the customer on Peppol.
            Mandate mandate: YesNo [],
            Manager manager_id: Reference [],
            BusinessUnit business_unit_id: Reference [],
        }
    };
}

/// Hands the fields of an address to another macro.
#[macro_export]
macro_rules! address_fields {
    ($then:ident $(, $($given:tt)*)?) => {
        $then! {
            $($($given)*)?
            Label label: Line [shared],
            Street street: Line [shared],
            HouseNumber house_number: Line [shared],
            BoxNumber box_number: Line [shared],
            Postcode postcode: Line [shared],
            City city: Line [shared],
            Country country: Country [required shared],
        }
    };
}

/// Hands the fields of a contact to another macro.
#[macro_export]
macro_rules! contact_fields {
    ($then:ident $(, $($given:tt)*)?) => {
        $then! {
            $($($given)*)?
            FirstName first_name: Line [shared],
            LastName last_name: Line [shared],
            Email email: Email [shared],
            Phone phone: Phone [shared],
            Mobile mobile: Phone [shared],
            Role role: Line [shared],
            Locale locale: Locale [shared],
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
