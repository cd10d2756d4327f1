//! The form in which a contact is added or changed.

use domain::details::ContactDetails;
use leptos::prelude::*;
use uuid::Uuid;

use super::api::{self, SaveContactRequest};
use crate::{
    access::EndOldAccess,
    customers::{
        card::{
            dialog_form::{DialogForm, FormPlace, along},
            reload::Reload,
        },
        form::{
            draft::ContactDraft,
            parts::ContactPart,
            request::{CONTACT, END_CONTACT_ACCESS},
        },
        records::Contact,
    },
};

/// The function that saves one by a plain form.
pub const SAVE: &str = "/api/contacts/save_form";

/// The form of a contact, or of a new one.
#[component]
pub fn ContactForm(
    customer_id: Uuid,
    contact: Option<Contact>,
    locale: String,
    place: FormPlace,
    reload: Reload,
) -> impl IntoView {
    let has_access = contact.as_ref().is_some_and(|contact| contact.has_access);
    let (id, version, details, trail) = match contact {
        Some(contact) => (Some(contact.id), contact.version, contact.details, Some(contact.trail)),
        None => (None, 0, ContactDetails { locale, ..ContactDetails::default() }, None),
    };
    let draft = ContactDraft::of(&details);
    let old = has_access.then(|| details.email.clone());
    let end_access = RwSignal::new(false);
    let along = along(customer_id, id, version);
    view! {
        <DialogForm
            details
            version
            trail
            action=SAVE
            along
            prefix=CONTACT
            read=move || draft.read()
            write=move |details: &ContactDetails| draft.write(details)
            check=ContactDetails::checked
            save=move |version, details| {
                let end_access = end_access.get_untracked();
                api::save(SaveContactRequest { customer_id, id, version, details, end_access })
            }
            fields=move |checks| {
                view! {
                    <ContactPart draft checks />
                    {old.map(|old| view! { <EndOldAccess name=END_CONTACT_ACCESS old typed=draft.email value=end_access /> })}
                }
                .into_any()
            }
            place
            reload
        />
    }
}
