//! Between the records that are stored and the details that a form fills in.

use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    email,
};
use entity::{address, contact, customer};
use uuid::Uuid;

/// What a form shows of a customer.
pub fn of_customer(customer: &customer::Model) -> CustomerDetails {
    let customer = customer.clone();
    CustomerDetails {
        name: customer.name,
        number: customer.number.to_string(),
        vat: customer.vat,
        company_number: customer.company_number,
        external_reference: customer.external_reference,
        country: customer.country,
        locale: customer.locale,
        iban: customer.iban,
        email: email::shown(&customer.email),
        phone: customer.phone,
        mobile: customer.mobile,
        website: customer.website,
        description: customer.description,
        mandate: customer.mandate,
        manager_id: customer.manager_id,
        business_unit_id: customer.business_unit_id,
    }
}

/// The customer with checked details in place of its own. A number left empty keeps the one it has.
pub fn onto_customer(details: CustomerDetails, customer: customer::Model) -> customer::Model {
    customer::Model {
        name: details.name,
        number: details.number.parse().unwrap_or(customer.number),
        vat: details.vat,
        company_number: details.company_number,
        external_reference: details.external_reference,
        country: details.country,
        locale: details.locale,
        iban: details.iban,
        email: details.email,
        phone: details.phone,
        mobile: details.mobile,
        website: details.website,
        description: details.description,
        mandate: details.mandate,
        manager_id: details.manager_id,
        business_unit_id: details.business_unit_id,
        ..customer
    }
}

/// A customer that does not exist yet, without details: number 0 lets the firm give the next one.
pub fn blank_customer(firm_id: Uuid, id: Uuid, now: chrono::DateTime<chrono::Utc>) -> customer::Model {
    customer::Model {
        firm_id,
        id,
        version: 1,
        number: 0,
        name: String::new(),
        name_key: String::new(),
        match_key: String::new(),
        reference_key: String::new(),
        status: domain::customers::Status::Draft as i16,
        tab: domain::customers::Tab::Draft as i16,
        vat: String::new(),
        company_number: String::new(),
        external_reference: String::new(),
        country: String::new(),
        locale: String::new(),
        iban: String::new(),
        email: String::new(),
        phone: String::new(),
        mobile: String::new(),
        website: String::new(),
        description: String::new(),
        mandate: false,
        manager_id: None,
        manager_key: String::new(),
        business_unit_id: None,
        template_id: None,
        postcode: String::new(),
        city: String::new(),
        city_key: String::new(),
        search: String::new(),
        created_at: now,
        updated_at: now,
    }
}

/// What a form shows of an address.
pub fn of_address(address: &address::Model) -> AddressDetails {
    let address = address.clone();
    AddressDetails {
        label: address.label,
        street: address.street,
        house_number: address.house_number,
        box_number: address.box_number,
        postcode: address.postcode,
        city: address.city,
        country: address.country,
    }
}

/// The address with checked details in place of its own.
pub fn onto_address(details: AddressDetails, address: address::Model) -> address::Model {
    address::Model {
        label: details.label,
        street: details.street,
        house_number: details.house_number,
        box_number: details.box_number,
        postcode: details.postcode,
        city: details.city,
        country: details.country,
        ..address
    }
}

/// A new address of a customer.
pub fn new_address(firm_id: Uuid, customer_id: Uuid, head_office: bool, details: AddressDetails) -> address::Model {
    let AddressDetails { label, street, house_number, box_number, postcode, city, country } = details;
    let id = Uuid::now_v7();
    address::Model {
        firm_id,
        id,
        customer_id,
        version: 1,
        head_office,
        label,
        street,
        house_number,
        box_number,
        postcode,
        city,
        country,
    }
}

/// What a form shows of a contact.
pub fn of_contact(contact: &contact::Model) -> ContactDetails {
    let contact = contact.clone();
    ContactDetails {
        first_name: contact.first_name,
        last_name: contact.last_name,
        email: email::shown(&contact.email),
        phone: contact.phone,
        mobile: contact.mobile,
        role: contact.role,
        locale: contact.locale,
    }
}

/// The contact with checked details in place of its own.
pub fn onto_contact(details: ContactDetails, contact: contact::Model) -> contact::Model {
    contact::Model {
        first_name: details.first_name,
        last_name: details.last_name,
        email: details.email,
        phone: details.phone,
        mobile: details.mobile,
        role: details.role,
        locale: details.locale,
        ..contact
    }
}

/// A new contact of a customer.
pub fn new_contact(firm_id: Uuid, customer_id: Uuid, main: bool, details: ContactDetails) -> contact::Model {
    let ContactDetails { first_name, last_name, email, phone, mobile, role, locale } = details;
    let id = Uuid::now_v7();
    contact::Model {
        firm_id,
        id,
        customer_id,
        version: 1,
        main,
        first_name,
        last_name,
        email,
        phone,
        mobile,
        role,
        locale,
        active: true,
    }
}
