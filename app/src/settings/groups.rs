//! What the firm groups its customers by, and is nothing but a name: business units and categories.

use domain::{Line, reference::entry_key, sorting::sort_by_name};
use entity::{business_unit, category, customer, customer_category, user};
use sea_orm::{
    ActiveModelBehavior, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PrimaryKeyTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::{Group, GroupRequest, SeenRequest, writing};
use crate::{
    audit::Tracked,
    context::AppContext,
    customers::records::Named,
    error::{AppError, FieldError, FormValidator, Refusal},
    limits::Counted,
    session::Viewer,
};

/// A record that is a group of the firm's customers.
pub trait NamedGroup:
    Tracked<
        Entity: EntityTrait<
            Model = Self,
            ActiveModel: ActiveModelBehavior + Send,
            PrimaryKey: PrimaryKeyTrait<ValueType = (Uuid, Uuid)>,
        >,
    > + IntoActiveModel<<Self::Entity as EntityTrait>::ActiveModel>
{
    const FIRM: <Self::Entity as EntityTrait>::Column;
    /// What there are at most so many of.
    const COUNTED: Counted;

    /// A new one.
    fn new(firm_id: Uuid, name: String) -> Self;
    fn name(&self) -> &str;
    /// The same under another name.
    fn renamed(&self, name: String) -> Self;
    /// Whether somebody is in it.
    fn in_use(&self, tx: &DatabaseTransaction) -> impl Future<Output = Result<bool, AppError>> + Send;
}

macro_rules! grouping {
    ($entity:ident, $counted:path, in_use: $in_use:path) => {
        impl NamedGroup for $entity::Model {
            const FIRM: $entity::Column = $entity::Column::FirmId;
            const COUNTED: Counted = $counted;

            fn new(firm_id: Uuid, name: String) -> Self {
                Self { firm_id, id: Uuid::now_v7(), version: 1, name }
            }
            fn name(&self) -> &str {
                &self.name
            }
            fn renamed(&self, name: String) -> Self {
                Self { name, ..self.clone() }
            }
            async fn in_use(&self, tx: &DatabaseTransaction) -> Result<bool, AppError> {
                $in_use(self, tx).await
            }
        }
    };
}

grouping!(business_unit, Counted::Units, in_use: unit_in_use);
grouping!(category, Counted::Categories, in_use: category_in_use);

async fn unit_in_use(unit: &business_unit::Model, tx: &DatabaseTransaction) -> Result<bool, AppError> {
    let users = user::Entity::find()
        .filter(user::Column::FirmId.eq(unit.firm_id))
        .filter(user::Column::BusinessUnitId.eq(unit.id));
    let customers = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(unit.firm_id))
        .filter(customer::Column::BusinessUnitId.eq(unit.id));
    Ok(users.one(tx).await?.is_some() || customers.one(tx).await?.is_some())
}

async fn category_in_use(category: &category::Model, tx: &DatabaseTransaction) -> Result<bool, AppError> {
    let customers = customer_category::Entity::find()
        .filter(customer_category::Column::FirmId.eq(category.firm_id))
        .filter(customer_category::Column::CategoryId.eq(category.id));
    Ok(customers.one(tx).await?.is_some())
}

/// Those of a firm by name, as its settings list them.
pub async fn list<T: NamedGroup>(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<Group>, AppError> {
    Ok(of_firm::<T>(db, firm_id).await?.iter().map(shown).collect())
}

/// Those of a firm by name, to choose from.
pub async fn choices<T: NamedGroup>(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<Named>, AppError> {
    let found = of_firm::<T>(db, firm_id).await?;
    Ok(found.iter().map(|group| Named { id: group.record_id(), name: group.name().to_owned() }).collect())
}

/// Makes a group, or gives one another name.
pub async fn save<T: NamedGroup>(context: &AppContext, viewer: &Viewer, request: GroupRequest) -> Result<(), AppError> {
    let mut validator = FormValidator::default();
    let name = validator.required::<Line>("name", &request.name);
    validator.done()?;
    let mut log = writing::log(context, viewer).await?;
    let others = of_firm::<T>(&log.tx, viewer.firm_id).await?;
    if others.iter().any(|other| Some(other.record_id()) != request.id && entry_key(other.name()) == entry_key(&name)) {
        return Err(AppError::field("name", FieldError::Taken));
    }
    let done = if let Some(id) = request.id {
        let before: T = seen(&log.tx, viewer, SeenRequest { id, version: request.version }).await?;
        log.update(&before, before.renamed(name)).await
    } else {
        T::COUNTED.room(of_firm::<T>(&log.tx, viewer.firm_id).await?.len() as u64)?;
        log.insert(T::new(viewer.firm_id, name)).await.map(drop)
    };
    done.map_err(|error| error.taken_at("name"))?;
    log.finish().await
}

/// Removes a group that nobody is in.
pub async fn delete<T: NamedGroup>(
    context: &AppContext,
    viewer: &Viewer,
    request: SeenRequest,
) -> Result<(), AppError> {
    let mut log = writing::log(context, viewer).await?;
    let before: T = seen(&log.tx, viewer, request).await?;
    if before.in_use(&log.tx).await? {
        return Err(AppError::Refused(Refusal::InUse));
    }
    log.delete(&before).await?;
    log.finish().await
}

async fn of_firm<T: NamedGroup>(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<T>, AppError> {
    let mut found = T::Entity::find().filter(T::FIRM.eq(firm_id)).all(db).await?;
    sort_by_name(&mut found, T::name);
    Ok(found)
}

/// The group as it was seen, held until the end: nobody is put in a category meanwhile.
async fn seen<T: NamedGroup>(tx: &DatabaseTransaction, viewer: &Viewer, request: SeenRequest) -> Result<T, AppError> {
    let found = T::Entity::find_by_id((viewer.firm_id, request.id)).lock_exclusive().one(tx).await?;
    let found = found.ok_or(AppError::NotFound)?;
    if found.version() == request.version { Ok(found) } else { Err(AppError::conflict(&shown(&found))) }
}

fn shown<T: NamedGroup>(group: &T) -> Group {
    Group { id: group.record_id(), version: group.version(), name: group.name().to_owned() }
}
