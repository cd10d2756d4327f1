//! What stands on the tab *Vrije kenmerken* of a customer, and changing it.

use domain::own_fields::OwnKind;
use entity::customer;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::api::{FreeFields, SaveFreeFieldsRequest};
use crate::{
    audit::AuditedTransaction,
    context::{AppContext, Db},
    customers::{
        card::tabs::{self, FREE_FIELDS},
        form::whole::Whole,
        visible,
    },
    error::AppError,
    own_fields::{self, OwnForm, OwnPatch},
    patch::Current,
    session::{Viewer, plain::Sent},
    settings,
};

/// What a colleague sees of it, and what it may change.
pub async fn read(db: &Db, viewer: &Viewer, customer_id: Uuid) -> Result<FreeFields, AppError> {
    let customer = visible::one(db, viewer, customer_id).await?;
    let form = form(&db.read, viewer, &customer).await?;
    let facts = own_fields::of_customer::facts_beside(&db.read, viewer, customer_id, &form).await?;
    let colleagues = match form.fields.iter().any(|field| field.kind == OwnKind::Colleague) {
        true => settings::queries::colleagues(&db.read, viewer.firm_id).await?,
        false => Vec::new(),
    };
    Ok(FreeFields { form, facts, colleagues })
}

/// Changes values, and adds a field that the customer alone gets. Where somebody else changed one of the same values since, nothing is
/// written: `Conflict` tells what they are now.
pub async fn save(context: &AppContext, viewer: &Viewer, request: SaveFreeFieldsRequest) -> Result<(), AppError> {
    let SaveFreeFieldsRequest { customer_id, own } = request;
    let mut log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = visible::one_to_write(&log.tx, viewer, customer_id).await?;
    let form = form(&log.tx, viewer, &customer).await?;
    own_fields::of_customer::refuse_others(&log.tx, viewer, Some(customer_id), &own.new).await?;
    if own.new.keys().any(|field| !form.values.contains_key(field)) {
        // It stands elsewhere, or is offered no more.
        return Err(AppError::NotFound);
    }
    let own = own.tidied(&form);
    let Ok(new) = own.onto(&form.values) else {
        let details = Whole { own: form.values, ..Whole::default() };
        return Err(AppError::conflict(&Current { version: (), details, changed: Default::default() }));
    };
    let wrong = form.wrong(&own.typed());
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    own_fields::of_customer::write(&mut log, viewer, customer_id, &form, &OwnPatch { new, ..own }).await?;
    log.finish().await
}

/// Does so by a plain form, and tells the next page.
pub async fn save_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer = visible::one(&context.db, &sent.viewer, sent.id("customer_id")?).await?;
    let form = form(&context.db.read, &sent.viewer, &customer).await?;
    let own = own_fields::sent(&form, &sent.texts);
    save(context, &sent.viewer, SaveFreeFieldsRequest { customer_id: customer.id, own }).await?;
    Ok(format!("/klanten/{}/{FREE_FIELDS}?bewaard=ja", customer.id))
}

/// The fields of the tab that a colleague may change, with what the customer has in them; not found where the cards do not have it.
async fn form(db: &impl ConnectionTrait, viewer: &Viewer, customer: &customer::Model) -> Result<OwnForm, AppError> {
    tabs::store::require(db, viewer.firm_id, FREE_FIELDS).await?;
    Ok(own_fields::of_customer::form(db, viewer, Some(customer)).await?.on_tab())
}
