//! Of whom the daily mail tells: the customers that changed something themselves.

use domain::sorting::sort_by_name;
use entity::{customer, portal_news};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, sea_query::Condition,
};
use uuid::Uuid;

use crate::error::AppError;

/// So many customers are named.
const NAMED: u64 = 30;

/// The customers that a mail tells of and nobody has looked at since, the first of them by name, and how many more there are.
pub(super) async fn customers(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    digest: Uuid,
) -> Result<(Vec<String>, u64), AppError> {
    let told = told(firm_id, digest);
    let count = told.clone().count(db).await?;
    let mut names: Vec<String> = customer::Entity::find()
        .select_only()
        .column(customer::Column::Name)
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.in_subquery(told.into_query()))
        .order_by_asc(customer::Column::NameKey)
        .limit(NAMED)
        .into_tuple()
        .all(db)
        .await?;
    sort_by_name(&mut names, String::as_str);
    let more = count.saturating_sub(names.len() as u64);
    Ok((names, more))
}

/// Whether somebody manages all customers that a mail tells of. Administrators get it for those who have no manager to tell.
pub(super) async fn are_managed_by(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    digest: Uuid,
    user_id: Uuid,
) -> Result<bool, AppError> {
    let others =
        Condition::any().add(customer::Column::ManagerId.is_null()).add(customer::Column::ManagerId.ne(user_id));
    let of_others = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.in_subquery(told(firm_id, digest).into_query()))
        .filter(others);
    Ok(of_others.count(db).await? == 0)
}

/// The ids of the customers that a mail tells of.
fn told(firm_id: Uuid, digest: Uuid) -> Select<portal_news::Entity> {
    portal_news::Entity::find()
        .select_only()
        .column(portal_news::Column::CustomerId)
        .filter(portal_news::Column::FirmId.eq(firm_id))
        .filter(portal_news::Column::Digest.eq(digest))
}
