//! What can be done with a customer from its row: in the one menu of all rows, or on the page that is not hydrated.

use domain::{
    customers::{Status, Transition},
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    address::{ListQuery, PATH},
    records::Row,
};
use crate::{
    customers::{
        api::{self, StepRequest},
        card::asked::{self, Asked},
        records::delete_refusal,
    },
    error::AppError,
    i18n::*,
    ui::{Confirm, LinkButton, MenuItem, MenuLink, MenuPanel, allowed, message, use_toaster},
};

/// The id of the one panel that the three dots of all rows open.
pub const PANEL: &str = "row-menu";

/// The id of the form that the dots send as long as the page is not hydrated.
pub const ASKING: &str = "row-actions";

/// The form. Once the page is hydrated it is gone, and the dots open the menu.
#[component]
pub fn AskForActions(query: Memo<ListQuery>) -> impl IntoView {
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    move || {
        (!hydrated.get()).then(|| {
            let fields = query.with_untracked(ListQuery::fields);
            let hidden = |(name, value)| view! { <input type="hidden" name=name value=value /> };
            view! { <form id=ASKING method="get" action=PATH hidden>{fields.into_iter().map(hidden).collect_view()}</form> }
        })
    }
}

/// The actions of a row above the list, where its address asks for them.
#[component]
pub fn ActionsOnPage(
    row: Row,
    /// The list without them.
    back: String,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (asking, name) = (RwSignal::new(false), row.name.clone());
    let label = Signal::derive(move || t_string!(i18n, customers.actions_of, name = name.clone()));
    view! {
        <section class="panel stack row-actions unprinted" aria-label=label>
            <h2>{label}</h2>
            <div role="menu" aria-label=label>
                <Items row=row.clone() asking on_change />
            </div>
            <div><LinkButton href=back>{t!(i18n, ui.close)}</LinkButton></div>
        </section>
        <DeleteDialog row=RwSignal::new(Some(row)) asking on_change />
    }
}

/// The menu of the row whose dots were clicked last.
#[component]
pub fn RowMenu(row: RwSignal<Option<Row>>, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let asking = RwSignal::new(false);
    let name = move || row.read().as_ref().map(|row| row.name.clone()).unwrap_or_default();
    let label = Signal::derive(move || t_string!(i18n, customers.actions_of, name = name()));
    view! {
        <div class="row-menu">
            <MenuPanel id=PANEL label>
                {move || row.get().map(|row| view! { <Items row asking on_change /> })}
            </MenuPanel>
        </div>
        <DeleteDialog row asking on_change />
    }
}

#[component]
fn Items(row: Row, asking: RwSignal<bool>, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, version, status) = (row.id, row.version, row.status);
    let name = StoredValue::new(row.name);
    let toaster = use_toaster();
    let take = move |transition: Transition| {
        spawn_local(async move {
            let request = StepRequest { id, version };
            let done = match transition {
                Transition::Activate => api::activate(request).await,
                _ => api::deactivate(request).await,
            };
            match done {
                Ok(changed) => {
                    let name = name.try_get_value().unwrap_or_default();
                    let said = match transition {
                        Transition::Activate => t_string!(i18n, customers.activated, name = name),
                        _ if status == Status::Invited => t_string!(i18n, customers.deactivated_withdrawn, name = name),
                        _ => t_string!(i18n, customers.deactivated, name = name),
                    };
                    toaster.say_with_undo(said, move || {
                        let request = StepRequest { id, version: changed.version };
                        spawn_local(async move {
                            match api::undo_step(request).await {
                                Ok(_) => drop(on_change.try_run(())),
                                Err(error) => toaster.failed(error),
                            }
                        });
                    });
                    on_change.try_run(());
                }
                Err(error) => toaster.failed(error),
            }
        });
    };
    let edit = allowed(Area::Customers, Level::Edit);
    let invite = allowed(Area::Invitations, Level::Edit) && status.after(Transition::Invite).is_some();
    let delete = move || {
        match delete_refusal(status) {
        Some(refusal) => {
            let reason = Signal::derive(move || Some(message(i18n, &AppError::Refused(refusal))));
            view! { <MenuItem icon="trash-2" danger=true reason on_select=|| ()>{t!(i18n, customers.delete)}</MenuItem> }.into_any()
        }
        None => view! {
            <MenuLink icon="trash-2" danger=true href=asked::of_customer(id, Asked::Delete) on_select=move |()| asking.set(true)>
                {t!(i18n, customers.delete)}
            </MenuLink>
        }
        .into_any(),
    }
    };
    view! {
        <MenuLink icon="eye" href=format!("{PATH}/{id}")>{t!(i18n, customers.open)}</MenuLink>
        {edit.then(|| view! { <MenuLink icon="pencil" href=format!("{PATH}/{id}/bewerken")>{t!(i18n, customers.edit)}</MenuLink> })}
        {invite.then(|| view! { <MenuLink icon="send" href=format!("{PATH}/{id}/uitnodigen")>{t!(i18n, customers.invite)}</MenuLink> })}
        {(edit && status.after(Transition::Activate).is_some())
            .then(|| {
                view! {
                    <MenuLink icon="check" href=asked::of_customer(id, Asked::Activate) on_select=move |()| take(Transition::Activate)>
                        {t!(i18n, customers.activate)}
                    </MenuLink>
                }
            })}
        {(edit && status.after(Transition::Deactivate).is_some())
            .then(|| {
                view! {
                    <MenuLink icon="archive" href=asked::of_customer(id, Asked::Deactivate) on_select=move |()| take(Transition::Deactivate)>
                        {t!(i18n, customers.deactivate)}
                    </MenuLink>
                }
            })}
        {(allowed(Area::Customers, Level::Delete)).then(delete)}
    }
}

#[component]
fn DeleteDialog(row: RwSignal<Option<Row>>, asking: RwSignal<bool>, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let pending = RwSignal::new(false);
    let name = move || row.read().as_ref().map(|row| row.name.clone()).unwrap_or_default();
    let title = Signal::derive(move || t_string!(i18n, customers.delete_title, name = name()));
    let action = Signal::derive(move || t_string!(i18n, customers.delete).to_owned());
    let delete = move || {
        let Some(row) = row.get_untracked() else { return };
        pending.set(true);
        spawn_local(async move {
            match api::delete(StepRequest { id: row.id, version: row.version }).await {
                Ok(()) => {
                    toaster.say(t_string!(i18n, customers.deleted, name = row.name));
                    on_change.try_run(());
                }
                Err(error) => toaster.failed(error),
            }
            // The page may have been left meanwhile.
            asking.try_set(false);
            pending.try_set(false);
        });
    };
    view! {
        <Confirm open=asking title action danger=true pending on_confirm=delete>
            <p>{t!(i18n, customers.delete_text)}</p>
        </Confirm>
    }
}
