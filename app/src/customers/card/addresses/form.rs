//! The dialog in which an address is added or changed.

use domain::details::AddressDetails;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::api::{self, SaveAddressRequest};
use crate::customers::{
    card::{dialog_form::DialogForm, reload::Reload},
    form::{
        checks::Checks,
        draft::AddressDraft,
        editing::Editing,
        parts::AddressPart,
        request::{ADDRESS, refused},
    },
    records::Address,
};

/// The form of an address, or of a new one.
#[component]
pub fn AddressForm(
    customer_id: Uuid,
    address: Option<Address>,
    /// Of the customer: most of its addresses are there.
    country: String,
    open: RwSignal<bool>,
    reload: Reload,
) -> impl IntoView {
    let (id, version, details, trail) = match address {
        Some(address) => (Some(address.id), address.version, address.details, Some(address.trail)),
        None => (None, 0, AddressDetails { country, ..AddressDetails::default() }, None),
    };
    let draft = AddressDraft::of(&details);
    let judge = move || draft.read().checked().err().map(|found| refused(found, ADDRESS)).unwrap_or_default();
    let checks = Checks::new(judge);
    let editing = Editing::new(version, details, checks);
    let save = move || {
        let Some(version) = editing.begin(|chosen| draft.write(chosen)) else { return };
        let mine = untrack(|| draft.read());
        let mine = mine.checked().unwrap_or(mine);
        spawn_local(async move {
            match api::save(SaveAddressRequest { customer_id, id, version, details: mine.clone() }).await {
                Ok(()) => {
                    let _ = open.try_set(false);
                    reload.now();
                }
                Err(error) => editing.failed(error, &mine),
            }
        });
    };
    view! {
        <DialogForm editing open trail save>
            <AddressPart draft checks />
        </DialogForm>
    }
}
