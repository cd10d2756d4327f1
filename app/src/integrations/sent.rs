//! The plain forms of the tab: each does the same as the function that a hydrated page calls, and tells the next page.

use domain::{
    integrations::{Integration, YES},
    permissions::Scope,
};
use uuid::Uuid;

use super::{
    record::{
        ApplyRequest, AssignRequest, COMPARED, CategoryRequest, EmptyField, FillRequest, LEAVING, Link, LinkRequest,
        NEW_LINK, OPEN, UnlinkRequest, address,
    },
    store,
    tab::{ASSIGN, CATEGORISE, CATEGORY, COLLEAGUE},
};
use crate::{
    context::AppContext,
    customers::visible,
    error::{AppError, FieldError},
    session::plain::Sent,
    templates,
    ui::CONFIRMED,
};

/// Assigns a colleague.
pub async fn assign(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    let user_id = chosen(sent, COLLEAGUE)?;
    store::assign(context, &sent.viewer, AssignRequest { customer_id, user_id }).await?;
    Ok(saved(customer_id))
}

/// Takes a colleague off. Whoever would no longer see the customer is asked first.
pub async fn unassign(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = AssignRequest { customer_id: sent.id("customer_id")?, user_id: sent.id("id")? };
    let customer_id = request.customer_id;
    let viewer = &sent.viewer;
    let customer = visible::one(&context.db, viewer, customer_id).await?;
    let sees_it_no_more = viewer.user_id == request.user_id
        && viewer.rights.scope == Scope::Assigned
        && customer.manager_id != Some(viewer.user_id);
    if sees_it_no_more && sent.text(CONFIRMED).is_empty() {
        return Ok(sent.asking(LEAVING, viewer.user_id));
    }
    store::unassign(context, viewer, request).await?;
    // Who left the firm cannot be assigned again.
    let colleague = [request.user_id].into();
    let works_here = !templates::queries::active_users(&context.db.read, viewer.firm_id, colleague).await?.is_empty();
    match saved_or_list(context, sent, customer_id).await? {
        page if works_here && page == saved(customer_id) => {
            put_back(sent, customer_id, ASSIGN, (COLLEAGUE, request.user_id))
        }
        page => Ok(page),
    }
}

/// Puts the customer in a category.
pub async fn categorise(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    let category_id = chosen(sent, CATEGORY)?;
    store::categorise(context, &sent.viewer, CategoryRequest { customer_id, category_id }).await?;
    Ok(saved(customer_id))
}

/// Takes the customer out of a category.
pub async fn uncategorise(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, category_id) = (sent.id("customer_id")?, sent.id("id")?);
    match store::uncategorise(context, &sent.viewer, CategoryRequest { customer_id, category_id }).await? {
        true => put_back(sent, customer_id, CATEGORISE, (CATEGORY, category_id)),
        false => Ok(saved(customer_id)),
    }
}

/// Records a link. Where the integration is only chosen, the next page has the form of its link.
pub async fn link(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    if sent.texts.contains_key(NEW_LINK) {
        let integration = Integration::from_key(sent.text(NEW_LINK));
        let integration = integration.ok_or_else(|| AppError::field(NEW_LINK, FieldError::Required))?;
        return Ok(format!("{}?{OPEN}={}", address(customer_id), integration.key()));
    }
    let integration = integration(sent)?;
    let settings =
        integration.settings().iter().map(|setting| (setting.key.to_owned(), sent.text(setting.key).to_owned()));
    let typed = Link {
        integration,
        version: sent.version(),
        external_reference: sent.text("external_reference").to_owned(),
        settings: settings.map(|(key, text)| (key, if text == "true" { YES.to_owned() } else { text })).collect(),
    };
    store::link(context, &sent.viewer, LinkRequest { customer_id, link: typed }).await?;
    Ok(saved(customer_id))
}

/// Takes a link away.
pub async fn unlink(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (customer_id, integration) = (sent.id("customer_id")?, integration(sent)?);
    store::unlink(context, &sent.viewer, UnlinkRequest { customer_id, integration }).await?;
    Ok(saved(customer_id))
}

/// Fills in one field as the template says.
pub async fn fill_in(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    let field = EmptyField::from_key(sent.text("id")).ok_or(AppError::NotFound)?;
    store::fill_in(context, &sent.viewer, FillRequest { customer_id, field }).await?;
    Ok(saved(customer_id))
}

/// Applies the template that is named as the record; one that is only chosen is shown first what it would change.
pub async fn apply_template(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    let Some(template_id) = sent.id_if_any("id")? else {
        return Ok(format!("{}?{COMPARED}={}", address(customer_id), chosen(sent, "template")?));
    };
    store::apply_template(context, &sent.viewer, ApplyRequest { customer_id, template_id }).await?;
    saved_or_list(context, sent, customer_id).await
}

/// The integration that a form is about.
fn integration(sent: &Sent) -> Result<Integration, AppError> {
    Integration::from_key(sent.text("id")).ok_or(AppError::NotFound)
}

/// What was chosen in a field.
fn chosen(sent: &Sent, name: &str) -> Result<Uuid, AppError> {
    sent.id_if_any(name)?.ok_or_else(|| AppError::field(name, FieldError::Required))
}

/// The tab, or the list for whoever is not assigned any more.
async fn saved_or_list(context: &AppContext, sent: &Sent, customer_id: Uuid) -> Result<String, AppError> {
    match visible::one(&context.db, &sent.viewer, customer_id).await {
        Err(AppError::NotFound) => Ok("/klanten?bewaard=ja".to_owned()),
        seen => seen.map(|_| saved(customer_id)),
    }
}

/// The tab, which says that it was saved, and puts back what was taken off by the form that adds it.
fn put_back(
    sent: &Sent,
    customer_id: Uuid,
    action: &'static str,
    (field, id): (&'static str, Uuid),
) -> Result<String, AppError> {
    let along = vec![("customer_id", customer_id.to_string()), (field, id.to_string())];
    sent.undoable(saved(customer_id), action, along)
}

/// The tab, which says that it was saved.
fn saved(customer_id: Uuid) -> String {
    format!("{}?bewaard=ja", address(customer_id))
}
