//! What a customer's history tells of the customer itself, its addresses, contacts and notes, and what it wants changed.

use std::collections::HashMap;

use domain::{customers::Status, email, permissions::Area};
use entity::{address, contact, customer, customer_category, note, proposal};
use sea_orm::{EntityTrait, QuerySelect};
use serde_json::Value;

use super::{fields, financial, records::person_name, store};
use crate::{
    audit::{
        COLLEAGUES,
        history::Shown,
        kind::{KindDef, Source},
        names::Names,
        read::Line,
    },
    nace,
    session::Viewer,
    settings::names::{BUSINESS_UNITS, CATEGORIES},
    templates::names::TEMPLATES,
};

/// The names of addresses that are there now.
static ADDRESSES: Source = Source {
    key: "address",
    read: |db, asked| {
        Box::pin(async move {
            let addresses = store::addresses_of(db, asked.viewer.firm_id, asked.customer_id).await?;
            let named = |address: address::Model| {
                let place = address_name(&address.label, &address.street, &address.house_number, &address.city);
                (address.id, place)
            };
            Ok(addresses.into_iter().map(named).collect())
        })
    },
    gone: Shown::Gone,
};

/// The names of contacts that are there now. Who a removed contact was is said nowhere.
pub static CONTACTS: Source = Source {
    key: "contact",
    read: |db, asked| {
        Box::pin(async move {
            let contacts = store::contacts_of(db, asked.viewer.firm_id, asked.customer_id).await?;
            let named = |contact: contact::Model| {
                (contact.id, person_name(&contact.first_name, &contact.last_name, &email::shown(&contact.email)))
            };
            Ok(contacts.into_iter().map(named).collect())
        })
    },
    gone: Shown::ContactGone,
};

/// Where the customer is: its register writes company numbers in groups of its own.
static COUNTRIES: Source = Source {
    key: "country",
    read: |db, asked| {
        Box::pin(async move {
            let of_it = customer::Entity::find_by_id((asked.viewer.firm_id, asked.customer_id));
            let country = of_it.select_only().column(customer::Column::Country).into_tuple::<String>().one(db).await?;
            Ok(country.map(|country| HashMap::from([(asked.customer_id, country)])).unwrap_or_default())
        })
    },
    gone: Shown::Gone,
};

/// The customer itself.
pub static CUSTOMER: KindDef = KindDef {
    hides: is_figure_kept_from,
    own_names: Some(&COUNTRIES),
    references: &[("manager_id", &COLLEAGUES), ("business_unit_id", &BUSINESS_UNITS), ("template_id", &TEMPLATES)],
    value: |names, line, field, side| match line.value(field, side) {
        chosen if fields::is_choice(field) => Some(choice(field, chosen.as_str().unwrap_or_default())),
        Value::Number(ordinal) if field == "status" => {
            let status = ordinal.as_i64().and_then(|ordinal| Status::from_ordinal(ordinal.try_into().ok()?));
            Some(status.map_or(Shown::Nothing, Shown::Status))
        }
        Value::Number(cents) if fields::is_money(field) => Some(cents.as_i64().map_or(Shown::Nothing, Shown::Money)),
        Value::String(code) if field == "nace" && !code.is_empty() => {
            Some(nace::names::activity(code).map_or(Shown::Nothing, Shown::Activity))
        }
        value => company_number(names, line, field, value),
    },
    ..KindDef::of::<customer::Model>()
};

/// Nothing said is one of the values of some.
fn choice(field: &str, key: &str) -> Shown {
    let is_said = !key.is_empty() || fields::is_among(field, key);
    if is_said { Shown::Choice { field: field.to_owned(), key: key.to_owned() } } else { Shown::Nothing }
}

/// What the customer wants changed, until it is decided.
pub static PROPOSAL: KindDef = KindDef {
    hides: is_figure_kept_from,
    own_names: Some(&COUNTRIES),
    value: |names, line, field, side| company_number(names, line, field, line.value(field, side)),
    ..KindDef::of::<proposal::Model>()
};

/// An address of a customer.
pub static ADDRESS: KindDef = KindDef {
    own_names: Some(&ADDRESSES),
    subject: |names, line| {
        let name = match names.get(&ADDRESSES, line.row.record_id) {
            Some(name) => name.to_owned(),
            None => address_name(line.text("label"), line.text("street"), line.text("house_number"), line.text("city")),
        };
        Shown::named(name)
    },
    ..KindDef::of::<address::Model>()
};

/// A contact of a customer.
///
/// Who a removed contact was is said nowhere any more, not even here: a person may ask to be forgotten (GDPR, article 17).
/// What was done with its record, when and by whom, is the firm's to tell and stays. The log itself is left as it was
/// written: the law against money laundering (18-9-2017, article 60) has a firm keep identities for ten years.
pub static CONTACT: KindDef = KindDef {
    area: Some(Area::Contacts),
    personal: &["first_name", "last_name", "email", "phone", "mobile"],
    is_forgotten: |names, line| names.get(&CONTACTS, line.row.record_id).is_none(),
    own_names: Some(&CONTACTS),
    subject: |names, line| Shown::named(names.get(&CONTACTS, line.row.record_id)?),
    ..KindDef::of::<contact::Model>()
};

/// That a customer is in a category.
pub static CATEGORISATION: KindDef = KindDef {
    references: &[("category_id", &CATEGORIES)],
    subject: |names, line| Some(names.shown(&CATEGORIES, line.text("category_id"))),
    ..KindDef::of::<customer_category::Model>()
};

/// A note about a customer.
pub static NOTE: KindDef = KindDef { area: Some(Area::Notes), ..KindDef::of::<note::Model>() };

fn is_figure_kept_from(viewer: &Viewer, field: &str) -> bool {
    !financial::may_see(viewer) && financial::guards(field)
}

fn company_number(names: &Names, line: &Line, field: &str, value: &Value) -> Option<Shown> {
    let number = value.as_str().filter(|number| field == "company_number" && !number.is_empty())?;
    let country = names.get(&COUNTRIES, line.row.record_id).unwrap_or_default();
    Some(Shown::Text(fields::readable_in(country, field, number)))
}

/// Where it is: its own name, or street and city.
fn address_name(label: &str, street: &str, house_number: &str, city: &str) -> String {
    let line = format!("{street} {house_number}");
    let parts = [label, line.trim(), city];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
