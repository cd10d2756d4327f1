//! The firm's own data.

use domain::{Country, Email, Line, VatNumber, email};
use entity::firm;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Office, writing};
use crate::{
    context::AppContext,
    error::{AppError, FieldError, Reading},
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
    Office { version, name, country, vat, email: email::shown(&email), locale }
}
