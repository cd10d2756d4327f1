//! The contacts of a customer: any number (row B9), those who left hidden until asked for (row S8).

pub mod api;
mod form;
mod item;
#[cfg(feature = "ssr")]
pub mod queries;

use domain::permissions::{Area, Level};
use form::ContactForm;
use item::ContactItem;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use self::api::{ContactRequest, SaveContactRequest};
use super::reload::Reload;
use crate::{
    customers::records::Contact,
    error::AppError,
    i18n::*,
    ui::{self, Button, CheckField, Confirm, Dialog},
};

/// What can be done with a contact.
#[derive(Clone, Copy)]
struct Doings {
    edit: Callback<Option<Contact>>,
    make_main: Callback<Contact>,
    deactivate: Callback<Contact>,
    activate: Callback<Contact>,
    ask_to_delete: Callback<Contact>,
}

/// The section with all of them, and the dialogs to change them.
#[component]
pub fn Contacts(
    customer_id: Uuid,
    contacts: Vec<Contact>,
    /// Of the customer: most of its people speak it.
    locale: String,
    /// Whether those who left are shown too.
    all: RwSignal<bool>,
    reload: Reload,
) -> impl IntoView {
    let i18n = use_i18n();
    let may_edit = ui::allowed(Area::Contacts, Level::Edit);
    let subject = RwSignal::new(None::<Contact>);
    let (editing, deleting) = (RwSignal::new(false), RwSignal::new(false));
    let doings = doings(customer_id, reload, subject, editing, deleting);
    let delete = delete(customer_id, reload, subject, deleting);
    let unsaved = RwSignal::new(false);
    let title = move || match subject.read().is_some() {
        true => t_string!(i18n, card.contact.edit).to_owned(),
        false => t_string!(i18n, card.contact.add).to_owned(),
    };
    let hidden = contacts.iter().filter(|contact| !contact.active).count();
    let empty = contacts.is_empty();
    let contacts = StoredValue::new(contacts);
    let shown = move || contacts.get_value().into_iter().filter(move |contact| all.get() || contact.active);
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{t!(i18n, card.section.contacts)}</h2>
                {may_edit
                    .then(|| {
                        view! { <Button icon="user-plus" on_click=move |_| doings.edit.run(None)>{t!(i18n, card.contact.add)}</Button> }
                    })}
            </div>
            {empty.then(|| view! { <p class="soft">{t!(i18n, card.contact.none)}</p> })}
            {(hidden > 0)
                .then(|| {
                    view! {
                        <CheckField name="all_contacts" label=Signal::derive(move || t_string!(i18n, card.contact.show_all, count = hidden)) value=all />
                    }
                })}
            <ul class="records">
                {move || shown().map(|contact| view! { <ContactItem contact doings may_edit /> }).collect_view()}
            </ul>
            <Dialog open=editing title=Signal::derive(title) unsaved>
                {move || {
                    let locale = locale.clone();
                    editing.get().then(|| view! { <ContactForm customer_id contact=subject.get_untracked() locale open=editing unsaved reload /> })
                }}
            </Dialog>
            <Confirm
                open=deleting
                title=Signal::derive(move || {
                    let name = subject.read().as_ref().map(Contact::name).unwrap_or_default();
                    t_string!(i18n, card.contact.delete_title, name = name)
                })
                action=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
                danger=true
                on_confirm=delete
            >
                <p>{t!(i18n, card.contact.delete_text)}</p>
            </Confirm>
        </section>
    }
}

fn doings(
    customer_id: Uuid,
    reload: Reload,
    subject: RwSignal<Option<Contact>>,
    editing: RwSignal<bool>,
    deleting: RwSignal<bool>,
) -> Doings {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let failed = move |error: AppError| {
        toaster.failed(error);
        reload.now();
    };
    // Saving a contact takes it up again.
    let take_up = move |contact: Contact, version: i32| {
        let request = SaveContactRequest { customer_id, id: Some(contact.id), version, details: contact.details };
        spawn_local(async move {
            match api::save(request).await {
                Ok(()) => reload.now(),
                Err(error) => failed(error),
            }
        });
    };
    // Choosing a contact takes it up too: undone, the deactivation of the main contact leaves it the main one again.
    let make_main = move |contact: &Contact, version: i32| {
        let request = ContactRequest { customer_id, id: contact.id, version };
        spawn_local(async move {
            match api::make_main(request).await {
                Ok(()) => reload.now(),
                Err(error) => failed(error),
            }
        });
    };
    Doings {
        edit: Callback::new(move |contact| {
            subject.set(contact);
            editing.set(true);
        }),
        make_main: Callback::new(move |contact: Contact| make_main(&contact, contact.version)),
        deactivate: Callback::new(move |contact: Contact| {
            spawn_local(async move {
                let request = ContactRequest { customer_id, id: contact.id, version: contact.version };
                match api::deactivate(request).await {
                    Ok(()) => {
                        let said = t_string!(i18n, card.contact.deactivated, name = contact.name());
                        let version = contact.version + 1;
                        toaster.say_with_undo(said, move || match contact.main {
                            true => make_main(&contact, version),
                            false => take_up(contact.clone(), version),
                        });
                        reload.now();
                    }
                    Err(error) => failed(error),
                }
            });
        }),
        activate: Callback::new(move |contact: Contact| {
            let version = contact.version;
            take_up(contact, version);
        }),
        ask_to_delete: Callback::new(move |contact| {
            subject.set(Some(contact));
            deleting.set(true);
        }),
    }
}

fn delete(
    customer_id: Uuid,
    reload: Reload,
    subject: RwSignal<Option<Contact>>,
    deleting: RwSignal<bool>,
) -> impl Fn() + Clone + Send + Sync + 'static {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    move || {
        let Some(contact) = subject.get_untracked() else { return };
        spawn_local(async move {
            let request = ContactRequest { customer_id, id: contact.id, version: contact.version };
            let answer = api::delete(request).await;
            let _ = deleting.try_set(false);
            match answer {
                Ok(()) => toaster.say(t_string!(i18n, card.contact.deleted, name = contact.name())),
                Err(error) => toaster.failed(error),
            }
            reload.now();
        });
    }
}
