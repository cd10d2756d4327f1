//! Writing the addresses of a customer. One of them is its head office, as long as there are any.

use domain::details::AddressDetails;
use entity::address;
use uuid::Uuid;

use super::api::{AddressRequest, SaveAddressRequest};
use crate::{
    audit::{AuditedTransaction, trails},
    context::AppContext,
    customers::{
        details,
        form::request::{ADDRESS, refused},
        records::Current,
        store, visible,
    },
    error::AppError,
    limits::Counted,
    session::{Viewer, plain::Sent},
};

/// Adds an address, or changes one.
pub async fn save(context: &AppContext, viewer: &Viewer, request: SaveAddressRequest) -> Result<(), AppError> {
    let SaveAddressRequest { customer_id, id, version, details: patch } = request;
    let checked = |typed: AddressDetails| typed.checked().map_err(|wrong| AppError::Invalid(refused(wrong, ADDRESS)));
    let (mut log, addresses) = opened(context, viewer, customer_id).await?;
    match id {
        None => add(&mut log, customer_id, &addresses, checked(patch.typed())?).await?,
        Some(id) => {
            let before = one(&addresses, id)?;
            let Ok(typed) = patch.onto(&details::of_address(before), before.version == version) else {
                return Err(conflict(&log, viewer, before, version).await?);
            };
            log.update(before, details::onto_address(checked(typed)?, before.clone())).await?;
        }
    }
    store::refresh(&mut log, customer_id).await?;
    log.finish().await
}

/// Adds an address to those that a customer has, if there is room. The first is its head office.
pub async fn add(
    log: &mut AuditedTransaction,
    customer_id: Uuid,
    others: &[address::Model],
    checked: AddressDetails,
) -> Result<(), AppError> {
    Counted::Addresses.room(others.len() as u64)?;
    log.insert(details::new_address(log.firm_id(), customer_id, others.is_empty(), checked)).await?;
    Ok(())
}

/// Does so by a plain form, and tells the next page.
pub async fn save_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, id) = (sent.id("customer_id")?, sent.id_if_any("id")?);
    let request = SaveAddressRequest { customer_id, id, version: sent.version(), details: sent.patch(ADDRESS) };
    save(context, &sent.viewer, request).await?;
    Ok(format!("/klanten/{customer_id}?bewaard=ja"))
}

/// Removes an address. Where it was the head office, the oldest other address becomes it.
pub async fn delete(context: &AppContext, viewer: &Viewer, request: AddressRequest) -> Result<(), AppError> {
    let (mut log, addresses) = opened(context, viewer, request.customer_id).await?;
    let address = seen(&log, viewer, &addresses, request.id, request.version).await?;
    log.delete(address).await?;
    if address.head_office
        && let Some(next) = addresses.iter().find(|other| other.id != address.id)
    {
        log.update(next, address::Model { head_office: true, ..next.clone() }).await?;
    }
    store::refresh(&mut log, request.customer_id).await?;
    log.finish().await
}

/// Moves the head office to this address.
pub async fn make_head_office(context: &AppContext, viewer: &Viewer, request: AddressRequest) -> Result<(), AppError> {
    let (mut log, addresses) = opened(context, viewer, request.customer_id).await?;
    let address = seen(&log, viewer, &addresses, request.id, request.version).await?;
    for other in addresses.iter().filter(|other| other.head_office && other.id != address.id) {
        log.update(other, address::Model { head_office: false, ..other.clone() }).await?;
    }
    log.update(address, address::Model { head_office: true, ..address.clone() }).await?;
    store::refresh(&mut log, request.customer_id).await?;
    log.finish().await
}

/// A transaction that holds the customer, and its addresses.
async fn opened(
    context: &AppContext,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<(AuditedTransaction, Vec<address::Model>), AppError> {
    let log = AuditedTransaction::by(context, viewer, "card").await?;
    visible::one_to_write(&log.tx, viewer, customer_id).await?;
    let addresses = store::addresses_of(&log.tx, viewer.firm_id, customer_id).await?;
    Ok((log, addresses))
}

/// The address as the colleague saw it; `Conflict` tells what it is now where somebody changed it since.
async fn seen<'a>(
    log: &AuditedTransaction,
    viewer: &Viewer,
    addresses: &'a [address::Model],
    id: Uuid,
    version: i32,
) -> Result<&'a address::Model, AppError> {
    let address = one(addresses, id)?;
    if address.version == version { Ok(address) } else { Err(conflict(log, viewer, address, version).await?) }
}

fn one(addresses: &[address::Model], id: Uuid) -> Result<&address::Model, AppError> {
    addresses.iter().find(|address| address.id == id).ok_or(AppError::NotFound)
}

/// What the address is now, for a colleague who saw another `version` of it.
async fn conflict(
    log: &AuditedTransaction,
    viewer: &Viewer,
    address: &address::Model,
    version: i32,
) -> Result<AppError, AppError> {
    let changed = trails::since(&log.tx, viewer, address.customer_id, ("address", address.id), version).await?;
    Ok(AppError::conflict(&Current { version: address.version, details: details::of_address(address), changed }))
}
