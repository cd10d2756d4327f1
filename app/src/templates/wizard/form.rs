//! The three steps around one draft, and saving it.

use std::collections::BTreeSet;

use domain::templates::{Content, TemplateDetails};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{
    super::{TemplateRecord, api},
    NEW, STEP, STEPS, TO,
    conflict::Conflict,
    draft::Draft,
    steps::{Basics, Links, People, StepTitle, problems, step_of},
    texts::{OtherSteps, record_of},
};
use crate::{
    customers::form::request::Choosable,
    error::{AppError, Fields},
    i18n::*,
    paths,
    ui::{
        BackLink, Button, CameBack, ErrorSummary, Kind, PageHead, PostForm, Restored, Sends, Step, Steps, Summary,
        came_back, came_back_fields, use_draft_storage, use_query, use_save_shortcut, use_toaster,
    },
};

/// The id of the form.
const FORM: &str = "template";

/// The wizard, once what is saved is known.
#[component]
pub fn WizardForm(saved: TemplateRecord, choosable: Choosable) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let page = saved.id.map_or_else(|| NEW.to_owned(), |id| id.to_string());
    let draft = Draft::new(&saved, &choosable);
    let base = StoredValue::new(saved.details.clone());
    let kept = use_draft_storage(
        &format!("template-draft:{page}"),
        move || draft.record(),
        move |kept| draft.fill(kept),
        move |now: &TemplateRecord| base.with_value(|base| now.details == *base),
    );
    let errors = RwSignal::new(Fields::new());
    let theirs = RwSignal::new(None::<TemplateRecord>);
    let pending = RwSignal::new(false);

    let query = use_query();
    let current = Memo::new(move |_| {
        query.read().get_str("stap").and_then(|step| step.parse::<usize>().ok()).unwrap_or(1).clamp(1, STEPS) - 1
    });
    let address = StoredValue::new(format!("{}?stap=", paths::template(page)));
    let href = move |step: usize| format!("{}{}", address.get_value(), step + 1);
    let navigate = use_navigate();
    let go = Callback::new({
        let navigate = navigate.clone();
        move |step: usize| navigate(&href(step), NavigateOptions { scroll: false, ..NavigateOptions::default() })
    });
    let show = move |wrong: Fields| {
        if let Some(step) = wrong.keys().map(|name| step_of(name)).min() {
            go.try_run(step);
        }
        errors.set(wrong);
    };

    let leave = Callback::new(move |()| navigate("/sjablonen", NavigateOptions::default()));
    let save = Callback::new(move |()| {
        if pending.get_untracked() {
            return;
        }
        let record = untrack(move || draft.record());
        if let Err(wrong) = record.details.checked() {
            return show(AppError::from(wrong).fields());
        }
        pending.set(true);
        let (name, chosen) = (record.details.name.clone(), record.content().clone());
        let forget = kept.forgetting();
        spawn_local(async move {
            let answer = api::save(record).await;
            pending.set(false);
            match answer {
                Ok(_) => {
                    forget();
                    // One message: of several, only the last is read. Whoever is no longer a colleague was left out, and what was deleted.
                    let mut said = vec![t_string!(i18n, templates.was_saved, name = name)];
                    if let Ok(now) = api::choosable().await {
                        let Missing { people, groups } = missing(&chosen, &now);
                        said.extend((people > 0).then(|| t_string!(i18n, templates.left_out, count = people)));
                        said.extend((groups > 0).then(|| t_string!(i18n, templates.left_out_groups, count = groups)));
                    }
                    toaster.say(said.join(" "));
                    leave.try_run(());
                }
                Err(AppError::Conflict(now)) => theirs.set(serde_json::from_str(&now).ok()),
                Err(error @ AppError::Invalid(_)) => show(error.fields()),
                Err(error) => toaster.failed(error),
            }
        });
    });
    use_save_shortcut(move || save.run(()));
    // The name is judged before the next step is shown; the rest is optional.
    let forward =
        move || match (TemplateDetails { name: draft.name.get_untracked(), ..TemplateDetails::default() }).checked() {
            Err(wrong) if current.get_untracked() == 0 => show(AppError::from(wrong).fields()),
            _ => {
                errors.set(Fields::new());
                go.run(current.get_untracked() + 1);
            }
        };

    // Every button sends the form, so that none loses what was typed before hydration. A hydrated page goes where the
    // one that was pressed says; after the last step it saves.
    let pressed = StoredValue::new(None::<usize>);
    let to = Callback::new(move |step: usize| pressed.set_value(Some(step)));
    let sends = Sends { form: FORM, name: TO, to };
    let send = move || match (pressed.try_update_value(Option::take).flatten(), current.get_untracked() + 1) {
        (Some(STEPS), _) | (None, STEPS) => save.run(()),
        (Some(step), _) => go.run(step),
        (None, _) => forward(),
    };

    let id = saved.id.map(|id| ("id", id.to_string()));
    let along = [("version", saved.version.to_string())].into_iter().chain(id).collect::<Vec<_>>();
    let exists = saved.id.is_some();
    let first = StoredValue::new(true);
    let moved = move || first.try_update_value(|first| !std::mem::replace(first, false)).unwrap_or_default();
    let steps = move || {
        let named = exists || !draft.name.read().trim().is_empty();
        let labels = [
            t_string!(i18n, templates.step.name),
            t_string!(i18n, templates.step.users),
            t_string!(i18n, templates.step.integrations),
        ];
        let step = |(index, label): (usize, &str)| Step {
            label: label.to_owned(),
            href: (index == 0 || named).then(|| href(index)),
            done: named && (exists || index < current.get()),
        };
        labels.into_iter().enumerate().map(step).collect::<Vec<_>>()
    };
    let name_saved = StoredValue::new(saved.details.name.clone());
    let title = move || if exists { name_saved.get_value() } else { t_string!(i18n, templates.new).to_owned() };
    let summary = Summary {
        problems: Signal::derive(move || problems(i18n, draft, &errors.read(), current.get())),
        tried: Signal::derive(move || errors.track()),
    };
    let discard = StoredValue::new(saved);
    let choosable = StoredValue::new(choosable);
    view! {
        <PageHead title=Signal::derive(title) lead=move || view! { <BackToList /> } />
        <div class="page-body narrow">
            <div class="above">
                // What Enter presses: the first button of the form.
                <button type="submit" form=FORM name=STEP value=move || current.get() + 1 class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
                <Steps steps=Signal::derive(steps) current sends />
                <Restored kept on_discard=Callback::new(move |()| discard.with_value(|saved| draft.fill(saved))) />
            </div>
            {move || {
                theirs.get().map(|theirs_now| view! { <Conflict draft theirs=theirs_now choosable on_chosen=Callback::new(move |()| { theirs.set(None); save.run(()); }) /> })
            }}
            <ErrorSummary summary />
            <PostForm form_id=FORM action="/api/templates/save_form" along send>
                {came_back().map(|came_back| draft.fill(&record_of(&came_back.texts, draft.id, draft.version.get_untracked())))}
                {came_back_fields().map(|wrong| errors.set(wrong))}
                {came_back()
                    .filter(CameBack::is_conflict)
                    .map(|_| {
                        let asks = RwSignal::new(true);
                        let on_chosen = Callback::new(move |()| {
                            asks.set(false);
                            save.run(());
                        });
                        move || asks.get().then(|| view! { <Conflict draft theirs=discard.get_value() choosable on_chosen /> })
                    })}
                <OtherSteps draft shown=current />
                {move || view! { <StepTitle step=current.get() moved=moved() /> }}
                {move || match current.get() {
                    0 => view! { <Basics draft errors /> }.into_any(),
                    1 => view! { <People draft choosable=choosable.get_value() /> }.into_any(),
                    _ => view! { <Links draft errors /> }.into_any(),
                }}
                <div class="form-foot">
                    {move || (current.get() > 0).then(|| view! {
                        <Button submit=true on_click=move |_| to.run(current.get_untracked() - 1) attr:name=TO attr:value=current.get()>{t!(i18n, ui.back)}</Button>
                    })}
                    {move || match current.get() + 1 {
                        STEPS => view! { <Button kind=Kind::Primary submit=true pending attr:name=STEP attr:value=STEPS>{t!(i18n, templates.save)}</Button> }.into_any(),
                        step => view! {
                            <Button kind=Kind::Primary submit=true attr:name=STEP attr:value=step>{t!(i18n, templates.forward)}</Button>
                            {exists.then(|| view! {
                                <Button submit=true pending on_click=move |_| to.run(STEPS) attr:name=STEP attr:value=STEPS>{t!(i18n, templates.save)}</Button>
                            })}
                        }.into_any(),
                    }}
                </div>
            </PostForm>
        </div>
    }
}

/// How much of what was chosen is no longer there.
struct Missing {
    people: usize,
    groups: usize,
}

fn missing(chosen: &Content, now: &Choosable) -> Missing {
    let people: BTreeSet<Uuid> = chosen.users.iter().copied().chain(chosen.manager_id).collect();
    let left = |id: &&Uuid| !now.colleagues.iter().any(|one| one.id == **id);
    let groups = chosen.categories.iter().chain(&chosen.business_unit_id);
    let gone = |id: &&Uuid| !now.categories.iter().chain(&now.business_units).any(|one| one.id == **id);
    Missing { people: people.iter().filter(left).count(), groups: groups.filter(gone).count() }
}

#[component]
fn BackToList() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <BackLink href="/sjablonen" label=Signal::derive(move || t_string!(i18n, templates.to_list).to_owned()) />
    }
}
