//! From a row of a file to the customer that is stored.

use chrono::{DateTime, Utc};
use domain::{
    CompanyNumber,
    details::{AddressDetails, CustomerDetails},
    fields::Record,
    imports::{Row, Target},
    templates::Content,
};
use entity::{address, contact, customer};
use uuid::Uuid;

use crate::customers::{details, store::NewCustomer};

/// The customer that a row describes, with its head office and main contact, as its template starts it: no column of a file names a
/// manager, a business unit or categories, so that the template's are taken.
pub fn of_row(firm_id: Uuid, row: &Row, template_id: Option<Uuid>, content: Content, at: DateTime<Utc>) -> NewCustomer {
    let id = Uuid::now_v7();
    // In Belgium the VAT number tells the enterprise number.
    let company_number =
        row.company_number.clone().or_else(|| row.vat.as_ref()?.enterprise_number().map(CompanyNumber::from));
    let customer = customer::Model {
        name: row.legal_name.to_string(),
        vat: text(row.vat.as_ref()),
        company_number: text(company_number.as_ref()),
        external_reference: text(row.external_reference.as_ref()),
        country: row.country.to_string(),
        locale: row.customer_locale.as_ref().unwrap_or(&row.contact_locale).to_string(),
        iban: text(row.iban.as_ref()),
        email: text(row.customer_email.as_ref()),
        phone: text(row.phone.as_ref()),
        mobile: text(row.mobile.as_ref()),
        website: text(row.website.as_ref()),
        description: text(row.description.as_ref()),
        mandate: row.mandate.unwrap_or_default(),
        manager_id: content.manager_id,
        business_unit_id: content.business_unit_id,
        template_id,
        ..details::blank_customer(firm_id, id, at)
    };
    let customer = with_more(row, customer);
    let contact = contact::Model {
        firm_id,
        id: Uuid::now_v7(),
        customer_id: id,
        version: 1,
        main: true,
        first_name: row.contact_first_name.to_string(),
        last_name: row.contact_last_name.to_string(),
        email: row.contact_email.to_string(),
        phone: String::new(),
        mobile: String::new(),
        role: String::new(),
        locale: row.contact_locale.to_string(),
        active: true,
    };
    NewCustomer {
        customer,
        addresses: head_office(firm_id, id, row).into_iter().collect(),
        contacts: vec![contact],
        categories: content.categories.iter().copied().collect(),
        content,
        own: Vec::new(),
    }
}

/// The customer with its fields that come in by their kind.
fn with_more(row: &Row, mut customer: customer::Model) -> customer::Model {
    let mut said = CustomerDetails::default();
    for (column, text) in &row.more {
        if let Some(Target::Customer(field)) = column.target() {
            said.fill(field, text);
            details::put_on_customer(field, &said, &mut customer);
        }
    }
    customer
}

/// The fields of the head office that come in by their kind.
fn more_of_address(row: &Row) -> AddressDetails {
    let mut said = AddressDetails::default();
    for (column, text) in &row.more {
        if let Some(Target::Address(field)) = column.target() {
            said.fill(field, text);
        }
    }
    said
}

/// The address, if the row says anything of it but the country.
fn head_office(firm_id: Uuid, customer_id: Uuid, row: &Row) -> Option<address::Model> {
    let parts = [&row.street, &row.house_number, &row.box_number, &row.postcode, &row.city];
    let address = AddressDetails {
        street: text(row.street.as_ref()),
        house_number: text(row.house_number.as_ref()),
        box_number: text(row.box_number.as_ref()),
        postcode: text(row.postcode.as_ref()),
        city: text(row.city.as_ref()),
        country: row.address_country.unwrap_or(row.country).to_string(),
        ..more_of_address(row)
    };
    let is_said = parts.iter().any(|part| part.is_some());
    is_said.then(|| details::new_address(firm_id, customer_id, true, address))
}

fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
