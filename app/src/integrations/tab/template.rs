//! The template that a customer has, where the customer deviates from it, and applying another one.

use std::sync::Arc;

use domain::templates::Deviation;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{
    super::{AppliedTemplate, ApplyRequest, COMPARED, CustomerSettings, address, api},
    fix::Fix,
    pick::{Pick, PickForm},
    shared::{Shared, would_lose_sight},
};
use crate::{
    i18n::*,
    templates,
    ui::{Button, Choices, Confirm, Pill, PostForm, Question, use_lead_on, use_query},
};

/// The function that takes a template as a plain form.
const FORM: &str = "/api/integrations/apply_template_form";

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
    let preview_of = move |known: &CustomerSettings, template_id: Uuid, name: String, deviation: &Deviation| {
        let lines = Fix::all(deviation).into_iter().map(|fix| fix.announcement(i18n, known)).collect();
        let loses_sight = deviation.added_users.iter().any(|user| would_lose_sight(known, *user));
        Preview { template_id, name, lines, loses_sight }
    };
    // What a plain form chose.
    let compared = use_query().with_untracked(|query| query.get_str(COMPARED)?.parse::<Uuid>().ok());
    let compared = compared.zip(settings.compared.as_ref());
    let compared = compared.map(|(id, deviation)| preview_of(&settings, id, settings.template_name(id), deviation));
    let is_compared = compared.is_some();
    let preview = RwSignal::new(Preview::default());
    let asking = RwSignal::new(false);
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
            } else if is_compared {
                lead_on(&address(shared.customer_id), NavigateOptions { replace: true, ..NavigateOptions::default() });
            }
        });
    };
    let known = settings.clone();
    let ask = Callback::new(move |(template_id, name): (Uuid, String)| {
        let known = known.clone();
        spawn_local(async move {
            match api::compare(ApplyRequest { customer_id: shared.customer_id, template_id }).await {
                Ok(deviation) => {
                    preview.try_set(preview_of(&known, template_id, name, &deviation));
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
            {compared
                .filter(|_| shared.may_edit)
                .map(|compared| {
                    let apply = apply.clone();
                    let send = {
                        let compared = compared.clone();
                        move || {
                            preview.set(compared.clone());
                            apply();
                        }
                    };
                    view! { <Compared shared compared send=Callback::new(move |()| send()) /> }
                })}
            {shared.may_edit.then(|| view! { <Choose shared settings ask /> })}
            <Confirm
                open=asking
                title=Signal::derive(move || t_string!(i18n, integrations.template.apply_title, name = preview.get().name))
                action=Signal::derive(move || t_string!(i18n, integrations.template.apply).to_owned())
                pending=shared.pending
                on_confirm=apply
            >
                {move || changes(i18n, preview.get())}
            </Confirm>
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
        let (action, along) = fix.form(shared, &settings, &content);
        let back = move || fix.run(shared, &settings, &content);
        view! {
            <li class="row deviates">
                <span>{words}</span>
                {shared
                    .may_edit
                    .then(|| {
                        view! {
                            <PostForm class="" action along send=back>
                                <Button icon="rotate-ccw" submit=true pending=shared.pending attr:aria-label=label>
                                    {t!(i18n, integrations.template.back)}
                                </Button>
                            </PostForm>
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
                        let choosing = vec![("customer_id", shared.customer_id.to_string()), ("template", id.to_string())];
                        view! {
                            <PostForm class="" action=FORM along=choosing send=move || ask.run((id, name.clone()))>
                                <Button icon="rotate-ccw" submit=true>{t!(i18n, integrations.template.back_all)}</Button>
                            </PostForm>
                        }
                    })}
            }
                .into_any()
        }}
    }
}

/// Another template to apply.
#[component]
fn Choose(shared: Shared, settings: Arc<CustomerSettings>, ask: Callback<(Uuid, String)>) -> impl IntoView {
    let i18n = shared.i18n;
    let chosen = RwSignal::new(String::new());
    let choices: Choices =
        settings.templates.iter().map(|template| (template.id.to_string(), template.name.clone())).collect();
    if choices.is_empty() {
        return ().into_any();
    }
    let known = settings.clone();
    let help = move || {
        let chosen = chosen.read().parse::<Uuid>().ok();
        let choice = known.templates.iter().find(|template| Some(template.id) == chosen);
        choice.map(|choice| templates::gives(i18n, &choice.gives)).unwrap_or_default()
    };
    let on_pick = Callback::new(move |chosen: String| {
        if let Ok(id) = chosen.parse() {
            ask.run((id, settings.template_name(id)));
        }
    });
    let pick = Pick {
        action: FORM,
        name: "template",
        label: Signal::derive(move || t_string!(i18n, integrations.template.choose).to_owned()),
        ask: Signal::derive(move || t_string!(i18n, integrations.template.choose_none).to_owned()),
        icon: "",
        verb: Signal::derive(move || t_string!(i18n, integrations.template.apply).to_owned()),
        choices,
    };
    view! { <PickForm shared pick chosen help=Signal::derive(help) on_pick /> }.into_any()
}

/// The same question in the page, for a template that a plain form chose.
#[component]
fn Compared(shared: Shared, compared: Preview, send: Callback<()>) -> impl IntoView {
    let i18n = shared.i18n;
    let (id, name) = (compared.template_id.to_string(), compared.name.clone());
    view! {
        <Question
            title=Signal::derive(move || t_string!(i18n, integrations.template.apply_title, name = name.clone()))
            action=FORM
            along=shared.along(id)
            verb=Signal::derive(move || t_string!(i18n, integrations.template.apply).to_owned())
            back=address(shared.customer_id)
            pending=shared.pending
            on_confirm=send
        >
            {changes(i18n, compared)}
        </Question>
    }
}

/// What will change, before it does.
fn changes(i18n: I18nContext<Locale>, preview: Preview) -> AnyView {
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
}
