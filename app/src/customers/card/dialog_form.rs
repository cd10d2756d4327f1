//! The form in which a record of a customer is added or changed: an address, a contact. It stands in a dialog, or on the page of a card
//! whose address asks for it. It judges what is typed, saves
//! it in the version that was read, and lets a person choose where somebody else was quicker.

use std::future::Future;

use domain::details::Rejections;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{contact_tab::TrailLines, reload::Reload};
use crate::{
    audit::Trail,
    customers::form::{names::NAMES, request::refused, value::Known},
    error::AppError,
    i18n::*,
    patch::{Patch, Record},
    paths,
    ui::{
        Button, Checks, Editing, ErrorSummary, Kind, Outcome, PostForm, WayBack, came_back_fields, seen, use_lead_on,
    },
};

/// What a plain form says of a record of a customer: whose it is, which, and in which version; a new one has no id.
pub fn along(customer_id: Uuid, id: Option<Uuid>, version: i32) -> Vec<(&'static str, String)> {
    [("customer_id", customer_id.to_string())].into_iter().chain(seen(id, version)).collect()
}

/// Where the form stands.
#[derive(Clone, Copy)]
pub struct FormPlace {
    /// Whether its dialog is open.
    pub open: RwSignal<bool>,
    /// Tells whoever closes it whether something was typed that is not saved.
    pub unsaved: RwSignal<bool>,
    /// The customer to whose card it leads back, where it stands on the page.
    pub back: Option<Uuid>,
}

/// The form. It closes its dialog, or leaves the page, when it is saved.
#[component]
pub fn DialogForm<T, S>(
    /// What it begins with, and the version that was read; 0 for a new record.
    details: T,
    version: i32,
    /// Who wrote the record; none for a new one.
    trail: Option<Trail>,
    /// The function that takes it as a plain form, and what goes along unseen.
    action: &'static str,
    along: Vec<(&'static str, String)>,
    /// How the names of its fields begin.
    prefix: &'static str,
    /// What is typed in it now.
    read: impl Fn() -> T + Copy + Send + Sync + 'static,
    /// Shows other details in it.
    write: impl Fn(&T) + Copy + Send + Sync + 'static,
    /// The details as they are stored, or what is wrong with them.
    check: fn(&T) -> Result<T, Rejections>,
    /// Stores what was changed of this version.
    save: impl Fn(i32, Patch<T>) -> S + Copy + Send + Sync + 'static,
    fields: impl FnOnce(Checks) -> AnyView + Send + 'static,
    place: FormPlace,
    reload: Reload,
) -> impl IntoView
where
    T: Record + Clone + PartialEq + Send + Sync + 'static,
    S: Future<Output = Result<(), AppError>> + 'static,
{
    let i18n = use_i18n();
    let lead_on = use_lead_on();
    let FormPlace { open, unsaved, back } = place;
    let checks =
        Checks::new(NAMES, move || check(&read()).err().map(|found| refused(found, prefix)).unwrap_or_default());
    let editing = Editing::new(version, details, checks);
    Effect::new(move || unsaved.set(editing.base().1 != read()));
    on_cleanup(move || {
        let _ = unsaved.try_set(false);
    });
    let send = move || {
        let Some(version) = editing.begin(|chosen| write(chosen)) else { return };
        let mine = untrack(read);
        let mine = check(&mine).unwrap_or(mine);
        let patch = Patch::between(&untrack(|| editing.base()).1, &mine);
        let lead_on = lead_on.clone();
        spawn_local(async move {
            match save(version, patch).await {
                Ok(()) => {
                    let _ = open.try_set(false);
                    if let Some(id) = back {
                        lead_on(&paths::card(id), NavigateOptions { replace: true, ..NavigateOptions::default() });
                    }
                    reload.now();
                }
                Err(error) => editing.failed(error, &mine),
            }
        });
    };
    view! {
        <PostForm action along send>
            {came_back_fields().map(|wrong| checks.refuse(wrong))}
            <Outcome told=editing.told words=Known::default() />
            <div class="form-parts" hidden=move || editing.clashes()>
                <ErrorSummary summary=checks.summary() />
                {fields(checks)}
            </div>
            {trail.map(|trail| view! { <div class="soft small"><TrailLines trail /></div> })}
            <div class=if back.is_some() { "form-foot" } else { "dialog-foot" }>
                {match back {
                    Some(id) => view! { <WayBack href=paths::card(id) /> }.into_any(),
                    None => view! { <Button on_click=move |_| open.set(false)>{t!(i18n, ui.cancel)}</Button> }.into_any(),
                }}
                <Button kind=Kind::Primary submit=true pending=editing.pending disabled=Signal::derive(move || editing.undecided())>
                    {t!(i18n, ui.save)}
                </Button>
            </div>
        </PostForm>
    }
}
