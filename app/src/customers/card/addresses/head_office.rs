//! Which of the addresses is the head office.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::{self, AddressRequest},
    one_line,
};
use crate::{
    customers::{card::reload::Reload, records::Address},
    i18n::*,
    ui::{self, Choices, Confirm, RadioGroup},
};

/// Moves it to another address.
#[component]
pub fn HeadOfficeDialog(
    customer_id: Uuid,
    addresses: Vec<Address>,
    open: RwSignal<bool>,
    reload: Reload,
) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let present = addresses.iter().find(|address| address.head_office).map(|address| address.id.to_string());
    let chosen = RwSignal::new(present.unwrap_or_default());
    let addresses = StoredValue::new(addresses);
    let choice = move |address: &Address| (address.id.to_string(), one_line(i18n.get_locale(), &address.details));
    let choices = Signal::derive(move || addresses.with_value(|all| all.iter().map(choice).collect::<Choices>()));
    let pending = RwSignal::new(false);
    let save = move || {
        let wanted = chosen.get_untracked();
        let address = addresses.with_value(|all| all.iter().find(|one| one.id.to_string() == wanted).cloned());
        let Some(Address { id, version, head_office: false, .. }) = address else {
            open.set(false);
            return;
        };
        pending.set(true);
        spawn_local(async move {
            let answer = api::make_head_office(AddressRequest { customer_id, id, version }).await;
            let _ = pending.try_set(false);
            let _ = open.try_set(false);
            if let Err(error) = answer {
                toaster.failed(error);
            }
            reload.now();
        });
    };
    let title = Signal::derive(move || t_string!(i18n, card.address.head_office).to_owned());
    // The title asks; the choices are only named.
    let label = Signal::derive(move || t_string!(i18n, card.field.head_office).to_owned());
    view! {
        <Confirm open title action=Signal::derive(move || t_string!(i18n, ui.save).to_owned()) pending on_confirm=save>
            <RadioGroup name="head_office" label value=chosen choices />
        </Confirm>
    }
}
