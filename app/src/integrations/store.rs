//! How assignments, categories and links are written: through the change log, as changes of the customer's card.

use domain::{
    Line, clean,
    integrations::Integration,
    templates::{Content, LinkSettings, deviation},
};
use entity::{customer, customer_integration, customer_user};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    queries,
    record::{ApplyRequest, AssignRequest, CategoryRequest, EmptyField, FillRequest, LinkRequest, UnlinkRequest},
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    customers::{store, visible},
    error::{AppError, FieldError},
    limits::Counted,
    session::Viewer,
    templates,
};

/// Assigns an active colleague; one who is assigned already stays so.
pub async fn assign(context: &AppContext, viewer: &Viewer, request: AssignRequest) -> Result<(), AppError> {
    let AssignRequest { customer_id, user_id } = request;
    let (mut log, _) = begin(context, viewer, customer_id).await?;
    if templates::queries::active_users(&log.tx, viewer.firm_id, [user_id].into()).await?.is_empty() {
        return Err(AppError::NotFound);
    }
    if assignment(&log, request).await?.is_none() {
        let of_customer = customer_user::Entity::find()
            .filter(customer_user::Column::FirmId.eq(viewer.firm_id))
            .filter(customer_user::Column::CustomerId.eq(customer_id));
        Counted::Assigned.room(of_customer.count(&log.tx).await?)?;
        log.insert(customer_user::Model { firm_id: viewer.firm_id, customer_id, user_id }).await?;
    }
    log.finish().await
}

/// Takes a colleague off.
pub async fn unassign(context: &AppContext, viewer: &Viewer, request: AssignRequest) -> Result<(), AppError> {
    let (mut log, _) = begin(context, viewer, request.customer_id).await?;
    let assignment = assignment(&log, request).await?.ok_or(AppError::NotFound)?;
    log.delete(&assignment).await?;
    log.finish().await
}

/// Puts the customer in a category; one that is in it already stays so.
pub async fn categorise(context: &AppContext, viewer: &Viewer, request: CategoryRequest) -> Result<(), AppError> {
    let (mut log, _) = begin(context, viewer, request.customer_id).await?;
    store::categorise(&mut log, request.customer_id, request.category_id).await?;
    log.finish().await
}

/// Takes the customer out of a category; one that is not in it stays so. Says whether it was in it.
pub async fn uncategorise(context: &AppContext, viewer: &Viewer, request: CategoryRequest) -> Result<bool, AppError> {
    let (mut log, _) = begin(context, viewer, request.customer_id).await?;
    let was_in = store::uncategorise(&mut log, request.customer_id, request.category_id).await?;
    log.finish().await?;
    Ok(was_in)
}

/// Records a link, or changes it when nobody else did meanwhile.
pub async fn link(context: &AppContext, viewer: &Viewer, request: LinkRequest) -> Result<(), AppError> {
    let LinkRequest { customer_id, link } = request;
    let settings = link.integration.checked(&link.settings)?;
    let mut external_reference = reference(&link.external_reference)?;
    let (mut log, customer) = begin(context, viewer, customer_id).await?;
    let says_nothing = external_reference.is_empty() && customer.external_reference.is_empty() && settings.is_empty();
    if external_reference == customer.external_reference {
        // It stands on the card: a copy would be a second truth.
        external_reference.clear();
    }
    match queries::link(&log.tx, viewer.firm_id, customer_id, link.integration).await? {
        None if link.version > 0 => return Err(AppError::NotFound),
        // What a template gives may still have to be filled in; what a colleague records says something.
        None if says_nothing && !is_given(&log, &customer, link.integration).await? => {
            return Err(AppError::field("external_reference", FieldError::Required));
        }
        None => drop(
            log.insert(new_link(viewer.firm_id, customer_id, link.integration, external_reference, &settings)).await?,
        ),
        Some(now) => {
            let read = customer_integration::Model { version: link.version, ..now.clone() };
            let after = customer_integration::Model { external_reference, settings: stored(&settings), ..read.clone() };
            log.update(&read, after).await.map_err(|error| match error {
                AppError::Conflict(_) => AppError::conflict(&queries::shown(now)),
                other => other,
            })?;
        }
    }
    log.finish().await
}

/// Takes a link away.
pub async fn unlink(context: &AppContext, viewer: &Viewer, request: UnlinkRequest) -> Result<(), AppError> {
    let (mut log, _) = begin(context, viewer, request.customer_id).await?;
    let link = queries::link(&log.tx, viewer.firm_id, request.customer_id, request.integration).await?;
    log.delete(&link.ok_or(AppError::NotFound)?).await?;
    log.finish().await
}

