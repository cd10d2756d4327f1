//! The history of a customer in words.

use domain::{Money, invitations::InvitationStatus};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    audit::{
        Who,
        history::{Action, Event, FieldChange, Moment, RecordKind, Shown},
        who,
    },
    customers::fields,
    i18n::*,
    integrations::former_settings_in_words,
    own_fields,
    ui::{Icon, When, lang, shown_time, use_zone},
};

/// What one person did at one moment.
#[component]
pub fn Entry(moment: Moment) -> impl IntoView {
    let i18n = use_i18n();
    let Moment { at, who: actor, source, events } = moment;
    let icon = match actor {
        Who::Colleague(_) => "user",
        Who::Customer(_) => "building-2",
        Who::Import(_) => "file-spreadsheet",
        Who::System => "settings",
    };
    view! {
        <li>
            <Icon name=icon />
            <div>
                <p class="timeline-meta">
                    <span>{move || t_string!(i18n, audit.by, who = who(i18n, &actor))}</span>
                    <When at=at />
                    <span>{move || source_name(i18n, &source)}</span>
                </p>
                {told(events)}
            </div>
        </li>
    }
}

/// What happened. That a customer came to be is one line, whatever was filled in with it: the rest unfolds.
fn told(mut events: Vec<Event>) -> impl IntoView {
    let is_entry = |event: &Event| event.kind == RecordKind::Customer && event.action == Action::Create;
    let Some(at) = events.iter().position(is_entry) else {
        return events.into_iter().map(|event| view! { <What event /> }).collect_view().into_any();
    };
    let Event { kind, action, subject, fields, .. } = events.remove(at);
    view! {
        <details class="timeline-more">
            <summary class="timeline-what"><Happened kind action subject /></summary>
            <Changes action fields />
            {events.into_iter().map(|event| view! { <What event /> }).collect_view()}
        </details>
    }
    .into_any()
}

/// One event. What was filled in of something new unfolds; what changed is seen at once.
#[component]
fn What(event: Event) -> impl IntoView {
    let Event { kind, action, subject, fields, .. } = event;
    let happened = view! { <Happened kind action subject /> };
    if action == Action::Create && !fields.is_empty() {
        view! { <details class="timeline-more"><summary class="timeline-what">{happened}</summary><Changes action fields /></details> }
            .into_any()
    } else {
        view! { <p class="timeline-what">{happened}</p> <Changes action fields /> }.into_any()
    }
}

/// "Adres gewijzigd: Markt 1".
#[component]
fn Happened(kind: RecordKind, action: Action, subject: Option<Shown>) -> impl IntoView {
    let i18n = use_i18n();
    // That a contact was removed is what happened then: it need not be said twice.
    let subject = subject.filter(|subject| !(action == Action::Delete && *subject == Shown::ContactGone));
    view! { {move || happened(i18n, kind, action)} {subject.map(|subject| view! { ": " <span>{move || value(i18n, &subject)}</span> })} }
}

