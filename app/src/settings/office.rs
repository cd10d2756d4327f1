//! The firm's own data.

use domain::{
    Country, Email, Language, Line, VatNumber,
    details::{paragraph_within, phone},
    email,
};
use entity::firm;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Office, writing};
use crate::{
    context::AppContext,
    error::{AppError, FieldError, FormValidator},
    session::Viewer,
};

/// How many characters an address may have.
const ADDRESS: usize = 500;

/// The firm of the viewer.
pub async fn read(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Office, AppError> {
    Ok(shown(&stored(db, viewer).await?))
}

/// Changes the firm's data, unless somebody else did since it was read.
pub async fn change(context: &AppContext, viewer: &Viewer, office: Office) -> Result<Office, AppError> {
    let mut validator = FormValidator::default();
    let (name, email) =
        (validator.required::<Line>("name", &office.name), validator.required::<Email>("email", &office.email));
    let country = validator.required::<Country>("country", &office.country);
    let vat = validator.optional::<VatNumber>("vat", &office.vat);
    let address = validator.with("address", &office.address, |text| paragraph_within(text, ADDRESS));
    let phone = validator.with("phone", &office.phone, phone);
    if Language::of_texts(&office.locale).is_none() {
        validator.refuse("locale", FieldError::Rejected(domain::Reason::UnknownLanguage.into()));
    }
    validator.done()?;
    let mut log = writing::log(context, viewer).await?;
    let before = stored(&log.tx, viewer).await?;
    if before.version != office.version {
        return Err(AppError::conflict(&shown(&before)));
    }
    let after = firm::Model { name, email, country, vat, address, phone, locale: office.locale, ..before.clone() };
    log.update(&before, after).await?;
    log.finish().await?;
    read(&context.db.read, viewer).await
}

async fn stored(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<firm::Model, AppError> {
    firm::Entity::find_by_id(viewer.firm_id).one(db).await?.ok_or(AppError::NotFound)
}

fn shown(firm: &firm::Model) -> Office {
    let firm::Model { version, name, country, vat, address, phone, email, locale, .. } = firm.clone();
    Office { version, name, country, vat, address, phone, email: email::shown(&email), locale }
}
