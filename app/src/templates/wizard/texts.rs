//! A template as the texts of a plain form: all steps are sent each time, the fields of those that are not shown unseen.

use domain::{
    integrations::{Integration, YES},
    templates::{Content, LinkSettings, TemplateDetails},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    super::TemplateRecord,
    draft::{Draft, text_of},
};
use crate::{customers::form::request::CATEGORY, session::Texts};

/// How the name of the field of a colleague begins; the id follows.
pub const USER: &str = "user_";
/// The fields of who manages and of the business unit.
pub const MANAGER: &str = "manager_id";
pub const UNIT: &str = "business_unit_id";
/// What a box that is checked sends.
const CHECKED: &str = "true";

/// What was typed in all steps.
pub fn record_of(texts: &Texts, id: Option<Uuid>, version: i32) -> TemplateRecord {
    let text = |name: &str| texts.get(name).cloned().unwrap_or_default();
    let settings = |integration: Integration| -> LinkSettings {
        let typed =
            integration.template_settings().map(|setting| (setting.key, text(&field(integration, setting.key))));
        let typed = typed.filter(|(_, text)| !text.is_empty());
        typed.map(|(key, text)| (key.to_owned(), if text == CHECKED { YES.to_owned() } else { text })).collect()
    };
    let ids = |prefix: &str| texts.keys().filter_map(|name| name.strip_prefix(prefix)?.parse().ok()).collect();
    let linked = Integration::ALL.into_iter().filter(|integration| texts.contains_key(integration.key()));
    let integrations = linked.map(|integration| (integration, settings(integration))).collect();
    let content = Content {
        manager_id: text(MANAGER).parse().ok(),
        business_unit_id: text(UNIT).parse().ok(),
        categories: ids(CATEGORY),
        users: ids(USER),
        integrations,
    };
    TemplateRecord {
        id,
        version,
        details: TemplateDetails { name: text("name"), description: text("description"), content },
    }
}

/// The fields of the steps that are not shown.
#[component]
pub fn OtherSteps(draft: Draft, shown: Memo<usize>) -> impl IntoView {
    let fields = move || {
        let details = draft.record().details;
        let basics = [("name".to_owned(), details.name), ("description".to_owned(), details.description)];
        let content = details.content;
        let users = content.users.into_iter().map(|id| (format!("{USER}{id}"), CHECKED.to_owned()));
        let categories = content.categories.into_iter();
        let categories = categories.map(|id| (format!("{CATEGORY}{}", id.simple()), CHECKED.to_owned()));
        let chosen = [(MANAGER, content.manager_id), (UNIT, content.business_unit_id)];
        let people = chosen.into_iter().map(|(name, id)| (name.to_owned(), text_of(id)));
        let people = people.chain(categories).chain(users);
        let links = content.integrations.into_iter().flat_map(|(integration, settings)| {
            let linked = (integration.key().to_owned(), CHECKED.to_owned());
            [linked].into_iter().chain(settings.into_iter().map(move |(key, text)| (field(integration, &key), text)))
        });
        let of_steps: [Vec<(String, String)>; 3] = [basics.into(), people.collect(), links.collect()];
        let shown = shown.get();
        of_steps.into_iter().enumerate().filter(move |(step, _)| *step != shown).flat_map(|(_, fields)| fields)
    };
    let hidden = |(name, value): (String, String)| view! { <input type="hidden" name=name value=value /> };
    move || fields().map(hidden).collect_view()
}

/// The name of the field of a setting.
fn field(integration: Integration, setting: &str) -> String {
    format!("{}.{setting}", integration.key())
}
