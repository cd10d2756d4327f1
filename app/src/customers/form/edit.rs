//! Changing a customer: the same form, and the choice per field where somebody else was quicker.

use domain::{
    details::CustomerDetails,
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};
use uuid::Uuid;

use super::{
    api,
    checks::Checks,
    conflict::{Choice, ConflictTable, Difference, Side, differences, merged},
    draft::CustomerDraft,
    failure::Failure,
    parts::{DetailsPart, IdentityPart},
    request::{Filled, UpdateRequest, refused},
    unsaved::use_unsaved_guard,
};
use crate::{
    customers::records::Current,
    error::AppError,
    i18n::*,
    ui::{
        self, Button, ErrorState, ErrorSummary, FieldProblem, Icon, Kind, LinkButton, NoPermission, NotFound, PageHead,
        Skeleton,
    },
};

/// The page of one customer's form.
#[component]
pub fn EditPage() -> impl IntoView {
    if !ui::allowed(Area::Customers, Level::Edit) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<Uuid>().ok()));
    let filled = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::filled(id).await.map(|filled| (id, filled)),
                None => Err(AppError::NotFound),
            }
        },
    );
    view! {
        <Suspense fallback=|| view! { <Skeleton /> }>
            {move || Suspend::new(async move {
                match filled.await {
                    Ok((id, filled)) => view! { <EditForm id filled /> }.into_any(),
                    Err(AppError::NotFound) => view! { <NotFound /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// What both sides made of the customer, and the choice between them.
#[derive(Clone)]
struct Clash {
    theirs: Current<CustomerDetails>,
    choices: Vec<Choice>,
}

#[component]
fn EditForm(id: Uuid, filled: Filled) -> impl IntoView {
    let i18n = use_i18n();
    let Filled { version, details, choosable } = filled;
    let name = details.name.clone();
    let colleagues = choosable.colleagues.clone();
    let draft = CustomerDraft::of(&details);
    // The state that the form began with, in which version.
    let base = RwSignal::new((version, details));
    let checks = Checks::new(move || draft.read().checked().err().map(|found| refused(found, "")).unwrap_or_default());
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let failure = RwSignal::new(None::<AppError>);
    let clash = RwSignal::new(None::<Clash>);
    let (pending, saved) = (RwSignal::new(false), RwSignal::new(false));
    use_unsaved_guard(Signal::derive(move || !saved.get() && draft.read() != base.read().1));

    let (navigate, toaster) = (use_navigate(), ui::use_toaster());
    let save = move || {
        if pending.get_untracked() || saved.get_untracked() {
            return;
        }
        failure.set(None);
        if let Some(Clash { theirs, choices }) = clash.get_untracked() {
            let Some(merged) = decided(&choices).and_then(|chosen| merged(&theirs.details, chosen)) else { return };
            draft.write(&merged);
            base.set((theirs.version, theirs.details));
        }
        let right = checks.reveal();
        problems.set(checks.problems(i18n));
        if !right {
            clash.set(None);
            return;
        }
        pending.set(true);
        let (version, was) = base.get_untracked();
        let mine = untrack(|| draft.read());
        let mine = mine.checked().unwrap_or(mine);
        let request = UpdateRequest { id, version, customer: mine.clone() };
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::update(request).await;
            let _ = pending.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = saved.try_set(true);
                    toaster.say(t_string!(i18n, ui.saved));
                    navigate(&format!("/klanten/{id}"), Default::default());
                }
                Err(AppError::Invalid(fields)) => {
                    clash.set(None);
                    checks.refuse(fields);
                    problems.set(checks.problems(i18n));
                }
                Err(AppError::Conflict(now)) => match serde_json::from_str::<Current<CustomerDetails>>(&now) {
                    Ok(theirs) => {
                        let choices = Choice::of(differences(&was, &mine, &theirs.details), &theirs.changed);
                        clash.set(Some(Clash { theirs, choices }));
                    }
                    Err(_) => failure.set(Some(AppError::Conflict(now))),
                },
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let save = StoredValue::new(save);
    let save = move || save.with_value(|save| save());
    ui::use_save_shortcut(save);
    let undecided = move || clash.with(|clash| clash.as_ref().is_some_and(|clash| decided(&clash.choices).is_none()));

    view! {
        <form
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <PageHead
                title=Signal::derive(move || t_string!(i18n, card.form.edit, name = name.clone()))
                secondary=move || view! { <LinkButton href=format!("/klanten/{id}")>{t!(i18n, ui.cancel)}</LinkButton> }
                primary=move || {
                    view! {
                        <Button kind=Kind::Primary submit=true icon="save" pending disabled=Signal::derive(undecided)>
                            {t!(i18n, ui.save)}
                        </Button>
                    }
                }
            />
            <div class="page-body narrow">
                <ErrorSummary problems />
                {move || failure.get().map(|error| view! { <Failure error /> })}
                {move || {
                    let colleagues = colleagues.clone();
                    clash
                        .get()
                        .map(|clash| {
                            view! {
                                <div class="notice warning" role="alert">
                                    <Icon name="users" />
                                    <div>
                                        <strong>{t!(i18n, card.conflict.title)}</strong>
                                        <p>{t!(i18n, card.conflict.help)}</p>
                                        <ConflictTable choices=clash.choices colleagues />
                                    </div>
                                </div>
                            }
                        })
                }}
                <div class="form-parts" hidden=move || clash.read().is_some()>
                    <section class="section">
                        <h2>{t!(i18n, card.section.company)}</h2>
                        <div class="form"><IdentityPart draft checks on_leave=Callback::new(|()| ()) /></div>
                    </section>
                    <section class="section">
                        <h2>{t!(i18n, card.section.details)}</h2>
                        <div class="form"><DetailsPart draft checks choosable /></div>
                    </section>
                    <p class="soft">{t!(i18n, card.form.elsewhere)}</p>
                </div>
            </div>
        </form>
    }
}

/// The choices, once every one was made.
fn decided(choices: &[Choice]) -> Option<Vec<(Difference, Side)>> {
    choices.iter().map(|choice| choice.side.get().map(|side| (choice.difference.clone(), side))).collect()
}
