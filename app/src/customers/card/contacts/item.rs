//! One contact in the list of them.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::ContactActions;
use crate::{
    customers::{fields, portal_changes::ByCustomer, records::Contact},
    i18n::*,
    ui::{self, MailLink, Menu, MenuItem, PhoneLink, Pill, Tone},
};

#[component]
pub fn ContactItem(contact: Contact, actions: ContactActions, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let name = contact.name();
    let Contact { id, main, active, by_customer, .. } = contact;
    let details = contact.details.clone();
    let language = details.locale.clone();
    let label = {
        let name = name.clone();
        Signal::derive(move || t_string!(i18n, card.menu.title, name = name.clone()))
    };
    let may_delete = ui::allowed(Area::Contacts, Level::Delete);
    let contact = StoredValue::new(contact);
    let on = move |doing: Callback<Contact>| move || doing.run(contact.get_value());
    view! {
        <li class="record" class:inactive=!active>
            <div>
                <div class="row">
                    <strong>{name}</strong>
                    {(!details.role.is_empty()).then(|| view! { <span class="soft">{details.role}</span> })}
                    {by_customer.then(|| view! { <ByCustomer /> })}
                    {main.then(|| view! { <Pill tone=Tone::Accent>{t!(i18n, card.field.main)}</Pill> })}
                    {(!active).then(|| view! { <Pill>{t!(i18n, card.contact.inactive)}</Pill> })}
                </div>
                <div class="row soft">
                    {(!details.email.is_empty()).then(|| view! { <MailLink email=details.email.clone() /> })}
                    <PhoneLink number=details.phone />
                    <PhoneLink number=details.mobile />
                    {(!language.is_empty()).then(|| view! { <span>{move || fields::language_name(i18n, &language)}</span> })}
                </div>
            </div>
            {may_edit
                .then(|| {
                    view! {
                        <Menu id=format!("contact-{id}") label>
                            <MenuItem icon="pencil" on_select=move || actions.edit.run(Some(contact.get_value()))>{t!(i18n, ui.edit)}</MenuItem>
                            {(active && !main)
                                .then(|| view! { <MenuItem icon="check" on_select=on(actions.make_main)>{t!(i18n, card.contact.make_main)}</MenuItem> })}
                            {if active {
                                view! { <MenuItem icon="archive" on_select=on(actions.deactivate)>{t!(i18n, card.menu.deactivate)}</MenuItem> }.into_any()
                            } else {
                                view! { <MenuItem icon="rotate-ccw" on_select=on(actions.activate)>{t!(i18n, card.menu.activate)}</MenuItem> }.into_any()
                            }}
                            {may_delete
                                .then(|| {
                                    view! {
                                        <MenuItem icon="trash-2" danger=true on_select=on(actions.ask_to_delete)>
                                            {t!(i18n, ui.delete)}
                                        </MenuItem>
                                    }
                                })}
                        </Menu>
                    }
                })}
        </li>
    }
}
