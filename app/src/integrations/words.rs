//! Integrations and their settings in words. The names of the integrations are brands, the same in every language.

use domain::{
    integrations::{Integration, Setting, SettingKind},
    templates::LinkSettings,
};
use leptos_i18n::I18nContext;

use crate::i18n::*;

/// What an integration is for.
pub fn about(i18n: I18nContext<Locale>, integration: Integration) -> &'static str {
    match integration {
        Integration::Peppol => t_string!(i18n, integrations.about.peppol),
        Integration::ExactOnline => t_string!(i18n, integrations.about.exact_online),
        Integration::Octopus => t_string!(i18n, integrations.about.octopus),
        Integration::Yuki => t_string!(i18n, integrations.about.yuki),
        Integration::Codabox => t_string!(i18n, integrations.about.codabox),
        Integration::EmailImport => t_string!(i18n, integrations.about.email_import),
    }
}

/// The label of a setting. The catalogue's keys are the same in each integration that has them.
pub fn setting_name(i18n: I18nContext<Locale>, key: &'static str) -> &'static str {
    match key {
        "direction" => t_string!(i18n, integrations.setting.direction),
        "mandate" => t_string!(i18n, integrations.setting.mandate),
        "division" => t_string!(i18n, integrations.setting.division),
        "dossier" => t_string!(i18n, integrations.setting.dossier),
        "statements" => t_string!(i18n, integrations.setting.statements),
        "payslips" => t_string!(i18n, integrations.setting.payslips),
        "mailbox" => t_string!(i18n, integrations.setting.mailbox),
        other => other,
    }
}

/// One of the values of a setting with a few.
pub fn choice_name(i18n: I18nContext<Locale>, value: &'static str) -> &'static str {
    match value {
        "receive" => t_string!(i18n, integrations.choice.receive),
        "send" => t_string!(i18n, integrations.choice.send),
        "both" => t_string!(i18n, integrations.choice.both),
        other => other,
    }
}

/// The settings that say something, as label and value.
pub fn settings_in_words(
    i18n: I18nContext<Locale>,
    integration: Integration,
    settings: &LinkSettings,
) -> Vec<(&'static str, String)> {
    in_words(i18n, integration.settings(), settings)
}

/// The same with what links said in earlier versions: the history tells of it.
pub fn former_settings_in_words(
    i18n: I18nContext<Locale>,
    integration: Integration,
    settings: &LinkSettings,
) -> Vec<(&'static str, String)> {
    let mut words = settings_in_words(i18n, integration, settings);
    words.extend(in_words(i18n, integration.former_settings(), settings));
    words
}

fn in_words(
    i18n: I18nContext<Locale>,
    known: &'static [Setting],
    settings: &LinkSettings,
) -> Vec<(&'static str, String)> {
    let shown = |setting: &Setting| {
        let value = settings.get(setting.key).filter(|value| !value.is_empty())?;
        let words = match setting.kind {
            SettingKind::Text | SettingKind::Email => value.clone(),
            SettingKind::YesNo => t_string!(i18n, ui.yes).to_owned(),
            SettingKind::Choice(choices) => {
                let known = choices.iter().find(|choice| *choice == value)?;
                choice_name(i18n, known).to_owned()
            }
        };
        Some((setting_name(i18n, setting.key), words))
    };
    known.iter().filter_map(shown).collect()
}
