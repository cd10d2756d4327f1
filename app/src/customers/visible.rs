//! Which customers a viewer sees at all: every query on customers starts here.

use domain::permissions::Scope;
use entity::{customer, customer_user};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use crate::{context::Db, error::AppError, session::Viewer};

/// The customers of the viewer's firm, or of those only the ones it manages or is assigned to.
pub fn visible_to(viewer: &Viewer) -> Select<customer::Entity> {
    customer::Entity::find().filter(condition(viewer))
}

/// The same as a condition on the customer table.
pub fn condition(viewer: &Viewer) -> Condition {
    let of_firm = Condition::all().add(customer::Column::FirmId.eq(viewer.firm_id));
    match viewer.rights.scope {
        Scope::All => of_firm,
        Scope::Assigned => of_firm.add(
            Condition::any()
                .add(customer::Column::ManagerId.eq(viewer.user_id))
                .add(customer::Column::Id.in_subquery(assigned_to(viewer))),
        ),
    }
}

fn assigned_to(viewer: &Viewer) -> sea_orm::sea_query::SelectStatement {
    customer_user::Entity::find()
        .select_only()
        .column(customer_user::Column::CustomerId)
        .filter(customer_user::Column::FirmId.eq(viewer.firm_id))
        .filter(customer_user::Column::UserId.eq(viewer.user_id))
        .into_query()
}

/// One customer that the viewer sees; any other is not found.
pub async fn one(db: &Db, viewer: &Viewer, id: Uuid) -> Result<customer::Model, AppError> {
    visible_to(viewer).filter(customer::Column::Id.eq(id)).one(&db.read).await?.ok_or(AppError::NotFound)
}

/// The same within a transaction that goes on to write it; PostgreSQL holds the row until the end.
pub async fn one_to_write(tx: &DatabaseTransaction, viewer: &Viewer, id: Uuid) -> Result<customer::Model, AppError> {
    visible_to(viewer).filter(customer::Column::Id.eq(id)).lock_exclusive().one(tx).await?.ok_or(AppError::NotFound)
}
