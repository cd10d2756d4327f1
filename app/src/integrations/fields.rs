//! The settings of one integration as form fields: the same in a template and on a card.

use domain::{
    integrations::{Integration, Setting, SettingKind, YES},
    templates::LinkSettings,
};
use leptos::prelude::*;

use super::words::{choice_name, setting_name};
use crate::{
    error::Fields,
    i18n::*,
    ui::{CheckField, SelectField, Size, TextField, field_error},
};

/// What stands in the fields of one integration while they are edited.
#[derive(Clone, Copy)]
pub struct SettingValues {
    pub integration: Integration,
    /// In the order of the catalogue.
    values: StoredValue<Vec<(Setting, Value)>>,
}

#[derive(Clone, Copy)]
enum Value {
    Text(RwSignal<String>),
    Switch(RwSignal<bool>),
}

impl SettingValues {
    /// Begins with these settings of a link.
    pub fn of_link(integration: Integration, settings: &LinkSettings) -> Self {
        Self::of(integration, integration.settings().iter(), settings)
    }

    /// Begins with these settings of a template.
    pub fn of_template(integration: Integration, settings: &LinkSettings) -> Self {
        Self::of(integration, integration.template_settings(), settings)
    }

    fn of(integration: Integration, fields: impl Iterator<Item = &'static Setting>, settings: &LinkSettings) -> Self {
        let value = |setting: &Setting| {
            let text = settings.get(setting.key).cloned().unwrap_or_default();
            let value = match setting.kind {
                SettingKind::YesNo => Value::Switch(RwSignal::new(text == YES)),
                SettingKind::Text | SettingKind::Email | SettingKind::Choice(_) => Value::Text(RwSignal::new(text)),
            };
            (*setting, value)
        };
        Self { integration, values: StoredValue::new(fields.map(value).collect()) }
    }

    /// The settings as they stand, without those left empty.
    pub fn get(self) -> LinkSettings {
        let text = |value: Value| match value {
            Value::Text(text) => text.get(),
            Value::Switch(on) => if on.get() { YES } else { "" }.to_owned(),
        };
        let pairs = self.pairs().into_iter().map(|(setting, value)| (setting.key.to_owned(), text(value)));
        pairs.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// Puts other settings in the fields.
    pub fn set(self, settings: &LinkSettings) {
        for (setting, value) in self.pairs() {
            let text = settings.get(setting.key).cloned().unwrap_or_default();
            match value {
                Value::Text(shown) => shown.set(text),
                Value::Switch(on) => on.set(text == YES),
            }
        }
    }

    fn pairs(self) -> Vec<(Setting, Value)> {
        self.values.get_value()
    }
}

/// The fields. `prefix` comes before each setting's key in the field's name, and in the name of its error.
#[component]
pub fn SettingFields(
    values: SettingValues,
    #[prop(into)] errors: Signal<Fields>,
    #[prop(optional)] prefix: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = move |(setting, value): (Setting, Value)| {
        let name = format!("{prefix}{}", setting.key);
        let label = Signal::derive(move || setting_name(i18n, setting.key).to_owned());
        let wrong_name = name.clone();
        let text = move || match value {
            Value::Text(text) => text.get(),
            Value::Switch(_) => String::new(),
        };
        let error =
            Signal::derive(move || errors.with(|fields| field_error(i18n, fields, &wrong_name, &label.get(), &text())));
        match (setting.kind, value) {
            (SettingKind::Choice(choices), Value::Text(value)) => {
                let named = move || {
                    choices.iter().map(|choice| ((*choice).to_owned(), choice_name(i18n, choice).to_owned())).collect()
                };
                let empty = Signal::derive(move || Some(t_string!(i18n, integrations.not_set).to_owned()));
                view! { <SelectField name label error value choices=Signal::derive(named) empty /> }.into_any()
            }
            (SettingKind::Email, Value::Text(value)) => {
                view! { <TextField name label error value kind="email" size=Size::Large autocomplete="off" /> }
                    .into_any()
            }
            (_, Value::Text(value)) => {
                view! { <TextField name label error value size=Size::Large autocomplete="off" /> }.into_any()
            }
            (_, Value::Switch(value)) => view! { <CheckField name label error value /> }.into_any(),
        }
    };
    values.pairs().into_iter().map(field).collect_view()
}
