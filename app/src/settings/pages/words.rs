//! Words of the settings that stand on several pages.

use domain::{Language, permissions::Level};
use leptos_i18n::I18nContext;

use crate::{i18n::*, ui::Choices};

/// The languages of the interface, each under its own name.
pub fn language_choices() -> Choices {
    Language::written().map(|language| (language.to_string(), language.own_name().to_owned())).collect()
}

/// What a permission profile is called: a built-in one in the language of the page, another as it was named.
pub fn profile_title(i18n: I18nContext<Locale>, builtin: &str, name: &str) -> String {
    match builtin {
        "administrator" => t_string!(i18n, settings.profiles.administrator).to_owned(),
        "client_manager" => t_string!(i18n, settings.profiles.client_manager).to_owned(),
        "staff" => t_string!(i18n, settings.profiles.staff).to_owned(),
        "reader" => t_string!(i18n, settings.profiles.reader).to_owned(),
        _ => name.to_owned(),
    }
}

/// What a level of rights is called.
pub fn level_name(i18n: I18nContext<Locale>, level: Level) -> &'static str {
    match level {
        Level::None => t_string!(i18n, settings.profiles.level.none),
        Level::Read => t_string!(i18n, settings.profiles.level.read),
        Level::Edit => t_string!(i18n, settings.profiles.level.edit),
        Level::Delete => t_string!(i18n, settings.profiles.level.delete),
    }
}
