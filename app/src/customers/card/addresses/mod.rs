//! The addresses of a customer: any number, one of them the head office (row S6).

pub mod api;
mod form;
mod head_office;
#[cfg(feature = "ssr")]
pub mod queries;

use domain::{
    details::AddressDetails,
    permissions::{Area, Level},
};
use form::AddressForm;
use head_office::HeadOfficeDialog;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use self::api::AddressRequest;
use super::{
    reload::Reload,
    section::{RecordDialog, RecordSection, SectionWords},
};
use crate::{
    customers::{fields, portal_changes::ByCustomer, records::Address},
    i18n::*,
    ui::{self, Button, Confirm, Kind, Menu, MenuItem, Pill, Tone},
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
    let delete = move || {
        let Some(Address { id, version, .. }) = subject.get_untracked() else { return };
        spawn_local(async move {
            let answer = api::delete(AddressRequest { customer_id, id, version }).await;
            let _ = deleting.try_set(false);
            if let Err(error) = answer {
                toaster.failed(error);
            }
            reload.now();
        });
    };
    let several = addresses.len() > 1;
    let all = addresses.clone();
    let item = move |address: Address| {
        let moving = (several && may_edit && address.head_office).then_some(moving);
        view! { <AddressItem address moving may_edit edit ask /> }.into_any()
    };
    let form = move |address: Option<Address>| {
        let (country, RecordDialog { open, unsaved, .. }) = (country.clone(), dialog);
        view! { <AddressForm customer_id address country open unsaved reload /> }.into_any()
    };
    view! {
        <RecordSection words=WORDS icon="plus" dialog may_edit above=None items=addresses.into_iter().map(item).collect() form>
            <HeadOfficeDialog customer_id addresses=all open=moving reload />
            <Confirm
                open=deleting
                title=Signal::derive(move || t_string!(i18n, card.address.delete_title).to_owned())
                action=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
                danger=true
                on_confirm=delete
            >
                <p>{move || subject.get().map(|address| one_line(i18n.get_locale(), &address.details))}</p>
            </Confirm>
        </RecordSection>
    }
}

#[component]
fn AddressItem(
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
    let (id, head_office, changed, asked) = (address.id, address.head_office, address.clone(), address);
    view! {
        <li class="record">
            <div>
                <div class="row">
                    {(!label.is_empty()).then(|| view! { <strong>{label}</strong> })}
                    {by_customer.then(|| view! { <ByCustomer /> })}
                    {head_office.then(|| view! { <Pill tone=Tone::Accent>{t!(i18n, card.field.head_office)}</Pill> })}
                    {moving
                        .map(|moving| {
                            view! {
                                <Button kind=Kind::Quiet on_click=move |_| moving.set(true)>
                                    {t!(i18n, card.address.change)}
                                    <span class="visually-hidden">" " {t!(i18n, card.field.head_office)}</span>
                                </Button>
                            }
                        })}
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
                            <MenuItem icon="pencil" on_select=move || edit.run(Some(changed.clone()))>{t!(i18n, ui.edit)}</MenuItem>
                            <MenuItem icon="trash-2" danger=true on_select=move || ask.run(asked.clone())>{t!(i18n, ui.delete)}</MenuItem>
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
