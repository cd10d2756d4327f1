//! The template that a customer has, where the customer deviates from it, and applying another one.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{
    super::{AppliedTemplate, ApplyRequest, CustomerSettings, api},
    fix::Fix,
    shared::{Shared, would_lose_sight},
};
use crate::{
    i18n::*,
    templates,
    ui::{Button, Confirm, Pill, SelectField, Size, use_lead_on},
};

/// What applying a template would do, shown before it is done.
#[derive(Clone, Default, PartialEq)]
struct Preview {
    template_id: Uuid,
    name: String,
    lines: Vec<String>,
    /// Whoever applies it no longer sees the customer then.
    loses_sight: bool,
}

#[component]
pub fn Template(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let preview = RwSignal::new(Preview::default());
    let asking = RwSignal::new(false);
    let known = settings.clone();
    let ask = Callback::new(move |(template_id, name): (Uuid, String)| {
        let known = known.clone();
        spawn_local(async move {
            match api::compare(ApplyRequest { customer_id: shared.customer_id, template_id }).await {
                Ok(deviation) => {
                    let lines = Fix::all(&deviation).into_iter().map(|fix| fix.announcement(i18n, &known)).collect();
                    let loses_sight = deviation.added_users.iter().any(|user| would_lose_sight(&known, *user));
                    preview.try_set(Preview { template_id, name, lines, loses_sight });
                    asking.try_set(true);
                }
                Err(error) => shared.toaster.failed(error),
            }
        });
    });
    view! {
        <section class="section" aria-labelledby="settings-template">
            <h2 id="settings-template">{t!(i18n, integrations.template.title)}</h2>
            {match settings.template.clone() {
                Some(template) => view! { <Applied shared template settings=settings.clone() ask /> }.into_any(),
                None => view! { <p>{t!(i18n, integrations.template.none)}</p> }.into_any(),
            }}
            {shared.may_edit.then(|| view! { <Choose settings ask /> })}
            <Apply shared preview asking />
        </section>
    }
}

/// The template by name, and each difference with the way back.
#[component]
fn Applied(
    shared: Shared,
    template: AppliedTemplate,
    settings: Arc<CustomerSettings>,
    ask: Callback<(Uuid, String)>,
) -> impl IntoView {
    let i18n = shared.i18n;
    let AppliedTemplate { id, name, archived, content, deviation, .. } = template;
    let fixes = Fix::all(&deviation);
    let several = fixes.len() > 1;
    let content = Arc::new(content);
    let line = move |fix: Fix| {
        let (settings, content) = (settings.clone(), content.clone());
        let words = {
            let settings = settings.clone();
            move || fix.difference(i18n, &settings)
        };
        let label = {
            let words = words.clone();
            move || t_string!(i18n, integrations.template.back_of, what = words())
        };
        let back = move |_| fix.run(shared, &settings, &content);
        view! {
            <li class="row deviates">
                <span>{words}</span>
                {shared
                    .may_edit
                    .then(|| {
                        view! {
                            <Button icon="rotate-ccw" pending=shared.pending on_click=back attr:aria-label=label>
                                {t!(i18n, integrations.template.back)}
                            </Button>
                        }
                    })}
            </li>
        }
    };
    let shown = name.clone();
    view! {
        <p class="row">
            <strong>{shown}</strong>
            {archived.then(|| view! { <Pill>{t!(i18n, integrations.template.archived)}</Pill> })}
        </p>
        {if fixes.is_empty() {
            view! { <p class="soft">{t!(i18n, integrations.template.same)}</p> }.into_any()
        } else {
            view! {
                <p>{t!(i18n, integrations.template.deviates)}</p>
                <ul class="stack">{fixes.into_iter().map(line).collect_view()}</ul>
                {(several && shared.may_edit)
                    .then(|| {
                        let name = name.clone();
                        view! {
                            <div>
                                <Button icon="rotate-ccw" on_click=move |_| ask.run((id, name.clone()))>
                                    {t!(i18n, integrations.template.back_all)}
                                </Button>
                            </div>
                        }
                    })}
            }
                .into_any()
        }}
    }
}

/// Another template to apply.
#[component]
fn Choose(settings: Arc<CustomerSettings>, ask: Callback<(Uuid, String)>) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = RwSignal::new(String::new());
    let others: Vec<(String, String)> =
        settings.templates.iter().map(|template| (template.id.to_string(), template.name.clone())).collect();
    if others.is_empty() {
        return ().into_any();
    }
    let choices = others.clone();
    let help = move || {
        let chosen = chosen.read().parse::<Uuid>().ok();
        let choice = settings.templates.iter().find(|template| Some(template.id) == chosen);
        choice.map(|choice| templates::gives(i18n, &choice.gives)).unwrap_or_default()
    };
    let apply = move |_| {
        let chosen = chosen.get_untracked();
        let name = others.iter().find(|(id, _)| *id == chosen).map(|(_, name)| name.clone());
        if let (Ok(id), Some(name)) = (chosen.parse(), name) {
            ask.run((id, name));
        }
    };
    view! {
        <div class="row fields unprinted">
            <SelectField
                name="template"
                label=Signal::derive(move || t_string!(i18n, integrations.template.choose).to_owned())
                value=chosen
                choices=choices
                help=Signal::derive(help)
                empty=Signal::derive(move || Some(t_string!(i18n, integrations.template.choose_none).to_owned()))
                size=Size::Large
            />
            <Button disabled=Signal::derive(move || chosen.read().is_empty()) on_click=apply>
                {t!(i18n, integrations.template.apply)}
            </Button>
        </div>
    }
    .into_any()
}

/// Shows what will change before it does.
#[component]
fn Apply(shared: Shared, preview: RwSignal<Preview>, asking: RwSignal<bool>) -> impl IntoView {
    let i18n = shared.i18n;
    let lead_on = use_lead_on();
    let apply = move || {
        let Preview { template_id, loses_sight, .. } = preview.get_untracked();
        let said = t_string!(i18n, integrations.template.applied);
        let lead_on = lead_on.clone();
        shared.send(api::apply_template(ApplyRequest { customer_id: shared.customer_id, template_id }), move || {
            asking.try_set(false);
            shared.toaster.say(said);
            if loses_sight {
                lead_on("/klanten", NavigateOptions::default());
            }
        });
    };
    let lines = move || {
        let preview = preview.get();
        if preview.lines.is_empty() {
            return view! { <p>{t!(i18n, integrations.template.nothing)}</p> }.into_any();
        }
        view! {
            <p>{t!(i18n, integrations.template.will)}</p>
            <ul class="stack">{preview.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <p class="soft">{t!(i18n, integrations.template.keeps)}</p>
            {preview.loses_sight.then(|| view! { <p class="notice warning">{t!(i18n, integrations.people.self_text)}</p> })}
        }
        .into_any()
    };
    view! {
        <Confirm
            open=asking
            title=Signal::derive(move || t_string!(i18n, integrations.template.apply_title, name = preview.get().name))
            action=Signal::derive(move || t_string!(i18n, integrations.template.apply).to_owned())
            pending=shared.pending
            on_confirm=apply
        >
            {lines}
        </Confirm>
    }
}
