//! Asks before a contact is deleted, or hidden while it has access to the customer's own page; that can end with it.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::{ContactActions, Going};
use crate::{
    access::EndAccess,
    customers::records::Contact,
    i18n::*,
    ui::{self, Confirm},
};

/// The dialog. It is open while somebody is to go.
#[component]
pub fn Leaving(going: RwSignal<Option<Going>>, actions: ContactActions) -> impl IntoView {
    let i18n = use_i18n();
    let (open, end_access) = (RwSignal::new(false), RwSignal::new(false));
    let may_end = ui::allowed(Area::Invitations, Level::Edit);
    Effect::new(move || {
        if let Some(Going { contact, deleted }) = going.get() {
            end_access.set(deleted && contact.has_access && may_end);
            open.set(true);
        }
    });
    let subject = move || going.read().as_ref().map(|going| going.contact.clone());
    let deleted = move || going.read().as_ref().is_none_or(|going| going.deleted);
    let has_access = move || subject().is_some_and(|contact| contact.has_access);
    let name = move || subject().as_ref().map(Contact::name).unwrap_or_default();
    let confirm = move || {
        let Some(Going { contact, deleted }) = going.get_untracked() else { return };
        open.set(false);
        let go = if deleted { actions.delete } else { actions.hide };
        go.run((contact, end_access.get_untracked()));
    };
    view! {
        <Confirm
            open
            title=Signal::derive(move || match deleted() {
                true => t_string!(i18n, card.contact.delete_title, name = name()),
                false => t_string!(i18n, card.contact.deactivate_title, name = name()),
            })
            action=Signal::derive(move || match deleted() {
                true => t_string!(i18n, ui.delete).to_owned(),
                false => t_string!(i18n, card.menu.deactivate).to_owned(),
            })
            danger=true
            on_confirm=confirm
        >
            {move || deleted().then(|| view! { <p>{t!(i18n, card.contact.delete_text)}</p> })}
            {move || {
                has_access()
                    .then(|| {
                        view! {
                            <EndAccess
                                name="end_access"
                                label=Signal::derive(move || t_string!(i18n, card.access.end_too).to_owned())
                                help=Signal::derive(move || t_string!(i18n, card.access.end_help).to_owned())
                                value=end_access
                            />
                        }
                    })
            }}
        </Confirm>
    }
}
