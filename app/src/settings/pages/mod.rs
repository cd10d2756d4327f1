//! The pages of the settings: a tab each.

mod card_tabs;
mod groups;
mod office;
mod own_field_dialog;
mod own_field_kind;
mod own_fields;
mod profile;
mod profiles;
mod removal;
mod rights;
mod shared;
mod sign_ins;
mod users;
mod users_dialogs;
mod words;

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::groups::GroupsTab;
use super::api;
use crate::{
    i18n::*,
    session::pages::Confirming,
    ui::{self, Tab, allowed},
};

pub use own_field_kind::OwnFieldKindPage;
pub use own_fields::OWN_FIELDS;
pub use profile::ProfileRightsPage;
pub use words::{language_choices, profile_title};

/// Where the firm makes its categories.
pub const CATEGORIES: &str = "/instellingen/categorieen";

#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let tab = Memo::new(move |_| params.read().get("tab").unwrap_or_default());
    view! {
        <ui::PageHead title=move || t_string!(i18n, settings.title).to_owned() />
        <SettingsTabs />
        <Confirming>
            <div class="page-body">
                {move || match tab.get().as_str() {
                    "" => guarded(Area::Settings, || view! { <office::OfficeTab /> }.into_any()),
                    "gebruikers" => guarded(Area::Users, || view! { <users::UsersTab /> }.into_any()),
                    "profielen" => guarded(Area::Users, || view! { <profiles::ProfilesTab /> }.into_any()),
                    "aanmeldingen" => guarded(Area::Users, || view! { <sign_ins::SignInsTab /> }.into_any()),
                    "units" => guarded(Area::Settings, units),
                    "categorieen" => guarded(Area::Settings, categories),
                    "klantkaart" => guarded(Area::Settings, || view! { <card_tabs::CardTabsTab /> }.into_any()),
                    "velden" => guarded(Area::Settings, || view! { <own_fields::OwnFieldsTab /> }.into_any()),
                    _ => view! { <ui::NotFound /> }.into_any(),
                }}
            </div>
        </Confirming>
    }
}

/// The tabs that the viewer may read.
#[component]
fn SettingsTabs() -> impl IntoView {
    let i18n = use_i18n();
    let all = [
        (Area::Settings, Tab::new("/instellingen", move || t_string!(i18n, settings.tab.office).to_owned())),
        (Area::Users, Tab::new("/instellingen/gebruikers", move || t_string!(i18n, settings.tab.users).to_owned())),
        (Area::Users, Tab::new("/instellingen/profielen", move || t_string!(i18n, settings.tab.profiles).to_owned())),
        (Area::Users, Tab::new(sign_ins::SIGN_INS, move || t_string!(i18n, settings.tab.sign_ins).to_owned())),
        (Area::Settings, Tab::new("/instellingen/units", move || t_string!(i18n, settings.tab.units).to_owned())),
        (Area::Settings, Tab::new(CATEGORIES, move || t_string!(i18n, settings.tab.categories).to_owned())),
        (Area::Settings, Tab::new(card_tabs::CARD_TABS, move || t_string!(i18n, settings.tab.card).to_owned())),
        (Area::Settings, Tab::new(OWN_FIELDS, move || t_string!(i18n, settings.tab.own_fields).to_owned())),
    ];
    let tabs: Vec<Tab> = all.into_iter().filter(|(area, _)| allowed(*area, Level::Read)).map(|(_, tab)| tab).collect();
    view! { <ui::Tabs tabs=tabs label=move || t_string!(i18n, settings.title).to_owned() /> }
}

fn units() -> AnyView {
    view! { <GroupsTab words=groups::UNITS list=api::units save=api::save_unit remove=api::delete_unit /> }.into_any()
}

fn categories() -> AnyView {
    view! { <GroupsTab words=groups::CATEGORIES list=api::categories save=api::save_category remove=api::delete_category /> }
        .into_any()
}

fn guarded(area: Area, page: impl FnOnce() -> AnyView) -> AnyView {
    if allowed(area, Level::Read) { page() } else { view! { <ui::NoPermission area /> }.into_any() }
}
