//! The steps that bring a customer back to a template: in words, and as changes.

use domain::{
    integrations::Integration,
    templates::{Content, Deviation},
};
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{
    super::{CategoryRequest, CustomerSettings, EmptyField, FillRequest, Link, LinkRequest, UnlinkRequest, api},
    categories::{CATEGORISE, CATEGORY},
    link_form::LINK,
    links::UNLINK,
    people::{ASSIGN, COLLEAGUE, UNASSIGN},
    shared::Shared,
};
use crate::i18n::*;

/// The function that fills in a field by a plain form.
const FILL_IN: &str = "/api/integrations/fill_in_form";

/// One difference with a template, by what undoes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    Manage(Uuid),
    Unit(Uuid),
    Categorise(Uuid),
    Assign(Uuid),
    Unassign(Uuid),
    Link(Integration),
    Unlink(Integration),
    /// Linked in both, with other settings.
    Settings(Integration),
}

impl Fix {
    /// All of them: what is empty first, then colleagues, then links.
    pub fn all(deviation: &Deviation) -> Vec<Self> {
        let blanks = deviation.missing_manager.map(Self::Manage).into_iter();
        let blanks = blanks.chain(deviation.missing_business_unit.map(Self::Unit));
        let blanks = blanks.chain(deviation.missing_categories.iter().copied().map(Self::Categorise));
        let people = deviation.missing_users.iter().copied().map(Self::Assign);
        let people = people.chain(deviation.added_users.iter().copied().map(Self::Unassign));
        let links = deviation.missing_integrations.iter().copied().map(Self::Link);
        let links = links.chain(deviation.changed_integrations.iter().copied().map(Self::Settings));
        blanks
            .chain(people)
            .chain(links)
            .chain(deviation.added_integrations.iter().copied().map(Self::Unlink))
            .collect()
    }

    /// How the customer differs now.
    pub fn difference(self, i18n: I18nContext<Locale>, settings: &CustomerSettings) -> String {
        let name = self.name(settings);
        match self {
            Self::Manage(_) => t_string!(i18n, integrations.template.missing_manager, name = name),
            Self::Unit(_) => t_string!(i18n, integrations.template.missing_unit, name = name),
            Self::Categorise(_) => t_string!(i18n, integrations.template.missing_category, name = name),
            Self::Assign(_) => t_string!(i18n, integrations.template.missing_user, name = name),
            Self::Unassign(_) => t_string!(i18n, integrations.template.added_user, name = name),
            Self::Link(_) => t_string!(i18n, integrations.template.missing_link, name = name),
            Self::Unlink(_) => t_string!(i18n, integrations.template.added_link, name = name),
            Self::Settings(_) => t_string!(i18n, integrations.template.changed_link, name = name),
        }
    }

    /// What applying the template will do.
    pub fn announcement(self, i18n: I18nContext<Locale>, settings: &CustomerSettings) -> String {
        let name = self.name(settings);
        match self {
            Self::Manage(_) => t_string!(i18n, integrations.template.will_manage, name = name),
            Self::Unit(_) => t_string!(i18n, integrations.template.will_unit, name = name),
            Self::Categorise(_) => t_string!(i18n, integrations.template.will_categorise, name = name),
            Self::Assign(_) => t_string!(i18n, integrations.template.will_assign, name = name),
            Self::Unassign(_) => t_string!(i18n, integrations.template.will_unassign, name = name),
            Self::Link(_) => t_string!(i18n, integrations.template.will_link, name = name),
            Self::Unlink(_) => t_string!(i18n, integrations.template.will_unlink, name = name),
            Self::Settings(_) => t_string!(i18n, integrations.template.will_change, name = name),
        }
    }

    /// The plain form that does it: its function, and what goes along. `wanted` is what the template says.
    pub fn form(
        self,
        shared: Shared,
        settings: &CustomerSettings,
        wanted: &Content,
    ) -> (&'static str, Vec<(&'static str, String)>) {
        let choosing = |name, id: Uuid| [shared.along(id.to_string()), vec![(name, id.to_string())]].concat();
        match self {
            Self::Manage(_) => (FILL_IN, shared.along(EmptyField::Manager.key().to_owned())),
            Self::Unit(_) => (FILL_IN, shared.along(EmptyField::BusinessUnit.key().to_owned())),
            Self::Categorise(category_id) => (CATEGORISE, choosing(CATEGORY, category_id)),
            Self::Assign(user_id) => (ASSIGN, choosing(COLLEAGUE, user_id)),
            Self::Unassign(user_id) => (UNASSIGN, shared.along(user_id.to_string())),
            Self::Unlink(integration) => (UNLINK, shared.along(integration.key().to_owned())),
            Self::Link(integration) | Self::Settings(integration) => {
                let Link { version, external_reference, settings, .. } = realigned(integration, settings, wanted);
                let mut along = shared.along(integration.key().to_owned());
                along.extend([("version", version.to_string()), ("external_reference", external_reference)]);
                let given = |key: &'static str| Some((key, settings.get(key)?.clone()));
                along.extend(integration.settings().iter().filter_map(|setting| given(setting.key)));
                (LINK, along)
            }
        }
    }

    /// Does it. `wanted` is what the template says.
    pub fn run(self, shared: Shared, settings: &CustomerSettings, wanted: &Content) {
        let Shared { customer_id, i18n, toaster, .. } = shared;
        let name = self.name(settings);
        let fill_in = |field: EmptyField| {
            let said = t_string!(i18n, integrations.template.filled_in, name = name.clone());
            shared.send(api::fill_in(FillRequest { customer_id, field }), move || toaster.say(said));
        };
        match self {
            Self::Manage(_) => fill_in(EmptyField::Manager),
            Self::Unit(_) => fill_in(EmptyField::BusinessUnit),
            Self::Categorise(category_id) => {
                let said = t_string!(i18n, integrations.categories.was_added, name = name);
                let request = CategoryRequest { customer_id, category_id };
                shared.send(api::categorise(request), move || toaster.say(said));
            }
            Self::Assign(user_id) => shared.assign(user_id, &name),
            Self::Unassign(user_id) => shared.unassign(settings, user_id),
            Self::Unlink(integration) => {
                let said = t_string!(i18n, integrations.links.was_unlinked, name = name);
                shared.send(api::unlink(UnlinkRequest { customer_id, integration }), move || toaster.say(said));
            }
            Self::Link(integration) | Self::Settings(integration) => {
                let link = realigned(integration, settings, wanted);
                let said = t_string!(i18n, integrations.links.was_saved, name = name);
                shared.send(api::link(LinkRequest { customer_id, link }), move || toaster.say(said));
            }
        }
    }

    fn name(self, settings: &CustomerSettings) -> String {
        match self {
            Self::Manage(user_id) | Self::Assign(user_id) | Self::Unassign(user_id) => settings.name(user_id),
            Self::Unit(unit_id) => settings.unit_name(unit_id),
            Self::Categorise(category_id) => settings.category_name(category_id),
            Self::Link(integration) | Self::Unlink(integration) | Self::Settings(integration) => {
                integration.name().to_owned()
            }
        }
    }
}

/// The link with the settings that the template gives; what is the customer's own stays.
fn realigned(integration: Integration, settings: &CustomerSettings, wanted: &Content) -> Link {
    let link = settings.link(integration);
    let given = wanted.integrations.get(&integration).cloned().unwrap_or_default();
    Link { settings: integration.realigned(&link.settings, &given), ..link }
}
