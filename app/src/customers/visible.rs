//! Which customers a viewer sees at all: every query on customers starts here.

use domain::{
    customers::Tab,
    permissions::{Area, Level, Scope},
};
use entity::{customer, customer_user};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::{context::Db, error::AppError, session::Viewer};

/// The customers of the viewer's firm, or of those only the ones it manages or is assigned to.
pub fn visible_to(viewer: &Viewer) -> Select<customer::Entity> {
    customer::Entity::find().filter(condition(viewer))
}

/// The same as a condition on the customer table. Who may not see customers sees none, whatever else the profile gives.
pub fn condition(viewer: &Viewer) -> Condition {
    if !viewer.may(Area::Customers, Level::Read) {
        return Condition::all().add(Expr::cust("1 = 0"));
    }
    let of_firm = Condition::all().add(customer::Column::FirmId.eq(viewer.firm_id));
    match viewer.rights.scope {
        Scope::All => of_firm,
        Scope::Assigned => of_firm.add(is_own(viewer)),
    }
}

/// Whether the viewer manages the customer of the row or is assigned to it.
pub fn is_own(viewer: &Viewer) -> Expr {
    customer::Column::ManagerId.eq(viewer.user_id).or(customer::Column::Id.in_subquery(assigned_to(viewer)))
}

/// The ids of the customers that the viewer manages or is assigned to, in a column `id`: to begin from where they are few.
pub fn assigned(viewer: &Viewer) -> SelectStatement {
    let managed = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .filter(customer::Column::FirmId.eq(viewer.firm_id))
        .filter(customer::Column::ManagerId.eq(viewer.user_id))
        .into_query();
    managed.to_owned().union(UnionType::Distinct, assigned_to(viewer)).take()
}

/// All tabs of the list: the index on VAT numbers has one after another.
pub fn tabs() -> [i16; 3] {
    Tab::ALL.map(|tab| tab as i16)
}

fn assigned_to(viewer: &Viewer) -> SelectStatement {
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
