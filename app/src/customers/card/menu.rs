//! The three-dot menu of the card: the steps of the customer's status, and away with it. Without JavaScript each leads to its question
//! on the page.

use domain::{
    customers::Transition,
    permissions::{Area, Level},
};
use leptos::prelude::*;

use super::{
    asked::{self, Asked},
    printing::Printing,
    reload::Reload,
    steps::{Steps, use_delete},
};
use crate::{
    customers::records::{Card, delete_refusal},
    error::AppError,
    i18n::*,
    paths,
    ui::{self, Confirm, Menu, MenuItem, MenuLink},
};

/// What the status and the colleague's rights allow; *Verwijderen* says why it cannot be done.
#[component]
pub fn CardMenu(card: Card, reload: Reload, printing: Printing) -> impl IntoView {
    let i18n = use_i18n();
    let steps = Steps::of(&card, reload);
    let deleting = RwSignal::new(false);
    let (id, status, name) = (card.id, card.status, card.details.name);
    let may_delete = ui::allowed(Area::Customers, Level::Delete);
    let may_invite = ui::allowed(Area::Invitations, Level::Edit) && status.after(Transition::Invite).is_some();
    let label = {
        let name = name.clone();
        Signal::derive(move || t_string!(i18n, card.menu.title, name = name.clone()))
    };
    let delete = move || {
        match delete_refusal(status) {
        Some(refusal) => {
            let reason = Signal::derive(move || Some(ui::message(i18n, &AppError::Refused(refusal))));
            view! { <MenuItem icon="trash-2" danger=true reason on_select=|| ()>{t!(i18n, ui.delete)}</MenuItem> }.into_any()
        }
        None => view! {
            <MenuLink icon="trash-2" danger=true href=asked::of_customer(id, Asked::Delete) on_select=move |()| deleting.set(true)>
                {t!(i18n, ui.delete)}
            </MenuLink>
        }
        .into_any(),
    }
    };
    view! {
        <Menu id="card-menu" label>
            {may_invite
                .then(|| view! { <MenuLink href=paths::invite(id) icon="send">{t!(i18n, card.menu.invite)}</MenuLink> })}
            {steps
                .can(Transition::Activate)
                .then(|| {
                    view! {
                        <MenuLink icon="check" href=asked::of_customer(id, Asked::Activate) on_select=move |()| steps.activate()>
                            {t!(i18n, card.menu.activate)}
                        </MenuLink>
                    }
                })}
            {steps
                .can(Transition::Deactivate)
                .then(|| {
                    view! {
                        <MenuLink icon="archive" href=asked::of_customer(id, Asked::Deactivate) on_select=move |()| steps.deactivate()>
                            {t!(i18n, card.menu.deactivate)}
                        </MenuLink>
                    }
                })}
            <MenuLink icon="printer" href=Asked::Print.here() on_select=move |()| printing.now()>{t!(i18n, ui.print)}</MenuLink>
            {may_delete.then(delete)}
        </Menu>
        <DeleteDialog open=deleting steps name />
    }
}

#[component]
fn DeleteDialog(open: RwSignal<bool>, steps: Steps, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let (pending, delete) = use_delete(steps, name.clone(), move || {
        let _ = open.try_set(false);
    });
    view! {
        <Confirm
            open
            title=Signal::derive(move || t_string!(i18n, card.menu.delete_title, name = name.clone()))
            action=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
            danger=true
            pending
            on_confirm=delete
        >
            <p>{t!(i18n, card.menu.delete_text)}</p>
        </Confirm>
    }
}
