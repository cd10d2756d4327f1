//! What can be done with a customer from its row.

use domain::{
    customers::{Status, Transition},
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};

use super::{address::PATH, records::Row};
use crate::{
    customers::{
        api::{self, StepRequest},
        records::delete_refusal,
    },
    error::AppError,
    i18n::*,
    ui::{Confirm, MenuItem, MenuLink, MenuPanel, allowed, message, use_toaster},
};

/// The id of the one panel that the three dots of all rows open.
pub const PANEL: &str = "row-menu";

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
    let refused = delete_refusal(status).map(AppError::Refused);
    let reason = Signal::derive(move || refused.as_ref().map(|refused| message(i18n, refused)));
    view! {
        <MenuLink icon="eye" href=format!("{PATH}/{id}")>{t!(i18n, customers.open)}</MenuLink>
        {edit.then(|| view! { <MenuLink icon="pencil" href=format!("{PATH}/{id}/bewerken")>{t!(i18n, customers.edit)}</MenuLink> })}
        {invite.then(|| view! { <MenuLink icon="send" href=format!("{PATH}/{id}/uitnodigen")>{t!(i18n, customers.invite)}</MenuLink> })}
        {(edit && status.after(Transition::Activate).is_some())
            .then(|| view! { <MenuItem icon="check" on_select=move || take(Transition::Activate)>{t!(i18n, customers.activate)}</MenuItem> })}
        {(edit && status.after(Transition::Deactivate).is_some())
            .then(|| view! { <MenuItem icon="archive" on_select=move || take(Transition::Deactivate)>{t!(i18n, customers.deactivate)}</MenuItem> })}
        {(allowed(Area::Customers, Level::Delete))
            .then(|| {
                view! {
                    <MenuItem icon="trash-2" danger=true reason on_select=move || asking.set(true)>
                        {t!(i18n, customers.delete)}
                    </MenuItem>
                }
            })}
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
