//! What others ask of the settings.

use domain::sorting::sort_by_name;
use entity::{customer, firm, template, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{Colleague, FirstSteps};
use crate::error::AppError;

/// The active colleagues of a firm, by name.
pub async fn colleagues(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<Colleague>, AppError> {
    let found: Vec<(Uuid, String)> = user::Entity::find()
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Active.eq(true))
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .into_tuple()
        .all(db)
        .await?;
    let mut colleagues: Vec<Colleague> = found.into_iter().map(|(id, name)| Colleague { id, name }).collect();
    sort_by_name(&mut colleagues, |colleague| &colleague.name);
    Ok(colleagues)
}

/// What a firm that has just begun has done.
pub async fn first_steps(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<FirstSteps, AppError> {
    let firm = firm::Entity::find_by_id(firm_id).one(db).await?.ok_or(AppError::NotFound)?;
    let active = user::Entity::find().filter(user::Column::FirmId.eq(firm_id)).filter(user::Column::Active.eq(true));
    let templates = template::Entity::find().filter(template::Column::FirmId.eq(firm_id));
    let template = templates.filter(template::Column::Archived.eq(false)).one(db).await?;
    let customer = customer::Entity::find().filter(customer::Column::FirmId.eq(firm_id)).one(db).await?;
    Ok(FirstSteps {
        office: !firm.address.is_empty() && !firm.phone.is_empty(),
        colleagues: active.count(db).await? > 1,
        template: template.is_some(),
        customers: customer.is_some(),
    })
}
