//! Two colleagues changed the same template: the second sees what differs, and chooses.

use domain::templates::{Content, TemplateDetails};
use leptos::{ev, html, prelude::*};
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{super::TemplateRecord, STEP, STEPS, draft::Draft};
use crate::{
    customers::{fields::label, form::request::Choosable, records::Named},
    i18n::*,
    integrations::settings_in_words,
    ui::{Button, ConflictRow, ConflictTable, Icon, Kind, Side},
};

/// The parts of a template that are chosen as one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    Description,
    Manager,
    BusinessUnit,
    Categories,
    Users,
    Integrations,
}

impl Part {
    pub(super) const ALL: [Self; 7] = [
        Self::Name,
        Self::Description,
        Self::Manager,
        Self::BusinessUnit,
        Self::Categories,
        Self::Users,
        Self::Integrations,
    ];

    fn differs(self, mine: &TemplateDetails, theirs: &TemplateDetails) -> bool {
        match self {
            Self::Name => mine.name != theirs.name,
            Self::Description => mine.description != theirs.description,
            Self::Manager => mine.content.manager_id != theirs.content.manager_id,
            Self::BusinessUnit => mine.content.business_unit_id != theirs.content.business_unit_id,
            Self::Categories => mine.content.categories != theirs.content.categories,
            Self::Users => mine.content.users != theirs.content.users,
            Self::Integrations => mine.content.integrations != theirs.content.integrations,
        }
    }

    pub(super) fn take(self, from: &TemplateDetails, into: &mut TemplateDetails) {
        match self {
            Self::Name => into.name.clone_from(&from.name),
            Self::Description => into.description.clone_from(&from.description),
            Self::Manager => into.content.manager_id = from.content.manager_id,
            Self::BusinessUnit => into.content.business_unit_id = from.content.business_unit_id,
            Self::Categories => into.content.categories.clone_from(&from.content.categories),
            Self::Users => into.content.users.clone_from(&from.content.users),
            Self::Integrations => into.content.integrations.clone_from(&from.content.integrations),
        }
    }

    fn label(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Name => t_string!(i18n, templates.name),
            Self::Description => t_string!(i18n, templates.description),
            Self::Manager => label(i18n, "manager_id").unwrap_or_default(),
            Self::BusinessUnit => label(i18n, "business_unit_id").unwrap_or_default(),
            Self::Categories => t_string!(i18n, card.field.categories),
            Self::Users => t_string!(i18n, templates.users),
            Self::Integrations => t_string!(i18n, templates.integrations),
        }
    }

    fn words(self, i18n: I18nContext<Locale>, details: &TemplateDetails, known: &Choosable) -> String {
        let content = &details.content;
        let units = known.business_units.iter().map(by_id);
        let categories = known.categories.iter().map(by_id);
        let colleagues = known.colleagues.iter().map(|one| (one.id, one.name.as_str()));
        match self {
            Self::Name => details.name.clone(),
            Self::Description => details.description.clone(),
            Self::Manager => names(colleagues, |id| content.manager_id == Some(id)),
            Self::BusinessUnit => names(units, |id| content.business_unit_id == Some(id)),
            Self::Categories => names(categories, |id| content.categories.contains(&id)),
            Self::Users => names(colleagues, |id| content.users.contains(&id)),
            Self::Integrations => integrations(i18n, content),
        }
    }
}

/// The name of the field in which a part is chosen.
pub(super) fn field_of(part: Part) -> String {
    format!("conflict-{}", part as u8)
}

fn by_id(one: &Named) -> (Uuid, &str) {
    (one.id, &one.name)
}

/// The names of those that are wanted, in their order.
fn names<'a>(all: impl Iterator<Item = (Uuid, &'a str)>, wanted: impl Fn(Uuid) -> bool) -> String {
    all.filter(|(id, _)| wanted(*id)).map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}

/// "Peppol (Richting: ontvangen), Yuki".
fn integrations(i18n: I18nContext<Locale>, content: &Content) -> String {
    let one = |(integration, settings): (&_, &_)| {
        let settings: Vec<String> = settings_in_words(i18n, *integration, settings)
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let name = integration.name();
        if settings.is_empty() { name.to_owned() } else { format!("{name} ({})", settings.join(", ")) }
    };
    content.integrations.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Shows each part that differs, one's own version chosen at first. Saving again writes what was chosen. In a form that came back, its
/// button saves that by the form.
#[component]
pub fn Conflict(
    draft: Draft,
    theirs: TemplateRecord,
    choosable: StoredValue<Choosable>,
    on_chosen: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    // It stands above the form, where nobody who has just saved looks.
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let mine = untrack(move || draft.record());
    let parts: Vec<(Part, RwSignal<Option<Side>>)> = Part::ALL
        .into_iter()
        .filter(|part| part.differs(&mine.details, &theirs.details))
        .map(|part| (part, RwSignal::new(Some(Side::Mine))))
        .collect();
    let row = |(part, side): &(Part, RwSignal<Option<Side>>)| {
        let part = *part;
        let words = |details: &TemplateDetails| choosable.with_value(|known| part.words(i18n, details, known));
        ConflictRow {
            name: field_of(part),
            label: Signal::derive(move || part.label(i18n).to_owned()),
            mine: words(&mine.details),
            theirs: words(&theirs.details),
            side: *side,
            stamp: None,
        }
    };
    let rows = parts.iter().map(row).collect();
    let choose = move |event: ev::MouseEvent| {
        event.prevent_default();
        let mut chosen = TemplateRecord { version: theirs.version, ..mine.clone() };
        for (part, _) in parts.iter().filter(|(_, side)| side.get_untracked() == Some(Side::Theirs)) {
            part.take(&theirs.details, &mut chosen.details);
        }
        draft.fill(&chosen);
        on_chosen.run(());
    };
    view! {
        <section class="notice warning" aria-live="assertive">
            <Icon name="triangle-alert" />
            <div>
                <h2 tabindex="-1" node_ref=heading>{t!(i18n, templates.conflict.title)}</h2>
                <p>{t!(i18n, templates.conflict.text)}</p>
                <ConflictTable
                    rows
                    part=Signal::derive(move || t_string!(i18n, templates.conflict.part).to_owned())
                    other=Signal::derive(move || t_string!(i18n, templates.conflict.theirs).to_owned())
                    brief=true
                />
                <Button kind=Kind::Primary submit=true on_click=choose attr:name=STEP attr:value=STEPS>{t!(i18n, templates.conflict.save)}</Button>
            </div>
        </section>
    }
}
