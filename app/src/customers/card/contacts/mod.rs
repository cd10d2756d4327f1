//! The contacts of a customer: any number (row B9), those who left hidden until asked for (row S8).

pub mod api;
mod form;
mod item;
mod leaving;
#[cfg(feature = "ssr")]
pub mod queries;
mod question;
#[cfg(feature = "ssr")]
mod sent;

use domain::permissions::{Area, Level};
use form::{ContactForm, SAVE};
use item::ContactItem;
use leaving::Leaving;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use self::{api::ContactRequest, question::ContactQuestion};
use super::{
    asked::{CONTACT, form as asked_form},
    dialog_form::FormPlace,
    reload::Reload,
    section::{RecordDialog, RecordSection, SectionWords},
};
use crate::{customers::records::Contact, error::AppError, i18n::*, ui};

/// What can be done with a contact.
#[derive(Clone, Copy)]
struct ContactActions {
    edit: Callback<Option<Contact>>,
    make_main: Callback<Contact>,
    /// Asks first where the contact has access.
    deactivate: Callback<Contact>,
    /// Hides it; true ends its access too.
    hide: Callback<(Contact, bool)>,
    activate: Callback<Contact>,
    /// Removes it for good; true ends its access too.
    delete: Callback<(Contact, bool)>,
    ask_to_delete: Callback<Contact>,
}

const WORDS: SectionWords = SectionWords {
    heading: |i18n| t_string!(i18n, card.section.contacts),
    add: |i18n| t_string!(i18n, card.contact.add),
    edit: |i18n| t_string!(i18n, card.contact.edit),
    none: |i18n| t_string!(i18n, card.contact.none),
};

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
    let (dialog, leaving) = (RecordDialog::<Contact>::closed(), RwSignal::new(None::<Going>));
    let actions = actions(customer_id, reload, dialog, leaving);
    let hidden = contacts.iter().filter(|contact| !contact.active).count();
    let (query, listed) = (ui::use_query(), contacts.clone());
    let asked = Memo::new(move |_| asked_form(&query.read(), CONTACT, &listed, |contact, id| contact.id == id));
    let (of_question, id_of) = (contacts.clone(), |contact: &Contact| contact.id);
    let show_all = (hidden > 0).then(|| {
        view! {
            // The style shows and hides them: it needs no form, and no page that is hydrated.
            <div class="all-contacts unprinted">
                <label class="check">
                    <input type="checkbox" checked=all.get_untracked() on:change=move |event| all.set(event_target_checked(&event)) />
                    <span>{move || t_string!(i18n, card.contact.show_all, count = hidden)}</span>
                </label>
            </div>
        }
    });
    let above = view! {
        {may_edit.then(|| view! { <ContactQuestion customer_id contacts=of_question actions /> })}
        {show_all}
    };
    let item = move |contact: Contact| view! { <ContactItem customer_id contact actions may_edit /> }.into_any();
    let form = move |contact: Option<Contact>, place: FormPlace| {
        let locale = locale.clone();
        view! { <ContactForm customer_id contact locale place reload /> }.into_any()
    };
    view! {
        <RecordSection
            customer_id
            words=WORDS
            kind=CONTACT
            action=SAVE
            icon="user-plus"
            dialog
            may_edit
            asked
            id_of
            above=above.into_any()
            items=contacts.into_iter().map(item).collect()
            form
        >
            <Leaving going=leaving actions />
        </RecordSection>
    }
}

/// A contact that is to go, and how.
#[derive(Clone, PartialEq, Eq)]
struct Going {
    contact: Contact,
    /// For good; else it is hidden only.
    deleted: bool,
}

fn actions(
    customer_id: Uuid,
    reload: Reload,
    dialog: RecordDialog<Contact>,
    leaving: RwSignal<Option<Going>>,
) -> ContactActions {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let failed = move |error: AppError| {
        toaster.failed(error);
        reload.now();
    };
    let take_up = move |contact: &Contact, version: i32| {
        let request = ContactRequest { customer_id, id: contact.id, version, end_access: false };
        spawn_local(async move {
            match api::activate(request).await {
                Ok(()) => reload.now(),
                Err(error) => failed(error),
            }
        });
    };
    // Choosing a contact takes it up too: undone, the deactivation of the main contact leaves it the main one again.
    let make_main = move |contact: &Contact, version: i32| {
        let request = ContactRequest { customer_id, id: contact.id, version, end_access: false };
        spawn_local(async move {
            match api::make_main(request).await {
                Ok(()) => reload.now(),
                Err(error) => failed(error),
            }
        });
    };
    let hide = move |contact: Contact, end_access: bool| {
        spawn_local(async move {
            let request = ContactRequest { customer_id, id: contact.id, version: contact.version, end_access };
            match api::deactivate(request).await {
                Ok(()) => {
                    let said = t_string!(i18n, card.contact.deactivated, name = contact.name());
                    let version = contact.version + 1;
                    let undo = move || match contact.main {
                        true => make_main(&contact, version),
                        false => take_up(&contact, version),
                    };
                    // Access that was ended is not given back by the way: an undo would undo half of it.
                    if end_access {
                        toaster.say(said)
                    } else {
                        toaster.say_with_undo(said, undo)
                    }
                    reload.now();
                }
                Err(error) => failed(error),
            }
        });
    };
    let delete = move |contact: Contact, end_access: bool| {
        spawn_local(async move {
            let request = ContactRequest { customer_id, id: contact.id, version: contact.version, end_access };
            match api::delete(request).await {
                Ok(()) => {
                    toaster.say(t_string!(i18n, card.contact.deleted, name = contact.name()));
                    reload.now();
                }
                Err(error) => failed(error),
            }
        });
    };
    ContactActions {
        edit: Callback::new(move |contact| dialog.edit(contact)),
        make_main: Callback::new(move |contact: Contact| make_main(&contact, contact.version)),
        deactivate: Callback::new(move |contact: Contact| match contact.has_access {
            true => leaving.set(Some(Going { contact, deleted: false })),
            false => hide(contact, false),
        }),
        hide: Callback::new(move |(contact, end_access)| hide(contact, end_access)),
        activate: Callback::new(move |contact: Contact| take_up(&contact, contact.version)),
        delete: Callback::new(move |(contact, end_access)| delete(contact, end_access)),
        ask_to_delete: Callback::new(move |contact| leaving.set(Some(Going { contact, deleted: true }))),
    }
}
