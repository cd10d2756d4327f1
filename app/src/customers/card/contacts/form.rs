//! The dialog in which a contact is added or changed.

use domain::details::ContactDetails;
use leptos::prelude::*;
use uuid::Uuid;

use super::api::{self, SaveContactRequest};
use crate::customers::{
    card::{
        dialog_form::{DialogForm, along},
        reload::Reload,
    },
    form::{draft::ContactDraft, parts::ContactPart, request::CONTACT},
    records::Contact,
};

/// The form of a contact, or of a new one.
#[component]
pub fn ContactForm(
    customer_id: Uuid,
    contact: Option<Contact>,
    locale: String,
    open: RwSignal<bool>,
    unsaved: RwSignal<bool>,
    reload: Reload,
) -> impl IntoView {
    let (id, version, details, trail) = match contact {
        Some(contact) => (Some(contact.id), contact.version, contact.details, Some(contact.trail)),
        None => (None, 0, ContactDetails { locale, ..ContactDetails::default() }, None),
    };
    let draft = ContactDraft::of(&details);
    let along = along(customer_id, id, version);
    view! {
        <DialogForm
            details
            version
            trail
            action="/api/contacts/save_form"
            along
            prefix=CONTACT
            read=move || draft.read()
            write=move |details: &ContactDetails| draft.write(details)
            check=ContactDetails::checked
            save=move |version, details| api::save(SaveContactRequest { customer_id, id, version, details })
            fields=move |checks| view! { <ContactPart draft checks /> }.into_any()
            open
            unsaved
            reload
        />
    }
}
