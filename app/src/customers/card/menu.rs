//! The three-dot menu of the card: the steps of the customer's status, and away with it.

use domain::{
    customers::{Status, Transition},
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};

use super::{printing::Printing, reload::Reload};
use crate::{
    customers::{
        api::{self, StepRequest},
        records::{Card, delete_refusal},
    },
    error::AppError,
    i18n::*,
    paths,
    ui::{self, Confirm, Menu, MenuItem, MenuLink},
};

/// What the status and the colleague's rights allow; *Verwijderen* says why it cannot be done.
#[component]
pub fn CardMenu(card: Card, reload: Reload, printing: Printing) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let Card { id, version, status, .. } = card;
    let seen = StepRequest { id, version };
    let deleting = RwSignal::new(false);
    let may_edit = ui::allowed(Area::Customers, Level::Edit);
    let may_delete = ui::allowed(Area::Customers, Level::Delete);
    let may_invite = ui::allowed(Area::Invitations, Level::Edit) && status.after(Transition::Invite).is_some();

    let failed = move |error: AppError| {
        toaster.failed(error);
        reload.now();
    };
    let deactivate = move || {
        spawn_local(async move {
            match api::deactivate(seen).await {
                Ok(changed) => {
                    let done = StepRequest { id, version: changed.version };
                    let undo = move || {
                        spawn_local(async move {
                            match api::undo_step(done).await {
                                Ok(_) => reload.now(),
                                Err(error) => failed(error),
                            }
                        });
                    };
                    let said = match status {
                        Status::Invited => t_string!(i18n, card.menu.deactivated_withdrawn),
                        _ => t_string!(i18n, card.menu.deactivated),
                    };
                    toaster.say_with_undo(said, undo);
                    reload.now();
                }
                Err(error) => failed(error),
            }
        });
    };
    let activate = move || {
        spawn_local(async move {
            match api::activate(seen).await {
                Ok(_) => {
                    toaster.say(t_string!(i18n, card.menu.activated));
                    reload.now();
                }
                Err(error) => failed(error),
            }
        });
    };
    let reason = move || delete_refusal(status).map(|refusal| ui::message(i18n, &AppError::Refused(refusal)));
    let name = card.details.name;
    let label = {
        let name = name.clone();
        Signal::derive(move || t_string!(i18n, card.menu.title, name = name.clone()))
    };
    let can = move |transition: Transition| may_edit && status.after(transition).is_some_and(|after| after != status);
    view! {
        <Menu id="card-menu" label>
            {may_invite
                .then(|| view! { <MenuLink href=paths::invite(id) icon="send">{t!(i18n, card.menu.invite)}</MenuLink> })}
            {can(Transition::Activate)
                .then(|| view! { <MenuItem icon="check" on_select=activate>{t!(i18n, card.menu.activate)}</MenuItem> })}
            {can(Transition::Deactivate)
                .then(|| view! { <MenuItem icon="archive" on_select=deactivate>{t!(i18n, card.menu.deactivate)}</MenuItem> })}
            <MenuItem icon="printer" on_select=move || printing.now()>{t!(i18n, ui.print)}</MenuItem>
            {may_delete
                .then(|| {
                    view! {
                        <MenuItem icon="trash-2" danger=true reason=Signal::derive(reason) on_select=move || deleting.set(true)>
                            {t!(i18n, ui.delete)}
                        </MenuItem>
                    }
                })}
        </Menu>
        <DeleteDialog open=deleting seen name failed=Callback::new(failed) />
    }
}

#[component]
fn DeleteDialog(open: RwSignal<bool>, seen: StepRequest, name: String, failed: Callback<AppError>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let lead_on = ui::use_lead_on();
    let pending = RwSignal::new(false);
    let shown = name.clone();
    let delete = move || {
        pending.set(true);
        let (lead_on, name) = (lead_on.clone(), name.clone());
        spawn_local(async move {
            let answer = api::delete(seen).await;
            let _ = pending.try_set(false);
            let _ = open.try_set(false);
            match answer {
                Ok(()) => {
                    toaster.say(t_string!(i18n, card.menu.deleted, name = name));
                    lead_on("/klanten?tab=concept", Default::default());
                }
                Err(error) => {
                    failed.try_run(error);
                }
            }
        });
    };
    view! {
        <Confirm
            open
            title=Signal::derive(move || t_string!(i18n, card.menu.delete_title, name = shown.clone()))
            action=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
            danger=true
            pending
            on_confirm=delete
        >
            <p>{t!(i18n, card.menu.delete_text)}</p>
        </Confirm>
    }
}
