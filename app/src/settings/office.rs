//! The firm's own data, and its business units.

use domain::{Country, Email, Line, VatNumber};
use entity::{business_unit, customer, firm, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Office, SeenRequest, Unit, UnitRequest, writing};
use crate::{
    context::AppContext,
    error::{AppError, FieldError, Reading, Refusal},
    session::{LANGUAGES, Viewer},
};

/// The firm of the viewer.
pub async fn read(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Office, AppError> {
    Ok(shown(&stored(db, viewer).await?))
}

/// Changes the firm's data, unless somebody else did since it was read.
pub async fn change(context: &AppContext, viewer: &Viewer, office: Office) -> Result<Office, AppError> {
    let mut reading = Reading::default();
    let (name, email) =
        (reading.required::<Line>("name", &office.name), reading.required::<Email>("email", &office.email));
    let country = reading.required::<Country>("country", &office.country);
    let vat = reading.optional::<VatNumber>("vat", &office.vat);
    if !LANGUAGES.contains(&office.locale.as_str()) {
        reading.refuse("locale", FieldError::Rejected(domain::Reason::UnknownLanguage.into()));
    }
    reading.done()?;
    let mut log = writing::log(context, viewer).await?;
    let before = stored(&log.tx, viewer).await?;
    if before.version != office.version {
        return Err(AppError::conflict(&shown(&before)));
    }
    let after = firm::Model { name, email, country, vat, locale: office.locale, ..before.clone() };
    log.update(&before, after).await?;
    log.finish().await?;
    read(&context.db.read, viewer).await
}

async fn stored(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<firm::Model, AppError> {
    firm::Entity::find_by_id(viewer.firm_id).one(db).await?.ok_or(AppError::NotFound)
}

fn shown(firm: &firm::Model) -> Office {
    let firm::Model { version, name, country, vat, email, locale, .. } = firm.clone();
    Office { version, name, country, vat, email, locale }
}

/// The firm's business units by name.
pub async fn units(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<Unit>, AppError> {
    let of_firm = business_unit::Entity::find().filter(business_unit::Column::FirmId.eq(firm_id));
    let found = of_firm.order_by_asc(business_unit::Column::Name).all(db).await?;
    Ok(found.into_iter().map(unit).collect())
}

fn unit(found: business_unit::Model) -> Unit {
    Unit { id: found.id, version: found.version, name: found.name }
}

/// Makes a business unit, or gives one another name.
pub async fn save_unit(context: &AppContext, viewer: &Viewer, request: UnitRequest) -> Result<(), AppError> {
    let mut reading = Reading::default();
    let name = reading.required::<Line>("name", &request.name);
    reading.done()?;
    let firm_id = viewer.firm_id;
    let mut log = writing::log(context, viewer).await?;
    if let Some(id) = request.id {
        let before = seen(&log.tx, viewer, SeenRequest { id, version: request.version }).await?;
        let after = business_unit::Model { name, ..before.clone() };
        log.update(&before, after).await.map_err(|error| error.taken_at("name"))?;
    } else {
        let new = business_unit::Model { firm_id, id: Uuid::now_v7(), version: 1, name };
        log.insert(new).await.map_err(|error| error.taken_at("name"))?;
    }
    log.finish().await
}

/// Removes a business unit that no customer and no colleague is in.
pub async fn delete_unit(context: &AppContext, viewer: &Viewer, request: SeenRequest) -> Result<(), AppError> {
    let mut log = writing::log(context, viewer).await?;
    let before = seen(&log.tx, viewer, request).await?;
    let users = user::Entity::find()
        .filter(user::Column::FirmId.eq(viewer.firm_id))
        .filter(user::Column::BusinessUnitId.eq(before.id))
        .count(&log.tx)
        .await?;
    let customer = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(viewer.firm_id))
        .filter(customer::Column::BusinessUnitId.eq(before.id))
        .one(&log.tx)
        .await?;
    if users > 0 || customer.is_some() {
        return Err(AppError::Refused(Refusal::InUse));
    }
    log.delete(&before).await?;
    log.finish().await
}

async fn seen(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    request: SeenRequest,
) -> Result<business_unit::Model, AppError> {
    let found = business_unit::Entity::find_by_id((viewer.firm_id, request.id)).one(db).await?;
    let found = found.ok_or(AppError::NotFound)?;
    if found.version == request.version { Ok(found) } else { Err(AppError::conflict(&unit(found))) }
}
