//! The dialog in which a contact is added or changed.

use domain::details::ContactDetails;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::api::{self, SaveContactRequest};
use crate::customers::{
    card::{dialog_form::DialogForm, reload::Reload},
    form::{
        checks::Checks,
        draft::ContactDraft,
        editing::Editing,
        parts::ContactPart,
        request::{CONTACT, refused},
    },
    records::Contact,
};

/// The form of a contact, or of a new one.
#[component]
pub fn ContactForm(
    customer_id: Uuid,
    contact: Option<Contact>,
    locale: String,
    open: RwSignal<bool>,
    reload: Reload,
) -> impl IntoView {
    let (id, version, details, trail) = match contact {
        Some(contact) => (Some(contact.id), contact.version, contact.details, Some(contact.trail)),
        None => (None, 0, ContactDetails { locale, ..ContactDetails::default() }, None),
    };
    let draft = ContactDraft::of(&details);
    let judge = move || draft.read().checked().err().map(|found| refused(found, CONTACT)).unwrap_or_default();
    let checks = Checks::new(judge);
    let editing = Editing::new(version, details, checks);
    let save = move || {
        let Some(version) = editing.begin(|chosen| draft.write(chosen)) else { return };
        let mine = untrack(|| draft.read());
        let mine = mine.checked().unwrap_or(mine);
        spawn_local(async move {
            match api::save(SaveContactRequest { customer_id, id, version, details: mine.clone() }).await {
                Ok(()) => {
                    let _ = open.try_set(false);
                    reload.now();
                }
                Err(error) => editing.failed(error, &mine),
            }
        });
    };
    view! {
        <DialogForm editing open trail save>
            <ContactPart draft checks />
        </DialogForm>
    }
}
