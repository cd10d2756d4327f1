//! What the address of the card asks of one of its contacts: the question in the page before it is done.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::ContactActions;
use crate::{
    access::EndAccess,
    customers::{
        card::asked::{Asked, CONTACT, QUESTION, is_about},
        records::Contact,
    },
    i18n::*,
    paths,
    ui::{CameBackNotice, Question, allowed, use_lead_on, use_query},
};

/// The functions that do so by a plain form.
pub const ACTIVATE: &str = "/api/contacts/activate_form";
const DEACTIVATE: &str = "/api/contacts/deactivate_form";
const DELETE: &str = "/api/contacts/delete_form";
pub const MAKE_MAIN: &str = "/api/contacts/make_main_form";
/// Their field by which access ends too.
pub const END_ACCESS: &str = "end_access";

/// The question, and what came back of one that the page has no more.
#[component]
pub fn ContactQuestion(customer_id: Uuid, contacts: Vec<Contact>, actions: ContactActions) -> impl IntoView {
    let query = use_query();
    let came_back = Memo::new(move |_| is_about(&query.read(), CONTACT));
    let asked = Memo::new(move |_| {
        let asked = Asked::of_record(&query.read(), CONTACT, &contacts, |contact, id| contact.id == id);
        asked.filter(|(asked, contact)| can(*asked, contact))
    });
    move || {
        let asked = asked.get();
        let own = asked.as_ref().map(|(_, contact)| contact.id.to_string()).unwrap_or_default();
        let notice = |action| view! { <CameBackNotice action besides=own.clone() /> };
        view! {
            {came_back.get().then(|| [ACTIVATE, DEACTIVATE, DELETE, MAKE_MAIN].map(notice).into_iter().collect_view())}
            {asked.map(|(asked, contact)| view! { <AskedOf customer_id asked contact actions /> })}
        }
    }
}

/// Whether it can be done to this contact.
fn can(asked: Asked, contact: &Contact) -> bool {
    match asked {
        Asked::Activate => !contact.active,
        Asked::Deactivate => contact.active,
        Asked::Main => contact.active && !contact.main,
        Asked::Delete => allowed(Area::Contacts, Level::Delete),
        Asked::HeadOffice | Asked::Print => false,
    }
}

#[component]
fn AskedOf(customer_id: Uuid, asked: Asked, contact: Contact, actions: ContactActions) -> impl IntoView {
    let i18n = use_i18n();
    let lead_on = use_lead_on();
    let is_deleted = asked == Asked::Delete;
    let may_end = allowed(Area::Invitations, Level::Edit);
    let end_access = RwSignal::new(is_deleted && contact.has_access && may_end);
    let (action, verb): (&str, fn(leptos_i18n::I18nContext<Locale>) -> &'static str) = match asked {
        Asked::Activate => (ACTIVATE, |i18n| t_string!(i18n, card.menu.activate)),
        Asked::Deactivate => (DEACTIVATE, |i18n| t_string!(i18n, card.menu.deactivate)),
        Asked::Delete => (DELETE, |i18n| t_string!(i18n, ui.delete)),
        Asked::Main | Asked::HeadOffice | Asked::Print => (MAKE_MAIN, |i18n| t_string!(i18n, card.contact.make_main)),
    };
    let name = contact.name();
    let title = move || {
        let name = name.clone();
        match asked {
            Asked::Activate => t_string!(i18n, card.contact.activate_title, name = name),
            Asked::Deactivate => t_string!(i18n, card.contact.deactivate_title, name = name),
            Asked::Delete => t_string!(i18n, card.contact.delete_title, name = name),
            Asked::Main | Asked::HeadOffice | Asked::Print => {
                t_string!(i18n, card.contact.make_main_title, name = name)
            }
        }
    };
    let along = vec![
        ("customer_id", customer_id.to_string()),
        ("id", contact.id.to_string()),
        ("version", contact.version.to_string()),
    ];
    let has_access = contact.has_access && matches!(asked, Asked::Deactivate | Asked::Delete);
    let on_confirm = Callback::new(move |()| {
        let (contact, end_access) = (contact.clone(), end_access.get_untracked());
        match asked {
            Asked::Activate => actions.activate.run(contact),
            Asked::Deactivate => actions.hide.run((contact, end_access)),
            Asked::Delete => actions.delete.run((contact, end_access)),
            Asked::Main | Asked::HeadOffice | Asked::Print => actions.make_main.run(contact),
        }
        lead_on(&paths::card(customer_id), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let fields = move || {
        has_access.then(|| {
            view! {
                <EndAccess
                    name=END_ACCESS
                    label=Signal::derive(move || t_string!(i18n, card.access.end_too).to_owned())
                    help=Signal::derive(move || t_string!(i18n, card.access.end_help).to_owned())
                    value=end_access
                />
            }
        })
    };
    view! {
        <div id=QUESTION>
            <Question
                title=Signal::derive(title)
                action
                along
                verb=Signal::derive(move || verb(i18n).to_owned())
                danger=is_deleted
                back=paths::card(customer_id)
                on_confirm
                fields
            >
                {is_deleted.then(|| view! { <p>{t!(i18n, card.contact.delete_text)}</p> })}
            </Question>
        </div>
    }
}
