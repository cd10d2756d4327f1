//! The value of a field in words, for a table that compares two.

use leptos_i18n::I18nContext;
use serde_json::Value;

use super::checks::bare;
use crate::{
    customers::{fields, records::Named},
    i18n::*,
};

/// What a field says of a customer in `country`; nothing for an empty one. `named` are the records that fields may name.
pub fn shown(i18n: I18nContext<Locale>, named: &[Named], country: &str, field: &str, value: &Value) -> String {
    match (bare(field), value) {
        (_, Value::Bool(true)) => t_string!(i18n, ui.yes).to_owned(),
        (_, Value::Bool(false)) => t_string!(i18n, ui.no).to_owned(),
        ("country", Value::String(code)) => fields::country_name(i18n.get_locale(), code),
        ("locale", Value::String(tag)) => fields::language_name(i18n, tag),
        (field, Value::String(key)) if fields::is_choice(field) => fields::choice_name(i18n.get_locale(), field, key),
        // An id says nothing to anybody.
        (field, Value::String(id)) if field.ends_with("_id") => {
            let named = named.iter().find(|one| one.id.to_string() == *id);
            named.map(|one| one.name.clone()).unwrap_or_default()
        }
        (field, Value::String(text)) if fields::is_money(field) => fields::money(i18n.get_locale(), text),
        (field, Value::String(text)) => fields::readable_in(country, field, text),
        _ => String::new(),
    }
}