/// The fields with what they held before and after.
#[component]
fn Changes(action: Action, fields: Vec<FieldChange>) -> impl IntoView {
    let i18n = use_i18n();
    let fields: Vec<FieldChange> =
        fields.into_iter().filter(|change| fields::label(i18n, &change.field).is_some()).collect();
    // What came to be had nothing before, and what went has nothing after.
    let (before, after) = (action != Action::Create, action != Action::Delete);
    let row = move |change: FieldChange| {
        let FieldChange { field, before: was, after: is } = change;
        let (name, field) = (field.clone(), StoredValue::new(field));
        let value = move |shown: &Shown| field.with_value(|field| value_of(i18n, field, shown));
        view! {
            <tr>
                <th scope="row">{move || fields::label(i18n, &name)}</th>
                {before.then(|| view! { <td class="before">{move || value(&was)}</td> })}
                {after.then(|| view! { <td class:after=before>{move || value(&is)}</td> })}
            </tr>
        }
    };
    (!fields.is_empty()).then(|| {
        view! {
            <table class="diff">
                <colgroup>
                    <col class="of-field" />
                </colgroup>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{t!(i18n, audit.field)}</th>
                        {before.then(|| view! { <th scope="col">{t!(i18n, audit.before)}</th> })}
                        {after.then(|| view! { <th scope="col">{t!(i18n, audit.after)}</th> })}
                    </tr>
                </thead>
                <tbody>{fields.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    })
}

/// Adds older moments; one that the page's end cut in two is made whole.
pub fn joined(moments: &mut Vec<Moment>, older: Vec<Moment>) {
    for mut moment in older {
        match moments.last_mut() {
            Some(last) if last.at == moment.at && last.who == moment.who => {
                moment.events.append(&mut last.events);
                last.events = moment.events;
            }
            _ => moments.push(moment),
        }
    }
}

fn happened(i18n: I18nContext<Locale>, kind: RecordKind, action: Action) -> &'static str {
    use Action::{Create, Delete, Update};
    match (kind, action) {
        (RecordKind::Customer, Create) => t_string!(i18n, audit.event.customer_create),
        (RecordKind::Customer, Update) => t_string!(i18n, audit.event.customer_update),
        (RecordKind::Customer, Delete) => t_string!(i18n, audit.event.customer_delete),
        (RecordKind::Address, Create) => t_string!(i18n, audit.event.address_create),
        (RecordKind::Address, Update) => t_string!(i18n, audit.event.address_update),
        (RecordKind::Address, Delete) => t_string!(i18n, audit.event.address_delete),
        (RecordKind::Contact, Create) => t_string!(i18n, audit.event.contact_create),
        (RecordKind::Contact, Update) => t_string!(i18n, audit.event.contact_update),
        (RecordKind::Contact, Delete) => t_string!(i18n, audit.event.contact_delete),
        (RecordKind::Assignment, Create | Update) => t_string!(i18n, audit.event.assignment_create),
        (RecordKind::Assignment, Delete) => t_string!(i18n, audit.event.assignment_delete),
        (RecordKind::Categorisation, Create | Update) => t_string!(i18n, audit.event.categorisation_create),
        (RecordKind::Categorisation, Delete) => t_string!(i18n, audit.event.categorisation_delete),
        (RecordKind::Integration, Create) => t_string!(i18n, audit.event.integration_create),
        (RecordKind::Integration, Update) => t_string!(i18n, audit.event.integration_update),
        (RecordKind::Integration, Delete) => t_string!(i18n, audit.event.integration_delete),
        (RecordKind::Invitation, Create) => t_string!(i18n, audit.event.invitation_create),
        (RecordKind::Invitation, Update | Delete) => t_string!(i18n, audit.event.invitation_update),
        (RecordKind::Access, Create | Update) => t_string!(i18n, audit.event.access_create),
        (RecordKind::Access, Delete) => t_string!(i18n, audit.event.access_delete),
        (RecordKind::Note, Create) => t_string!(i18n, audit.event.note_create),
        (RecordKind::Note, Update) => t_string!(i18n, audit.event.note_update),
        (RecordKind::Note, Delete) => t_string!(i18n, audit.event.note_delete),
        (RecordKind::Proposal, Create | Update) => t_string!(i18n, audit.event.proposal_create),
        (RecordKind::Proposal, Delete) => t_string!(i18n, audit.event.proposal_delete),
        (RecordKind::OwnValue, Create) => t_string!(i18n, audit.event.own_value_create),
        (RecordKind::OwnValue, Update) => t_string!(i18n, audit.event.own_value_update),
        (RecordKind::OwnValue, Delete) => t_string!(i18n, audit.event.own_value_delete),
    }
}

/// The value of a field, with its numbers in groups.
fn value_of(i18n: I18nContext<Locale>, field: &str, shown: &Shown) -> String {
    match shown {
        Shown::Text(text) => fields::readable(field, text),
        other => value(i18n, other),
    }
}

fn value(i18n: I18nContext<Locale>, shown: &Shown) -> String {
    match shown {
        Shown::Nothing => "–".to_owned(),
        Shown::Text(text) => text.clone(),
        Shown::Labels(labels) => labels.of(lang(i18n.get_locale())).to_owned(),
        Shown::Own(kind, value) => own_fields::words::readable(i18n.get_locale(), *kind, value),
        Shown::YesNo(true) => t_string!(i18n, ui.yes).to_owned(),
        Shown::YesNo(false) => t_string!(i18n, ui.no).to_owned(),
        Shown::Money(cents) => fields::money(i18n.get_locale(), &Money::euro(*cents).plain()),
        Shown::Choice { field, key } => fields::choice_name(i18n.get_locale(), field, key),
        Shown::Activity(activity) => activity.words(lang(i18n.get_locale())),
        Shown::Status(status) => fields::status_name(i18n.get_locale(), *status).to_owned(),
        Shown::Answer(status) => answer(i18n, *status).to_owned(),
        Shown::Country(code) => fields::country_name(i18n.get_locale(), code),
        Shown::Locale(tag) => fields::language_name(i18n, tag),
        Shown::Moment(at) => shown_time(use_zone(), *at),
        Shown::Settings(integration, settings) => {
            let said = former_settings_in_words(i18n, *integration, settings);
            said.into_iter().map(|(label, value)| format!("{label}: {value}")).collect::<Vec<_>>().join(", ")
        }
        Shown::Gone => t_string!(i18n, audit.gone).to_owned(),
        Shown::ContactGone => t_string!(i18n, audit.event.contact_delete).to_owned(),
    }
}

fn answer(i18n: I18nContext<Locale>, status: InvitationStatus) -> &'static str {
    match status {
        InvitationStatus::Open => t_string!(i18n, audit.answer.open),
        InvitationStatus::Accepted => t_string!(i18n, audit.answer.accepted),
        InvitationStatus::Declined => t_string!(i18n, audit.answer.declined),
        InvitationStatus::Withdrawn => t_string!(i18n, audit.answer.withdrawn),
    }
}

/// The screen or job a change came from; nothing where its name says nothing to a person.
fn source_name(i18n: I18nContext<Locale>, source: &str) -> Option<&'static str> {
    Some(match source {
        "form" => t_string!(i18n, audit.source.form),
        "card" => t_string!(i18n, audit.source.card),
        "import" => t_string!(i18n, audit.source.import),
        "portal" => t_string!(i18n, audit.source.portal),
        "invitation" => t_string!(i18n, audit.source.invitation),
        "demo" => t_string!(i18n, audit.source.demo),
        "upgrade" => t_string!(i18n, audit.source.upgrade),
        _ => return None,
    })
}
