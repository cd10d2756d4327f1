//! The own fields that a firm shows to a customer, and what the customer changes of them.

use domain::own_fields::{RequiredFrom, Sharing};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{OwnFact, OwnField, OwnForm, of_customer, plain, queries};
use crate::{audit::AuditedTransaction, customers, error::AppError, session::Texts};

/// The fields that a customer sees, as its page tells them, and those of them that it may change. What only the firm needs to know of a
/// field is left out.
pub async fn shared(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<(Vec<OwnFact>, OwnForm), AppError> {
    let all = queries::of_firm(db, firm_id).await?;
    let shared = all.iter().filter_map(queries::shown).filter(|field| !field.archived);
    let shared = shared.filter(|field| field.sharing != Sharing::Internal);
    let mut fields: Vec<OwnField> =
        shared.map(|field| OwnField { area: None, required_from: RequiredFrom::Never, ..field }).collect();
    if fields.is_empty() {
        return Ok(Default::default());
    }
    let mut stored = of_customer::of(db, firm_id, customer_id, &fields).await?;
    let people = of_customer::people(db, firm_id, &fields, &stored).await?;
    let facts = fields.iter().map(|field| of_customer::fact(field, stored.get(&field.id), &people)).collect();
    fields.retain(|field| field.sharing == Sharing::Changeable);
    let values = fields.iter().map(|field| (field.id, stored.remove(&field.id).unwrap_or_default())).collect();
    Ok((facts, OwnForm { fields, values, ..OwnForm::default() }))
}

/// Writes what a customer changed of the fields that it may change, by a form of its page.
///
/// # Errors
/// `Invalid` for what is no value of its field, `Conflict` where the firm changed the same field meanwhile.
pub async fn write(log: &mut AuditedTransaction, customer_id: Uuid, texts: &Texts) -> Result<(), AppError> {
    let (_, form) = shared(&log.tx, log.firm_id(), customer_id).await?;
    let patch = plain::sent(&form, texts).tidied(&form);
    let changed = patch.onto(&form.values).map_err(|_| AppError::Conflict(String::new()))?;
    let wrong = form.wrong(&changed);
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    of_customer::hold_kinds(log, &form.fields, &changed).await?;
    let mut is_found_otherwise = false;
    for field in &form.fields {
        if let Some(value) = changed.get(&field.id) {
            is_found_otherwise |= of_customer::put(log, customer_id, field, value).await?;
        }
    }
    if is_found_otherwise {
        customers::store::refind(&log.tx, log.firm_id(), &[customer_id]).await?;
    }
    Ok(())
}
