//! Changing a customer's own data.

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
    draft::CustomerDraft,
    editing::{Editing, Outcome},
    parts::{DetailsPart, IdentityPart},
    request::{Filled, UpdateRequest, refused},
};
use crate::{
    error::AppError,
    i18n::*,
    ui::{
        self, Button, Cancel, ErrorState, ErrorSummary, Kind, NoPermission, NotFound, PageHead, PostForm, Restored,
        Shape, Skeleton, came_back_fields, use_kept,
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
            let id = id.ok_or(AppError::NotFound)?;
            api::filled(id).await.map(|filled| (id, filled))
        },
    );
    view! {
        <Suspense fallback=|| view! { <Skeleton shape=Shape::Form /> }>
            {move || ui::late(async move {
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

/// The state that the form began with, in its version, and what stands in it.
type Typed = ((i32, CustomerDetails), CustomerDetails);

#[component]
fn EditForm(id: Uuid, filled: Filled) -> impl IntoView {
    let i18n = use_i18n();
    let Filled { version, details, choosable } = filled;
    let name = details.name.clone();
    let colleagues = choosable.colleagues.clone();
    let draft = CustomerDraft::of(&details);
    let checks = Checks::new(move || draft.read().checked().err().map(|found| refused(found, "")).unwrap_or_default());
    let editing = Editing::new(version, details.clone(), checks);
    let saved = RwSignal::new(false);
    // The state that it began with is kept too: a colleague may save another before somebody comes back to this one.
    let show = move |(base, typed): &Typed| {
        editing.begin_with(base);
        draft.write(typed);
    };
    let is_saved = move |(base, typed): &Typed| saved.get() || base.1 == *typed;
    let kept = use_kept(&format!("customer:{}", id.simple()), move || (editing.base(), draft.read()), show, is_saved);
    let discard = Callback::new(move |()| {
        show(&((version, details.clone()), details.clone()));
        checks.forget();
    });

    let (navigate, toaster) = (use_navigate(), ui::use_toaster());
    let save = move || {
        let version = editing.begin(|chosen| draft.write(chosen));
        let Some(version) = version else { return };
        let mine = untrack(|| draft.read());
        let mine = mine.checked().unwrap_or(mine);
        let request = UpdateRequest { id, version, customer: mine.clone() };
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::update(request).await {
                Ok(()) => {
                    let _ = saved.try_set(true);
                    kept.forget();
                    toaster.say(t_string!(i18n, ui.saved));
                    navigate(&format!("/klanten/{id}"), Default::default());
                }
                Err(error) => editing.failed(error, &mine),
            }
        });
    };
    let save = StoredValue::new(save);
    let save = move || save.with_value(|save| save());
    ui::use_save_shortcut(save);

    view! {
        <PostForm class="" action="/api/customers/save_form" along=vec![("id", id.to_string()), ("version", version.to_string())] send=save>
            {came_back_fields().map(|wrong| checks.refuse(wrong))}
            <PageHead
                title=Signal::derive(move || t_string!(i18n, card.form.edit, name = name.clone()))
                secondary=move || view! { <Cancel kept href=format!("/klanten/{id}") /> }
                primary=move || {
                    view! {
                        <Button
                            kind=Kind::Primary
                            submit=true
                            icon="save"
                            pending=editing.pending
                            disabled=Signal::derive(move || editing.undecided())
                        >
                            {t!(i18n, ui.save)}
                        </Button>
                    }
                }
            />
            <div class="page-body">
                <div class="above">
                    <p class="soft">{t!(i18n, card.form.elsewhere)}</p>
                    <Restored kept on_discard=discard />
                </div>
                <ErrorSummary problems=checks.problems(i18n) tried=checks.tried() />
                <Outcome editing colleagues />
                <div class="form-parts halves" hidden=move || editing.clashes()>
                    <section class="section">
                        <h2>{t!(i18n, card.section.company)}</h2>
                        <div class="form">
                            <IdentityPart draft checks on_leave=Callback::new(|()| ()) />
                        </div>
                    </section>
                    <section class="section">
                        <h2>{t!(i18n, card.section.details)}</h2>
                        <div class="form">
                            <DetailsPart draft checks choosable />
                        </div>
                    </section>
                </div>
            </div>
        </PostForm>
    }
}
