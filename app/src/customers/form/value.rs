//! The value of a field in words, for a table that compares two.

use domain::own_fields::OwnKind;
use leptos_i18n::I18nContext;
use serde_json::{Map, Value};

use super::names::{bare, full_label};
use crate::{
    customers::{fields, records::Named},
    i18n::*,
    own_fields::{self, OwnField},
    ui::RecordWords,
};

/// What the fields of a form may name: records by their ids, and the firm's own fields with their options.
#[derive(Clone, Default)]
pub struct Known {
    pub named: Vec<Named>,
    pub own: Vec<OwnField>,
}

impl Known {
    /// The name of a record.
    fn name(&self, id: &str) -> String {
        let named = self.named.iter().find(|one| one.id.to_string() == id);
        named.map(|one| one.name.clone()).unwrap_or_default()
    }

    /// A value of an own field in words.
    fn own_value(&self, l: Locale, field: &OwnField, value: &str) -> String {
        match field.kind {
            OwnKind::Choice | OwnKind::Several => field.options.in_words(value),
            OwnKind::Colleague => self.name(value),
            kind => own_fields::words::readable(l, kind, value),
        }
    }
}

impl RecordWords for Known {
    fn label(&self, i18n: I18nContext<Locale>, field: &str) -> String {
        full_label(i18n, &self.own, field)
    }

    fn value(&self, i18n: I18nContext<Locale>, theirs: &Map<String, Value>, field: &str, value: &Value) -> String {
        // Numbers are grouped as in the country of the record, where it says one.
        let country = theirs.get("country").and_then(Value::as_str).unwrap_or_default();
        shown(i18n, self, country, field, value)
    }
}

/// What a field says of a customer in `country`; nothing for an empty one.
fn shown(i18n: I18nContext<Locale>, known: &Known, country: &str, field: &str, value: &Value) -> String {
    let own = own_fields::id_of(field).and_then(|id| known.own.iter().find(|own| own.id == id));
    if let (Some(own), Value::String(text)) = (own, value) {
        return known.own_value(i18n.get_locale(), own, text);
    }
    match (bare(field), value) {
        (_, Value::Bool(true)) => t_string!(i18n, ui.yes).to_owned(),
        (_, Value::Bool(false)) => t_string!(i18n, ui.no).to_owned(),
        ("country", Value::String(code)) => fields::country_name(i18n.get_locale(), code),
        ("locale", Value::String(tag)) => fields::language_name(i18n, tag),
        (field, Value::String(key)) if fields::is_choice(field) => fields::choice_name(i18n.get_locale(), field, key),
        // An id says nothing to anybody.
        (field, Value::String(id)) if field.ends_with("_id") => known.name(id),
        (field, Value::String(text)) if fields::is_money(field) => fields::money(i18n.get_locale(), text),
        (field, Value::String(text)) => fields::readable_in(country, field, text),
        _ => String::new(),
    }
}
