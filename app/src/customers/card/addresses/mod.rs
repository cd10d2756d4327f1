//! The addresses of a customer: any number, one of them the head office (row S6).

pub mod api;
mod form;
mod head_office;
#[cfg(feature = "ssr")]
pub mod queries;
mod question;
#[cfg(feature = "ssr")]
mod sent;

use domain::{
    details::AddressDetails,
    permissions::{Area, Level},
};
use form::{AddressForm, SAVE};
use head_office::{HeadOfficeButton, HeadOfficeDialog};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use self::{api::AddressRequest, question::AddressQuestion};
use super::{
    asked::{self, ADDRESS, Asked},
    dialog_form::FormPlace,
    reload::Reload,
    section::{RecordDialog, RecordSection, SectionWords},
};
use crate::{
    customers::{fields, portal_changes::ByCustomer, records::Address},
    i18n::*,
    ui::{self, Confirm, Menu, MenuLink, Pill, Tone},
};

const WORDS: SectionWords = SectionWords {
    heading: |i18n| t_string!(i18n, card.section.addresses),
    add: |i18n| t_string!(i18n, card.address.add),
    edit: |i18n| t_string!(i18n, card.address.edit),
    none: |i18n| t_string!(i18n, card.address.none),
};

/// The section with all of them, and the dialogs to change them.
#[component]
pub fn Addresses(customer_id: Uuid, addresses: Vec<Address>, country: String, reload: Reload) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let may_edit = ui::allowed(Area::Customers, Level::Edit);
    let dialog = RecordDialog::<Address>::closed();
    let (deleting, moving) = (RwSignal::new(false), RwSignal::new(false));
    let subject = dialog.subject;
    let edit = Callback::new(move |address| dialog.edit(address));
    let ask = Callback::new(move |address: Address| {
        subject.set(Some(address));
        deleting.set(true);
    });
    let delete = Callback::new(move |Address { id, version, .. }: Address| {
        spawn_local(async move {
            let answer = api::delete(AddressRequest { customer_id, id, version }).await;
            let _ = deleting.try_set(false);
            if let Err(error) = answer {
                toaster.failed(error);
            }
            reload.now();
        });
    });
    let confirm = move || {
        if let Some(address) = subject.get_untracked() {
            delete.run(address);
        }
    };
    let several = addresses.len() > 1;
    let (all, of_question, listed) = (addresses.clone(), addresses.clone(), addresses.clone());
    let query = ui::use_query();
    let asked = Memo::new(move |_| asked::form(&query.read(), ADDRESS, &listed, |address, id| address.id == id));
    let id_of = |address: &Address| address.id;
    let item = move |address: Address| {
        let moving = (several && may_edit && address.head_office).then_some(moving);
        view! { <AddressItem customer_id address moving may_edit edit ask /> }.into_any()
    };
    let form = move |address: Option<Address>, place: FormPlace| {
        let country = country.clone();
        view! { <AddressForm customer_id address country place reload /> }.into_any()
    };
    let above = may_edit.then(|| {
        view! { <AddressQuestion customer_id addresses=of_question delete reload /> }
    });
    view! {
        <RecordSection
            customer_id
            words=WORDS
            kind=ADDRESS
            action=SAVE
            icon="plus"
            dialog
            may_edit
            asked
            id_of
            above=above.into_any()
            items=addresses.into_iter().map(item).collect()
            form
        >
            <HeadOfficeDialog customer_id addresses=all open=moving reload />
            <Confirm
                open=deleting
                title=Signal::derive(move || t_string!(i18n, card.address.delete_title).to_owned())
                action=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
                danger=true
                on_confirm=confirm
            >
                <p>{move || subject.get().map(|address| one_line(i18n.get_locale(), &address.details))}</p>
            </Confirm>
        </RecordSection>
    }
}

#[component]
fn AddressItem(
    customer_id: Uuid,
    address: Address,
    /// Opens the choice of another head office.
    moving: Option<RwSignal<bool>>,
    may_edit: bool,
    edit: Callback<Option<Address>>,
    ask: Callback<Address>,
) -> impl IntoView {
    let i18n = use_i18n();
    let AddressDetails { label, postcode, city, country, .. } = address.details.clone();
    let details = StoredValue::new(address.details.clone());
    let street = move || details.with_value(|details| fields::street_line(i18n.get_locale(), details));
    let name = move || details.with_value(|details| one_line(i18n.get_locale(), details));
    let lines = fields::address_lines(&address.details);
    let by_customer = address.by_customer;
    let (id, head_office, changed, deleted) = (address.id, address.head_office, address.clone(), address);
    view! {
        <li class="record">
            <div>
                <div class="row">
                    {(!label.is_empty()).then(|| view! { <strong>{label}</strong> })}
                    {by_customer.then(|| view! { <ByCustomer /> })}
                    {head_office.then(|| view! { <Pill tone=Tone::Accent>{t!(i18n, card.field.head_office)}</Pill> })}
                    {moving
                        .map(|moving| view! { <HeadOfficeButton customer_id moving /> })}
                </div>
                <address>
                    {street} <br />
                    {lines.into_iter().map(|line| view! { {line} <br /> }).collect_view()} {postcode} " " {city} <br />
                    {move || fields::country_name(i18n.get_locale(), &country)}
                </address>
            </div>
            {may_edit
                .then(|| {
                    view! {
                        <Menu id=format!("address-{id}") label=Signal::derive(move || t_string!(i18n, card.menu.title, name = name()))>
                            <MenuLink
                                icon="pencil"
                                href=asked::form_of(customer_id, ADDRESS, id)
                                on_select=move |()| edit.run(Some(changed.clone()))
                            >
                                {t!(i18n, ui.edit)}
                            </MenuLink>
                            <MenuLink
                                icon="trash-2"
                                danger=true
                                href=asked::of_record(customer_id, ADDRESS, id, Asked::Delete)
                                on_select=move |()| ask.run(deleted.clone())
                            >
                                {t!(i18n, ui.delete)}
                            </MenuLink>
                        </Menu>
                    }
                })}
        </li>
    }
}

/// An address on one line, by which a person tells it from others.
pub fn one_line(locale: Locale, address: &AddressDetails) -> String {
    let street = fields::street_line(locale, address);
    let city = format!("{} {}", address.postcode, address.city);
    let parts = [address.label.trim(), street.as_str(), city.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
