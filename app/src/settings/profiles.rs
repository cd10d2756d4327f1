//! Permission profiles. Nobody hands out more than it has: a profile that gives more is out of reach, to change and to give.

use std::collections::HashMap;

use domain::{
    Line,
    permissions::{BuiltIn, Rights},
    reference::entry_key,
    sorting::sort_key,
};
use entity::{profile, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{Profile, ProfileRequest, RequireRequest, SeenRequest, users, writing};
use crate::{
    context::AppContext,
    error::{AppError, FieldError, FormValidator, Refusal},
    limits::Counted,
    session::Viewer,
};

/// The firm's profiles: the built-in ones, most rights first, then its own by name.
pub async fn list(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<Profile>, AppError> {
    let used: HashMap<Uuid, i64> = user::Entity::find()
        .filter(user::Column::FirmId.eq(viewer.firm_id))
        .select_only()
        .column(user::Column::ProfileId)
        .column_as(user::Column::Id.count(), "users")
        .group_by(user::Column::ProfileId)
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let found = profile::Entity::find().filter(profile::Column::FirmId.eq(viewer.firm_id)).all(db).await?;
    let users = |id| used.get(&id).copied().unwrap_or_default().unsigned_abs();
    let mut profiles: Vec<Profile> =
        found.into_iter().map(|profile| shown(viewer, users(profile.id), profile)).collect();
    let place = |profile: &Profile| BuiltIn::ALL.iter().position(|built_in| built_in.key() == profile.builtin);
    profiles.sort_by_cached_key(|profile| (place(profile).unwrap_or(usize::MAX), sort_key(&profile.name)));
    Ok(profiles)
}

/// One profile.
pub async fn read(db: &impl ConnectionTrait, viewer: &Viewer, id: Uuid) -> Result<Profile, AppError> {
    let found = stored(db, viewer, id).await?;
    Ok(shown(viewer, count_users(db, viewer, id).await?, found))
}

/// Makes a profile, or changes one of the firm's own.
pub async fn save(context: &AppContext, viewer: &Viewer, request: ProfileRequest) -> Result<Uuid, AppError> {
    let mut validator = FormValidator::default();
    let name = validator.required::<Line>("name", &request.name);
    validator.done()?;
    if !viewer.rights.covers(&request.rights) {
        return Err(AppError::Forbidden);
    }
    let rights = serde_json::json!(request.rights).to_string();
    let mut log = writing::log(context, viewer).await?;
    let others = profile::Entity::find().filter(profile::Column::FirmId.eq(viewer.firm_id)).all(&log.tx).await?;
    if others.iter().any(|other| Some(other.id) != request.id && entry_key(&other.name) == entry_key(&name)) {
        return Err(AppError::field("name", FieldError::Taken));
    }
    let id = match request.id {
        Some(id) => {
            let before = changeable(&log.tx, viewer, SeenRequest { id, version: request.version }).await?;
            let after = profile::Model { name, rights, ..before.clone() };
            log.update(&before, after).await.map_err(|error| error.taken_at("name"))?;
            users::keep_an_administrator(&log.tx, viewer.firm_id).await?;
            id
        }
        None => {
            let (firm_id, id) = (viewer.firm_id, Uuid::now_v7());
            let of_firm = profile::Entity::find().filter(profile::Column::FirmId.eq(firm_id));
            Counted::Profiles.room(of_firm.count(&log.tx).await?)?;
            let new = profile::Model {
                firm_id,
                id,
                version: 1,
                name,
                builtin: String::new(),
                rights,
                requires_second_factor: false,
            };
            log.insert(new).await.map_err(|error| error.taken_at("name"))?.id
        }
    };
    log.finish().await?;
    Ok(id)
}

/// Says whether whoever has a profile must have a second factor: of a built-in one too, as it gives and takes no right.
pub async fn require_second_factor(
    context: &AppContext,
    viewer: &Viewer,
    request: RequireRequest,
) -> Result<Profile, AppError> {
    let mut log = writing::log(context, viewer).await?;
    let before = seen_within_reach(&log.tx, viewer, SeenRequest { id: request.id, version: request.version }).await?;
    log.update(&before, profile::Model { requires_second_factor: request.required, ..before.clone() }).await?;
    log.finish().await?;
    read(&context.db.read, viewer, request.id).await
}

/// Removes one of the firm's own profiles that no colleague has.
pub async fn delete(context: &AppContext, viewer: &Viewer, request: SeenRequest) -> Result<(), AppError> {
    let mut log = writing::log(context, viewer).await?;
    let before = changeable(&log.tx, viewer, request).await?;
    if count_users(&log.tx, viewer, before.id).await? > 0 {
        return Err(AppError::Refused(Refusal::InUse));
    }
    log.delete(&before).await?;
    log.finish().await
}

/// The stored profile, if it is one of the viewer's firm.
pub async fn stored(db: &impl ConnectionTrait, viewer: &Viewer, id: Uuid) -> Result<profile::Model, AppError> {
    profile::Entity::find_by_id((viewer.firm_id, id)).one(db).await?.ok_or(AppError::NotFound)
}

/// What a stored profile allows. Rights that cannot be read are no rights.
pub fn rights(profile: &profile::Model) -> Rights {
    serde_json::from_str(&profile.rights).unwrap_or_default()
}

async fn changeable(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    request: SeenRequest,
) -> Result<profile::Model, AppError> {
    if !stored(db, viewer, request.id).await?.builtin.is_empty() {
        return Err(AppError::Refused(Refusal::BuiltIn));
    }
    seen_within_reach(db, viewer, request).await
}

/// The stored profile in the version that was seen, if it gives no more than the viewer has.
async fn seen_within_reach(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    request: SeenRequest,
) -> Result<profile::Model, AppError> {
    let found = stored(db, viewer, request.id).await?;
    if !viewer.rights.covers(&rights(&found)) {
        return Err(AppError::Forbidden);
    }
    if found.version != request.version {
        return Err(AppError::conflict(&shown(viewer, 0, found)));
    }
    Ok(found)
}

async fn count_users(db: &impl ConnectionTrait, viewer: &Viewer, id: Uuid) -> Result<u64, AppError> {
    let of_firm = user::Entity::find().filter(user::Column::FirmId.eq(viewer.firm_id));
    Ok(of_firm.filter(user::Column::ProfileId.eq(id)).count(db).await?)
}

fn shown(viewer: &Viewer, users: u64, profile: profile::Model) -> Profile {
    let rights = rights(&profile);
    Profile {
        id: profile.id,
        version: profile.version,
        name: profile.name,
        builtin: profile.builtin,
        within_reach: viewer.rights.covers(&rights),
        rights,
        requires_second_factor: profile.requires_second_factor,
        users,
    }
}
