//! What each step asks.

use domain::integrations::Integration;
use leptos::{html, prelude::*};
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{
    draft::{Draft, LinkDraft},
    texts::{MANAGER, UNIT, USER},
};
use crate::{
    customers::{
        fields::label,
        form::{
            categories::CategoriesPart,
            request::{CATEGORY, Choosable},
        },
        records::Named,
    },
    error::Fields,
    i18n::*,
    integrations::{SettingFields, about, setting_name},
    settings::Colleague,
    ui::{CheckField, Choices, FieldProblem, SelectField, Size, TextArea, TextField, field_error, field_message},
};

/// The step, from 0, that holds the field of this name.
pub fn step_of(field: &str) -> usize {
    match field {
        "name" | "description" => 0,
        "users" | MANAGER | UNIT => 1,
        category if category.starts_with(CATEGORY) => 1,
        _ => 2,
    }
}

/// What is wrong in this step, for the summary above it.
pub fn problems(i18n: I18nContext<Locale>, draft: Draft, errors: &Fields, step: usize) -> Vec<FieldProblem> {
    let problem = |(name, error): (&String, _)| {
        let (label, value) = match name.as_str() {
            "name" => (t_string!(i18n, templates.name).to_owned(), draft.name.get()),
            "description" => (t_string!(i18n, templates.description).to_owned(), draft.description.get()),
            setting => of_setting(i18n, draft, setting).unwrap_or_default(),
        };
        FieldProblem { name: name.clone(), text: field_message(i18n, error, &label, &value) }
    };
    let order = in_order(draft);
    let mut problems: Vec<_> = errors.iter().filter(|(name, _)| step_of(name) == step).map(problem).collect();
    problems.sort_by_key(|problem| order.iter().position(|name| *name == problem.name));
    problems
}

/// The names of the fields, in the order in which they stand.
fn in_order(draft: Draft) -> Vec<String> {
    let settings = draft.links().into_iter().flat_map(|link| {
        let integration = link.values.integration;
        integration.settings().iter().map(move |setting| format!("{}.{}", integration.key(), setting.key))
    });
    ["name", "description"].map(str::to_owned).into_iter().chain(settings).collect()
}

/// The label and the value of a setting that is named as in `peppol.direction`.
fn of_setting(i18n: I18nContext<Locale>, draft: Draft, name: &str) -> Option<(String, String)> {
    let (integration, key) = name.split_once('.')?;
    let values =
        draft.links().into_iter().map(|link| link.values).find(|values| values.integration.key() == integration)?;
    let setting = values.integration.template_settings().find(|setting| setting.key == key)?;
    Some((setting_name(i18n, setting.key).to_owned(), values.get().remove(key).unwrap_or_default()))
}

/// The title of a step and what it is for. When somebody `moved` to it, it takes the focus, so that it is read first.
#[component]
pub fn StepTitle(step: usize, moved: bool) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get().filter(|_| moved) {
            let _ = heading.focus();
        }
    });
    let title = move || match step {
        0 => t_string!(i18n, templates.step.name),
        1 => t_string!(i18n, templates.step.users),
        _ => t_string!(i18n, templates.step.integrations),
    };
    let text = move || match step {
        0 => t_string!(i18n, templates.about_name),
        1 => t_string!(i18n, templates.about_users),
        _ => t_string!(i18n, templates.about_integrations),
    };
    view! {
        <div class="stack">
            <h2 tabindex="-1" node_ref=heading>{title}</h2>
            <p class="soft">{text}</p>
        </div>
    }
}

/// Step 1: name and description.
#[component]
pub fn Basics(draft: Draft, errors: RwSignal<Fields>) -> impl IntoView {
    let i18n = use_i18n();
    let name_label = Signal::derive(move || t_string!(i18n, templates.name).to_owned());
    let description_label = Signal::derive(move || t_string!(i18n, templates.description).to_owned());
    let wrong = move |name: &'static str, label: Signal<String>, value: RwSignal<String>| {
        Signal::derive(move || field_error(i18n, &errors.read(), name, &label.get(), &value.get()))
    };
    view! {
        <TextField name="name" label=name_label value=draft.name error=wrong("name", name_label, draft.name) size=Size::Large required=true autocomplete="off" />
        <TextArea name="description" label=description_label value=draft.description error=wrong("description", description_label, draft.description) rows=3 />
    }
}

/// Step 2: who manages each new customer, where it belongs, and who is assigned to it.
#[component]
pub fn People(draft: Draft, choosable: Choosable) -> impl IntoView {
    let i18n = use_i18n();
    let Choosable { colleagues, business_units, .. } = choosable;
    let managers: Choices = colleagues.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    let units: Choices = business_units.into_iter().map(|Named { id, name }| (id.to_string(), name)).collect();
    let has_units = !units.is_empty();
    let manager_label = Signal::derive(move || label(i18n, "manager_id").unwrap_or_default().to_owned());
    let unit_label = Signal::derive(move || label(i18n, "business_unit_id").unwrap_or_default().to_owned());
    let none = Signal::derive(move || Some(t_string!(i18n, ui.none).to_owned()));
    let person = move |Colleague { id, name }: Colleague| view! { <li><Person draft id name /></li> };
    view! {
        <SelectField name=MANAGER label=manager_label value=draft.manager_id choices=managers empty=none size=Size::Large />
        {has_units
            .then(|| view! { <SelectField name=UNIT label=unit_label value=draft.business_unit_id choices=units empty=none size=Size::Large /> })}
        <CategoriesPart draft=draft.categories />
        <div class="field">
            <p class="field-label" aria-hidden="true">{t!(i18n, templates.users)}</p>
            <fieldset class="picker">
                <legend class="visually-hidden">{t!(i18n, templates.users)}</legend>
                <ul>{colleagues.into_iter().map(person).collect_view()}</ul>
            </fieldset>
        </div>
    }
}

#[component]
fn Person(draft: Draft, id: Uuid, name: String) -> impl IntoView {
    let chosen = move || draft.users.read().contains(&id);
    let choose = move |event| {
        let on = event_target_checked(&event);
        draft.users.update(|users| {
            if on {
                users.insert(id);
            } else {
                users.remove(&id);
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" name=format!("{USER}{id}") value="true" checked=untrack(chosen) prop:checked=chosen on:change=choose />
            <span>{name}</span>
        </label>
    }
}

/// Step 3: what each new customer is linked to, and with which settings. Those that are each customer's own are named only.
#[component]
pub fn Links(draft: Draft, errors: RwSignal<Fields>) -> impl IntoView {
    let i18n = use_i18n();
    let own = move |integration: Integration| {
        let names = integration.own_settings().map(|setting| setting_name(i18n, setting.key).to_owned());
        let names = names.collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| t_string!(i18n, templates.filled_in_per_customer, settings = names))
    };
    let link = move |LinkDraft { linked, values }: LinkDraft| {
        let integration = values.integration;
        let prefix = format!("{}.", integration.key());
        view! {
            <div class="panel stack">
                <CheckField
                    name=integration.key()
                    label=integration.name()
                    help=Signal::derive(move || about(i18n, integration).to_owned())
                    value=linked
                />
                // Always there: a browser shows it as soon as the box is ticked, without JavaScript too.
                <div class="stack when-ticked">
                    <SettingFields values errors prefix />
                    {move || own(integration).map(|words| view! { <p class="soft small">{words}</p> })}
                </div>
            </div>
        }
    };
    view! {
        {draft.links().into_iter().map(link).collect_view()}
    }
}
