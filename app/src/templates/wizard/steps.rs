//! What each step asks.

use leptos::{html, prelude::*};
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{
    draft::{Draft, LinkDraft},
    texts::USER,
};
use crate::{
    error::Fields,
    i18n::*,
    integrations::{SettingFields, about, setting_name},
    settings::Colleague,
    ui::{CheckField, FieldProblem, Size, TextArea, TextField, field_error, field_message},
};

/// The step, from 0, that holds the field of this name.
pub fn step_of(field: &str) -> usize {
    match field {
        "name" | "description" => 0,
        "users" => 1,
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

/// The label and the value of a setting that is named as in `email_import.mailbox`.
fn of_setting(i18n: I18nContext<Locale>, draft: Draft, name: &str) -> Option<(String, String)> {
    let (integration, key) = name.split_once('.')?;
    let values =
        draft.links().into_iter().map(|link| link.values).find(|values| values.integration.key() == integration)?;
    let setting = values.integration.settings().iter().find(|setting| setting.key == key)?;
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

/// Step 2: who is assigned to each new customer.
#[component]
pub fn Users(draft: Draft, colleagues: Vec<Colleague>) -> impl IntoView {
    let i18n = use_i18n();
    let person = move |Colleague { id, name }: Colleague| view! { <li><Person draft id name /></li> };
    view! {
        <fieldset class="picker">
            <legend class="unseen">{t!(i18n, templates.users)}</legend>
            <ul>{colleagues.into_iter().map(person).collect_view()}</ul>
        </fieldset>
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

/// Step 3: what each new customer is linked to, and with which settings.
#[component]
pub fn Links(draft: Draft, errors: RwSignal<Fields>) -> impl IntoView {
    let i18n = use_i18n();
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
                {move || linked.get().then(|| view! { <SettingFields values errors prefix=prefix.clone() /> })}
            </div>
        }
    };
    view! {
        {draft.links().into_iter().map(link).collect_view()}
    }
}
