//! One contact in the list of them.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use uuid::Uuid;

use super::ContactActions;
use crate::{
    customers::{
        card::asked::{self, Asked, CONTACT},
        fields,
        portal_changes::ByCustomer,
        records::Contact,
    },
    i18n::*,
    ui::{self, MailLink, Menu, MenuLink, PhoneLink, Pill, Tone},
};

#[component]
pub fn ContactItem(customer_id: Uuid, contact: Contact, actions: ContactActions, may_edit: bool) -> impl IntoView {
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
    let on = move |doing: Callback<Contact>| Callback::new(move |()| doing.run(contact.get_value()));
    let asks = move |asked: Asked| asked::of_record(customer_id, CONTACT, id, asked);
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
                            <MenuLink
                                icon="pencil"
                                href=asked::form_of(customer_id, CONTACT, id)
                                on_select=move |()| actions.edit.run(Some(contact.get_value()))
                            >
                                {t!(i18n, ui.edit)}
                            </MenuLink>
                            {(active && !main)
                                .then(|| {
                                    view! {
                                        <MenuLink icon="check" href=asks(Asked::Main) on_select=on(actions.make_main)>
                                            {t!(i18n, card.contact.make_main)}
                                        </MenuLink>
                                    }
                                })}
                            {if active {
                                view! {
                                    <MenuLink icon="archive" href=asks(Asked::Deactivate) on_select=on(actions.deactivate)>
                                        {t!(i18n, card.menu.deactivate)}
                                    </MenuLink>
                                }
                                    .into_any()
                            } else {
                                view! {
                                    <MenuLink icon="rotate-ccw" href=asks(Asked::Activate) on_select=on(actions.activate)>
                                        {t!(i18n, card.menu.activate)}
                                    </MenuLink>
                                }
                                    .into_any()
                            }}
                            {may_delete
                                .then(|| {
                                    view! {
                                        <MenuLink icon="trash-2" danger=true href=asks(Asked::Delete) on_select=on(actions.ask_to_delete)>
                                            {t!(i18n, ui.delete)}
                                        </MenuLink>
                                    }
                                })}
                        </Menu>
                    }
                })}
        </li>
    }
}