/// Fills in one field of the customer as its template says; one that is filled in already stays so.
pub async fn fill_in(context: &AppContext, viewer: &Viewer, request: FillRequest) -> Result<(), AppError> {
    let (mut log, customer) = begin(context, viewer, request.customer_id).await?;
    let template_id = customer.template_id.ok_or(AppError::NotFound)?;
    let wanted = templates::queries::content(&log.tx, viewer.firm_id, template_id).await?;
    let only = match request.field {
        EmptyField::Manager => Content { manager_id: wanted.manager_id, ..Content::default() },
        EmptyField::BusinessUnit => Content { business_unit_id: wanted.business_unit_id, ..Content::default() },
    };
    store::update(&mut log, &customer, filled(&customer, &only)).await?;
    log.finish().await
}

/// Gives the customer the colleagues, integrations and shared settings of a template, and takes away what is not in it. Its
/// categories are added, and manager and business unit are filled in where there is none: nothing that somebody chose for the
/// customer, or that is its own, is overwritten.
pub async fn apply_template(context: &AppContext, viewer: &Viewer, request: ApplyRequest) -> Result<(), AppError> {
    let (firm_id, customer_id) = (viewer.firm_id, request.customer_id);
    let (mut log, customer) = begin(context, viewer, customer_id).await?;
    // What a customer has already can be realigned, though it is archived by now.
    let wanted = match customer.template_id == Some(request.template_id) {
        true => templates::queries::content(&log.tx, firm_id, request.template_id).await?,
        false => templates::queries::content_in_use(&log.tx, firm_id, request.template_id).await?,
    };
    let differs = deviation(&wanted, &queries::content(&log.tx, &customer).await?);
    for user_id in differs.missing_users {
        log.insert(customer_user::Model { firm_id, customer_id, user_id }).await?;
    }
    for user_id in differs.added_users {
        log.delete(&customer_user::Model { firm_id, customer_id, user_id }).await?;
    }
    for category_id in differs.missing_categories {
        store::categorise(&mut log, customer_id, category_id).await?;
    }
    for integration in differs.added_integrations {
        let link = queries::link(&log.tx, firm_id, customer_id, integration).await?.ok_or(AppError::NotFound)?;
        log.delete(&link).await?;
    }
    for integration in differs.missing_integrations {
        let settings = &wanted.integrations[&integration];
        log.insert(new_link(firm_id, customer_id, integration, String::new(), settings)).await?;
    }
    for integration in differs.changed_integrations {
        let link = queries::link(&log.tx, firm_id, customer_id, integration).await?.ok_or(AppError::NotFound)?;
        let now: LinkSettings = serde_json::from_str(&link.settings).unwrap_or_default();
        let settings = stored(&integration.realigned(&now, &wanted.integrations[&integration]));
        log.update(&link, customer_integration::Model { settings, ..link.clone() }).await?;
    }
    let after = customer::Model { template_id: Some(request.template_id), ..filled(&customer, &wanted) };
    store::update(&mut log, &customer, after).await?;
    log.finish().await
}

/// The customer with the manager and the business unit of a template where it has none.
fn filled(customer: &customer::Model, wanted: &Content) -> customer::Model {
    customer::Model {
        manager_id: customer.manager_id.or(wanted.manager_id),
        business_unit_id: customer.business_unit_id.or(wanted.business_unit_id),
        ..customer.clone()
    }
}

/// Whether the customer's template links this integration.
async fn is_given(
    log: &AuditedTransaction,
    customer: &customer::Model,
    integration: Integration,
) -> Result<bool, AppError> {
    let Some(template_id) = customer.template_id else { return Ok(false) };
    let wanted = templates::queries::content(&log.tx, log.firm_id(), template_id).await?;
    Ok(wanted.integrations.contains_key(&integration))
}

async fn begin(
    context: &AppContext,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<(AuditedTransaction, customer::Model), AppError> {
    let tx = context.db.begin().await?;
    let customer = visible::one_to_write(&tx, viewer, customer_id).await?;
    let actor = Actor::User(viewer.user_id);
    Ok((
        AuditedTransaction::new(tx, Origin { firm_id: viewer.firm_id, actor, source: "card", batch_id: None }),
        customer,
    ))
}

async fn assignment(
    log: &AuditedTransaction,
    request: AssignRequest,
) -> Result<Option<customer_user::Model>, AppError> {
    let key = (log.firm_id(), request.customer_id, request.user_id);
    Ok(customer_user::Entity::find_by_id(key).one(&log.tx).await?)
}

fn new_link(
    firm_id: Uuid,
    customer_id: Uuid,
    integration: Integration,
    external_reference: String,
    settings: &LinkSettings,
) -> customer_integration::Model {
    customer_integration::Model {
        firm_id,
        customer_id,
        integration: integration.key().to_owned(),
        version: 1,
        external_reference,
        settings: stored(settings),
    }
}

fn stored(settings: &LinkSettings) -> String {
    serde_json::json!(settings).to_string()
}

/// May be empty; otherwise one line.
fn reference(text: &str) -> Result<String, AppError> {
    if clean::is_blank(text) {
        return Ok(String::new());
    }
    let line = text.parse::<Line>().map(String::from);
    line.map_err(|rejection| AppError::field("external_reference", FieldError::Rejected(rejection)))
}
