//! Writing the addresses of a customer. One of them is its head office, as long as there are any.

use domain::details::{AddressDetails, Rejections};
use entity::address;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::api::{AddressRequest, SaveAddressRequest};
use crate::{
    context::AppContext,
    customers::{
        card::record::{CardRecord, add, checked, finish, opened, patched, seen},
        details,
        form::request::ADDRESS,
        store,
    },
    error::AppError,
    limits::Counted,
    session::Viewer,
};

impl CardRecord for address::Model {
    type Details = AddressDetails;
    const PREFIX: &'static str = ADDRESS;
    const COUNTED: Counted = Counted::Addresses;

    async fn all(db: &impl ConnectionTrait, firm_id: Uuid, customer_id: Uuid) -> Result<Vec<Self>, AppError> {
        store::addresses_of(db, firm_id, customer_id).await
    }
    fn details(&self) -> AddressDetails {
        details::of_address(self)
    }
    fn check(typed: &AddressDetails) -> Result<AddressDetails, Rejections> {
        typed.checked()
    }
    /// The first is the head office.
    fn new(firm_id: Uuid, customer_id: Uuid, others: &[Self], checked: AddressDetails) -> Self {
        details::new_address(firm_id, customer_id, others.is_empty(), checked)
    }
}

/// Adds an address, or changes one.
pub async fn save(context: &AppContext, viewer: &Viewer, request: SaveAddressRequest) -> Result<(), AppError> {
    let SaveAddressRequest { customer_id, id, version, details: patch } = request;
    let (mut log, _, addresses) = opened::<address::Model>(context, viewer, customer_id).await?;
    match id {
        None => add(&mut log, customer_id, &addresses, checked::<address::Model>(&patch.typed())?).await?,
        Some(id) => {
            let (before, checked) = patched(&log, viewer, &addresses, (id, version), &patch).await?;
            log.update(before, details::onto_address(checked, before.clone())).await?;
        }
    }
    finish(log, customer_id).await
}

/// Removes an address. Where it was the head office, the oldest other address becomes it.
pub async fn delete(context: &AppContext, viewer: &Viewer, request: AddressRequest) -> Result<(), AppError> {
    let (mut log, _, addresses) = opened::<address::Model>(context, viewer, request.customer_id).await?;
    let address = seen(&log, viewer, &addresses, request.id, request.version).await?;
    log.delete(address).await?;
    if address.head_office
        && let Some(next) = addresses.iter().find(|other| other.id != address.id)
    {
        log.update(next, address::Model { head_office: true, ..next.clone() }).await?;
    }
    finish(log, request.customer_id).await
}

/// Moves the head office to this address.
pub async fn make_head_office(context: &AppContext, viewer: &Viewer, request: AddressRequest) -> Result<(), AppError> {
    let (mut log, _, addresses) = opened::<address::Model>(context, viewer, request.customer_id).await?;
    let address = seen(&log, viewer, &addresses, request.id, request.version).await?;
    for other in addresses.iter().filter(|other| other.head_office && other.id != address.id) {
        log.update(other, address::Model { head_office: false, ..other.clone() }).await?;
    }
    log.update(address, address::Model { head_office: true, ..address.clone() }).await?;
    finish(log, request.customer_id).await
}
