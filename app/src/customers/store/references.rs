//! What an outside system calls a customer: the reference on the card, unless the link to that system has one of its own.

use entity::{customer, customer_integration};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{audit::AuditedTransaction, error::AppError};

/// Lets the links follow the card, whose reference is about to change. Those of earlier versions hold a copy of it.
pub async fn follow_card(log: &mut AuditedTransaction, before: &customer::Model) -> Result<(), AppError> {
    if before.external_reference.is_empty() {
        return Ok(());
    }
    let copies = customer_integration::Entity::find()
        .filter(customer_integration::Column::FirmId.eq(before.firm_id))
        .filter(customer_integration::Column::CustomerId.eq(before.id))
        .filter(customer_integration::Column::ExternalReference.eq(&before.external_reference));
    for link in copies.all(&log.tx).await? {
        let after = customer_integration::Model { external_reference: String::new(), ..link.clone() };
        log.update(&link, after).await?;
    }
    Ok(())
}
