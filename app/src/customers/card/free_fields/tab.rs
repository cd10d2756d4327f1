//! The tab: a form with the fields that may be changed, below it the others, and in an empty one what to do next.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::api::{self, FreeFields, FreeFieldsRequest, SaveFreeFieldsRequest};
use crate::{
    customers::{
        form::{names::NAMES, value::Known, whole::Whole},
        records::Named,
    },
    i18n::*,
    own_fields::{AddedDraft, OwnDraft, OwnFacts, OwnForm, OwnPart, OwnPatch},
    settings::{Colleague, OWN_FIELDS},
    ui::{
        self, Button, Checks, Editing, Empty, ErrorState, ErrorSummary, Kind, Outcome, PostForm, Restored, Shape,
        Skeleton, came_back_fields, use_draft_storage, use_toaster,
    },
};

/// The tab.
#[component]
pub fn FreeFieldsTab(customer_id: Uuid) -> impl IntoView {
    let stored = Resource::new(|| (), move |()| api::read(FreeFieldsRequest { customer_id }));
    let on_saved = Callback::new(move |()| stored.refetch());
    view! {
        <div class="card-body">
            <div class="measure">
                <Transition fallback=|| view! { <Skeleton rows=5 shape=Shape::Lines /> }>
                    {move || ui::late(async move {
                        match stored.await {
                            Ok(fields) => view! { <Shown customer_id fields on_saved /> }.into_any(),
                            Err(error) => view! { <ErrorState error /> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
    }
}

#[component]
fn Shown(customer_id: Uuid, fields: FreeFields, on_saved: Callback<()>) -> impl IntoView {
    let FreeFields { form, facts, colleagues } = fields;
    let is_empty = form.fields.is_empty() && facts.is_empty();
    view! {
        {is_empty.then(|| view! { <Nothing may_add=form.may_add /> })}
        {form.may_add.then(|| view! { <FieldsForm customer_id form colleagues on_saved /> })}
        <OwnFacts facts />
    }
}

/// Nothing stands there: says what to do next.
#[component]
fn Nothing(may_add: bool) -> impl IntoView {
    let i18n = use_i18n();
    let may_define = ui::allowed(Area::Settings, Level::Edit);
    view! {
        <Empty icon="list" title=move || t_string!(i18n, card.free_fields.none).to_owned()>
            {may_add.then(|| view! { <p>{t!(i18n, card.free_fields.add_one)}</p> })}
            {may_define
                .then(|| {
                    view! {
                        <p>
                            {t!(i18n, card.free_fields.define)} " "
                            <a href=OWN_FIELDS>{t!(i18n, card.free_fields.to_settings)}</a>
                        </p>
                    }
                })}
        </Empty>
    }
}

/// What the form began with, and what stands in it.
type Typed = (Whole, Whole);

#[component]
fn FieldsForm(customer_id: Uuid, form: OwnForm, colleagues: Vec<Colleague>, on_saved: Callback<()>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let people = colleagues.iter().map(|one| Named { id: one.id, name: one.name.clone() });
    let known = Known { named: people.chain(form.people.iter().cloned()).collect(), own: form.fields.clone() };
    let draft = OwnDraft::of(&form, i18n.get_locale_untracked());
    let added = AddedDraft::default();
    let checks = Checks::new(NAMES, move || draft.wrong());
    let stored = Whole { own: form.values, ..Whole::default() };
    let editing = Editing::new((), stored.clone(), checks);
    let saved = RwSignal::new(false);
    let show = move |(base, typed): &Typed| {
        editing.begin_with(&((), base.clone()));
        draft.write(&typed.own);
    };
    let typed = move || (editing.base().1, Whole { own: draft.read(), ..Whole::default() });
    let is_saved = move |(base, typed): &Typed| saved.get() || base.own == typed.own;
    let kept = use_draft_storage(&format!("free-fields:{}", customer_id.simple()), typed, show, is_saved);
    let discard = Callback::new(move |()| {
        show(&(stored.clone(), stored.clone()));
        checks.forget();
    });
    let send = move || {
        if editing.begin(|chosen| draft.write(&chosen.own)).is_none() {
            return;
        }
        let (base, mine) = untrack(typed);
        let forget = kept.forgetting();
        let own = OwnPatch { added: untrack(|| added.read()), ..OwnPatch::between(&base.own, &mine.own) };
        spawn_local(async move {
            match api::save(SaveFreeFieldsRequest { customer_id, own }).await {
                Ok(()) => {
                    let _ = saved.try_set(true);
                    forget();
                    let _ = editing.pending.try_set(false);
                    toaster.say(t_string!(i18n, ui.saved));
                    on_saved.try_run(());
                }
                Err(error) => editing.failed(error, &mine),
            }
        });
    };
    view! {
        <PostForm action="/api/free_fields/save_form" along=vec![("customer_id", customer_id.to_string())] send>
            {came_back_fields().map(|wrong| checks.refuse(wrong))}
            <Restored kept on_discard=discard />
            <ErrorSummary summary=checks.summary() />
            <Outcome told=editing.told words=known />
            <div class="form-parts" hidden=move || editing.clashes()>
                <OwnPart draft checks colleagues added />
            </div>
            <div class="form-foot">
                <Button
                    kind=Kind::Primary
                    submit=true
                    pending=editing.pending
                    disabled=Signal::derive(move || editing.undecided())
                >
                    {t!(i18n, ui.save)}
                </Button>
            </div>
        </PostForm>
    }
}
