//! What a template gives, in words.

use domain::integrations::Integration;
use leptos_i18n::I18nContext;

use super::Gives;
use crate::i18n::*;

/// "Dossierbeheerder An Peeters · Business unit Gent · Horeca, Bouw · 2 collega’s · Peppol, CodaBox".
pub fn gives(i18n: I18nContext<Locale>, gives: &Gives) -> String {
    let manager = gives.manager.iter().map(|one| t_string!(i18n, templates.gives.manager, name = one.name.clone()));
    let unit = gives.business_unit.iter().map(|one| t_string!(i18n, templates.gives.unit, name = one.name.clone()));
    let categories: Vec<&str> = gives.categories.iter().map(|one| one.name.as_str()).collect();
    let users = match gives.users {
        0 => String::new(),
        1 => t_string!(i18n, templates.gives.one_user).to_owned(),
        count => t_string!(i18n, templates.gives.users, count = count),
    };
    let integrations: Vec<&str> = gives.integrations.iter().copied().map(Integration::name).collect();
    let parts = manager.chain(unit).chain([categories.join(", "), users, integrations.join(", ")]);
    let said: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    if said.is_empty() { t_string!(i18n, templates.gives.nothing).to_owned() } else { said.join(" · ") }
}
