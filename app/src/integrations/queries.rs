//! What a customer is linked to, who is assigned to it, and how that compares with a template.

use domain::{
    integrations::Integration,
    sorting::sort_by_name,
    templates::{Content, Deviation, deviation},
};
use entity::{business_unit, category, customer, customer_integration, customer_user, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::record::{AppliedTemplate, ApplyRequest, CustomerSettings, Link, SettingsRequest};
use crate::{
    context::Db,
    customers::{records::Named, store, visible},
    error::AppError,
    session::Viewer,
    settings::{self, Colleague, groups},
    templates,
};

/// Everything on the tab of a customer that the viewer sees.
pub async fn settings(db: &Db, viewer: &Viewer, request: SettingsRequest) -> Result<CustomerSettings, AppError> {
    let SettingsRequest { customer_id, compare: template } = request;
    let compared = match template {
        Some(template_id) => Some(compare(db, viewer, ApplyRequest { customer_id, template_id }).await?),
        None => None,
    };
    let customer = visible::one(db, viewer, customer_id).await?;
    let (db, firm_id) = (&db.read, viewer.firm_id);
    let links = links(db, firm_id, customer_id).await?;
    let assigned = assigned(db, firm_id, customer_id).await?;
    let categories = store::categories_of(db, firm_id, customer_id).await?;
    let manager = match customer.manager_id {
        Some(id) => user::Entity::find_by_id((firm_id, id)).one(db).await?.map(colleague),
        None => None,
    };
    let business_unit = match customer.business_unit_id {
        Some(id) => business_unit::Entity::find_by_id((firm_id, id)).one(db).await?.map(|unit| unit.name),
        None => None,
    };
    Ok(CustomerSettings {
        template: applied_template(db, &customer, has(&customer, &assigned, &categories, &links)).await?,
        templates: templates::queries::choices(db, firm_id).await?,
        manager,
        business_unit,
        external_reference: customer.external_reference,
        mandate: customer.mandate,
        assigned: assigned.into_iter().map(colleague).collect(),
        colleagues: settings::queries::colleagues(db, firm_id).await?,
        categories,
        firm_categories: groups::choices::<category::Model>(db, firm_id).await?,
        links,
        compared,
    })
}

/// Where a customer that the viewer sees differs from a template of the firm.
pub async fn compare(db: &Db, viewer: &Viewer, request: ApplyRequest) -> Result<Deviation, AppError> {
    let customer = visible::one(db, viewer, request.customer_id).await?;
    let wanted = templates::queries::content(&db.read, viewer.firm_id, request.template_id).await?;
    Ok(deviation(&wanted, &content(&db.read, &customer).await?))
}

/// What a customer has today, in the shape of a template.
pub async fn content(db: &impl ConnectionTrait, customer: &customer::Model) -> Result<Content, AppError> {
    let (firm_id, id) = (customer.firm_id, customer.id);
    let assigned = assigned(db, firm_id, id).await?;
    let categories = store::categories_of(db, firm_id, id).await?;
    Ok(has(customer, &assigned, &categories, &links(db, firm_id, id).await?))
}

/// One link of a customer.
pub async fn link(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
    integration: Integration,
) -> Result<Option<customer_integration::Model>, AppError> {
    Ok(customer_integration::Entity::find_by_id((firm_id, customer_id, integration.key().to_owned())).one(db).await?)
}

/// A stored link as the page shows it. One that left the catalogue is not shown.
pub fn shown(link: customer_integration::Model) -> Option<Link> {
    Some(Link {
        integration: Integration::from_key(&link.integration)?,
        version: link.version,
        external_reference: link.external_reference,
        settings: serde_json::from_str(&link.settings).unwrap_or_default(),
    })
}

async fn links(db: &impl ConnectionTrait, firm_id: Uuid, customer_id: Uuid) -> Result<Vec<Link>, AppError> {
    let found = customer_integration::Entity::find()
        .filter(customer_integration::Column::FirmId.eq(firm_id))
        .filter(customer_integration::Column::CustomerId.eq(customer_id))
        .all(db)
        .await?;
    let mut links: Vec<Link> = found.into_iter().filter_map(shown).collect();
    links.sort_by_key(|link| link.integration);
    Ok(links)
}

async fn assigned(db: &impl ConnectionTrait, firm_id: Uuid, customer_id: Uuid) -> Result<Vec<user::Model>, AppError> {
    use sea_orm::{QuerySelect, QueryTrait};
    let ids = customer_user::Entity::find()
        .select_only()
        .column(customer_user::Column::UserId)
        .filter(customer_user::Column::FirmId.eq(firm_id))
        .filter(customer_user::Column::CustomerId.eq(customer_id))
        .into_query();
    let mut found = user::Entity::find()
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Id.in_subquery(ids))
        .all(db)
        .await?;
    sort_by_name(&mut found, |user| &user.name);
    Ok(found)
}

/// Colleagues who left say nothing about how a customer compares with its template.
fn has(customer: &customer::Model, assigned: &[user::Model], categories: &[Named], links: &[Link]) -> Content {
    Content {
        manager_id: customer.manager_id,
        business_unit_id: customer.business_unit_id,
        categories: categories.iter().map(|category| category.id).collect(),
        users: assigned.iter().filter(|user| user.active).map(|user| user.id).collect(),
        integrations: links.iter().map(|link| (link.integration, link.settings.clone())).collect(),
    }
}

async fn applied_template(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
    has: Content,
) -> Result<Option<AppliedTemplate>, AppError> {
    let Some(id) = customer.template_id else { return Ok(None) };
    let template = templates::queries::one(db, customer.firm_id, id).await?;
    let (content, gives) = templates::queries::content_and_names(db, &template).await?;
    let deviation = deviation(&content, &has);
    Ok(Some(AppliedTemplate { id, name: template.name, archived: template.archived, content, gives, deviation }))
}

fn colleague(user: user::Model) -> Colleague {
    Colleague { id: user.id, name: user.name }
}
