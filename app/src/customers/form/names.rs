//! What the fields of the form of a customer are called, and where they stand.

use domain::{
    details::CustomerDetails,
    fields::{Record, Section},
};
use leptos_i18n::I18nContext;

use super::request::{ADDRESS, CONTACT};
use crate::{
    customers::fields,
    i18n::*,
    own_fields::{self, OwnField},
    ui::{Names, lang},
};

/// For the checks of a form.
pub const NAMES: Names = Names { label, section };

/// The label of a field of a form, whichever record of the customer it belongs to.
pub fn label(i18n: I18nContext<Locale>, name: &str) -> &'static str {
    fields::label(i18n, bare(name)).unwrap_or_default()
}

/// The same, with its section where that is another than the customer's own.
pub fn full_label(i18n: I18nContext<Locale>, own: &[OwnField], name: &str) -> String {
    if let Some(id) = own_fields::id_of(name) {
        let field = own.iter().find(|field| field.id == id);
        return field.map(|field| field.labels.of(lang(i18n.get_locale())).to_owned()).unwrap_or_default();
    }
    match bare(name) == name {
        true => label(i18n, name).to_owned(),
        false => format!("{} · {}", section(i18n, name), label(i18n, name)),
    }
}

/// The name of a field of a form, without the record of the customer that it belongs to.
pub fn bare(name: &str) -> &str {
    let bare = name.strip_prefix(ADDRESS).or_else(|| name.strip_prefix(CONTACT));
    bare.unwrap_or(name)
}

/// The section of the form in which a field stands.
fn section(i18n: I18nContext<Locale>, name: &str) -> &'static str {
    if own_fields::id_of(name).is_some() {
        return t_string!(i18n, own_fields.section);
    }
    if name.starts_with(ADDRESS) {
        return t_string!(i18n, card.section.head_office);
    }
    if name.starts_with(CONTACT) {
        return t_string!(i18n, card.section.contact);
    }
    match CustomerDetails::field(name).map(|field| CustomerDetails::def(field).section) {
        Some(Section::Company) => t_string!(i18n, card.section.company),
        _ => t_string!(i18n, card.section.details),
    }
}
