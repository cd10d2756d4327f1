//! The form in which an address is added or changed.

use domain::details::AddressDetails;
use leptos::prelude::*;
use uuid::Uuid;

use super::api::{self, SaveAddressRequest};
use crate::customers::{
    card::{
        dialog_form::{DialogForm, FormPlace, along},
        reload::Reload,
    },
    form::{draft::AddressDraft, parts::AddressPart, request::ADDRESS},
    records::Address,
};

/// The function that saves one by a plain form.
pub const SAVE: &str = "/api/addresses/save_form";

/// The form of an address, or of a new one.
#[component]
pub fn AddressForm(
    customer_id: Uuid,
    address: Option<Address>,
    /// Of the customer: most of its addresses are there.
    country: String,
    place: FormPlace,
    reload: Reload,
) -> impl IntoView {
    let (id, version, details, trail) = match address {
        Some(address) => (Some(address.id), address.version, address.details, Some(address.trail)),
        None => (None, 0, AddressDetails { country, ..AddressDetails::default() }, None),
    };
    let draft = AddressDraft::of(&details);
    let along = along(customer_id, id, version);
    view! {
        <DialogForm
            details
            version
            trail
            action=SAVE
            along
            prefix=ADDRESS
            read=move || draft.read()
            write=move |details: &AddressDetails| draft.write(details)
            check=AddressDetails::checked
            save=move |version, details| api::save(SaveAddressRequest { customer_id, id, version, details })
            fields=move |checks| view! { <AddressPart draft checks /> }.into_any()
            place
            reload
        />
    }
}
