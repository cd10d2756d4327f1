//! Who made a change, in words.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{Stamp, Who};
use crate::{i18n::*, ui::When};

/// "An Peeters", "klant (Jan Maes)", "import klanten.xlsx", "Kantoor".
pub fn who(i18n: I18nContext<Locale>, who: &Who) -> String {
    match who {
        Who::Colleague(name) if name.is_empty() => t_string!(i18n, audit.who.colleague).to_owned(),
        Who::Colleague(name) => name.clone(),
        Who::Customer(name) if name.is_empty() => t_string!(i18n, audit.who.customer).to_owned(),
        Who::Customer(name) => t_string!(i18n, audit.who.customer_named, name = name.clone()),
        Who::Import(file) => t_string!(i18n, audit.who.import, file = file.clone()),
        Who::System => t_string!(i18n, audit.who.system).to_owned(),
    }
}

/// "door An Peeters op 22/11/2026 14:05".
#[component]
pub fn ByWhom(stamp: Stamp) -> impl IntoView {
    let i18n = use_i18n();
    let Stamp { at, who: actor } = stamp;
    view! {
        {move || t_string!(i18n, audit.by, who = who(i18n, &actor))}
        " "
        {t!(i18n, audit.on)}
        " "
        <When at=at />
    }
}
