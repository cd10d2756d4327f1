//! Colleagues and their accounts: who was invited, who may do what, who left.

use std::collections::{HashMap, HashSet};

use domain::{
    Email, Language, Line, email,
    permissions::{Area, Level},
    sorting::sort_by_name,
};
use entity::{business_unit, outbox, profile, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{IdRequest, InviteRequest, MailState, User, UserRequest, Users, groups, profiles, writing};
use crate::{
    clock,
    context::AppContext,
    error::{AppError, FieldError, FormValidator, Refusal},
    jobs,
    limits::Counted,
    mail::{MailKind, outbox as mails},
    session::{
        Viewer,
        links::{self, Purpose},
        passwords,
        queries::{Holder, close_all},
        second_factor::store as second_factor,
    },
};

/// The colleagues by name, those who left last, with what can be chosen for them.
pub async fn list(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Users, AppError> {
    let mut found = user::Entity::find().filter(user::Column::FirmId.eq(viewer.firm_id)).all(db).await?;
    sort_by_name(&mut found, |user| &user.name);
    found.sort_by_key(|user| !user.active);
    let waiting: Vec<Uuid> = found.iter().filter(|user| user.password_hash.is_none()).map(|user| user.id).collect();
    let mut mails = last_mails(db, waiting).await?;
    let secured = with_second_factor(db, viewer.firm_id).await?;
    Ok(Users {
        users: found.into_iter().map(|user| shown(mails.remove(&user.id), secured.contains(&user.id), user)).collect(),
        profiles: profiles::list(db, viewer).await?,
        units: groups::list::<business_unit::Model>(db, viewer.firm_id).await?,
    })
}

/// The colleagues who give a second factor when they sign in.
async fn with_second_factor(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<HashSet<Uuid>, AppError> {
    use entity::second_factor::{Column, Entity};
    let of_firm = Entity::find().filter(Column::FirmId.eq(firm_id)).select_only().column(Column::Id);
    Ok(of_firm.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}

async fn last_mails(db: &impl ConnectionTrait, users: Vec<Uuid>) -> Result<HashMap<Uuid, MailState>, AppError> {
    let of_users = outbox::Entity::find().filter(outbox::Column::SubjectId.is_in(users));
    let invitations = of_users.filter(outbox::Column::Kind.eq(MailKind::Colleague.key()));
    let found = invitations.order_by_asc(outbox::Column::Id).all(db).await?;
    let state = |mail: outbox::Model| MailState { at: mail.sent_at.unwrap_or(mail.created_at), status: mail.status };
    Ok(found.into_iter().map(|mail| (mail.subject_id, state(mail))).collect())
}

fn shown(mail: Option<MailState>, second_factor: bool, user: user::Model) -> User {
    User {
        id: user.id,
        version: user.version,
        name: user.name,
        email: email::shown(&user.email),
        profile_id: user.profile_id,
        unit_id: user.business_unit_id,
        active: user.active,
        joined: user.password_hash.is_some(),
        second_factor,
        mail,
    }
}

/// Makes an account for a colleague and sends it a link to join.
pub async fn invite(context: &AppContext, viewer: &Viewer, request: InviteRequest) -> Result<Uuid, AppError> {
    let mut validator = FormValidator::default();
    let name = validator.required::<Line>("name", &request.name);
    let email = Email::key_of(&validator.required::<Email>("email", &request.email));
    if Language::of_texts(&request.locale).is_none() {
        validator.refuse("locale", FieldError::Rejected(domain::Reason::UnknownLanguage.into()));
    }
    validator.done()?;
    let mut log = writing::log(context, viewer).await?;
    within_reach(&log.tx, viewer, request.profile_id).await?;
    known_unit(&log.tx, viewer, request.unit_id).await?;
    let of_firm = user::Entity::find().filter(user::Column::FirmId.eq(viewer.firm_id));
    Counted::Colleagues.room(of_firm.count(&log.tx).await?)?;
    let new = user::Model {
        firm_id: viewer.firm_id,
        id: Uuid::now_v7(),
        version: 1,
        email,
        name,
        locale: request.locale,
        password_hash: None,
        password_set_at: None,
        no_digest: false,
        profile_id: request.profile_id,
        business_unit_id: request.unit_id,
        active: true,
        created_at: log.at(),
    };
    let user = log.insert(new).await.map_err(|error| error.taken_at("email"))?;
    mails::queue_by(&log.tx, viewer.user_id, passwords::mail(&user, MailKind::Colleague)).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(user.id)
}

/// Sends the link to join once more; the one before no longer works.
pub async fn resend(context: &AppContext, viewer: &Viewer, request: IdRequest) -> Result<(), AppError> {
    let log = writing::log(context, viewer).await?;
    let user = stored(&log.tx, viewer, request.id).await?;
    within_reach(&log.tx, viewer, user.profile_id).await?;
    if user.password_hash.is_some() || !user.active {
        return Err(AppError::Refused(Refusal::LinkInvalid));
    }
    mails::withdraw(&log.tx, MailKind::Colleague, user.id, log.at()).await?;
    mails::queue_by(&log.tx, viewer.user_id, passwords::mail(&user, MailKind::Colleague)).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Gives a colleague another profile or business unit, deactivates it or takes it back.
pub async fn change(context: &AppContext, viewer: &Viewer, request: UserRequest) -> Result<(), AppError> {
    let mut log = writing::log(context, viewer).await?;
    let before = stored(&log.tx, viewer, request.id).await?;
    within_reach(&log.tx, viewer, before.profile_id).await?;
    within_reach(&log.tx, viewer, request.profile_id).await?;
    known_unit(&log.tx, viewer, request.unit_id).await?;
    if before.version != request.version {
        let secured = second_factor::of(&log.tx, before.firm_id, before.id).await?.is_some();
        return Err(AppError::conflict(&shown(None, secured, before)));
    }
    let after = user::Model {
        profile_id: request.profile_id,
        business_unit_id: request.unit_id,
        active: request.active,
        ..before.clone()
    };
    log.update(&before, after).await?;
    keep_an_administrator(&log.tx, viewer.firm_id).await?;
    if before.active && !request.active {
        revoke_access(&log.tx, &before).await?;
    }
    log.finish().await
}

/// Ends every session of a colleague; signing in again stays possible.
pub async fn end_sessions(context: &AppContext, viewer: &Viewer, request: IdRequest) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    let user = stored(&tx, viewer, request.id).await?;
    within_reach(&tx, viewer, user.profile_id).await?;
    close_all(&tx, Holder::User { firm_id: user.firm_id, user_id: user.id }).await?;
    Ok(tx.commit().await?)
}

/// Takes the second factor of a colleague away, who lost it. It is signed out everywhere, and told by mail.
pub async fn reset_second_factor(context: &AppContext, viewer: &Viewer, request: IdRequest) -> Result<(), AppError> {
    let mut log = writing::log(context, viewer).await?;
    let user = stored(&log.tx, viewer, request.id).await?;
    within_reach(&log.tx, viewer, user.profile_id).await?;
    if second_factor::reset(&mut log, &user).await? {
        close_all(&log.tx, Holder::User { firm_id: user.firm_id, user_id: user.id }).await?;
    }
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Ends all that a colleague who leaves could come in by.
async fn revoke_access(db: &impl ConnectionTrait, user: &user::Model) -> Result<(), AppError> {
    close_all(db, Holder::User { firm_id: user.firm_id, user_id: user.id }).await?;
    let now = clock::now();
    for (purpose, kind) in [(Purpose::Password, MailKind::Password), (Purpose::Colleague, MailKind::Colleague)] {
        links::revoke(db, purpose, user.id, now).await?;
        mails::withdraw(db, kind, user.id, now).await?;
    }
    jobs::cancel_of(db, user.firm_id, user.id).await?;
    mails::withdraw_invitations_of(db, user.firm_id, user.id).await
}

/// Who can give rights at a firm: active, and joined.
pub async fn administrators(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<user::Model>, AppError> {
    let profiles = profile::Entity::find().filter(profile::Column::FirmId.eq(firm_id)).all(db).await?;
    let whole: Vec<Uuid> = profiles
        .iter()
        .filter(|profile| profiles::rights(profile).is_administrator())
        .map(|profile| profile.id)
        .collect();
    Ok(user::Entity::find()
        .filter(user::Column::FirmId.eq(firm_id))
        .filter(user::Column::Active.eq(true))
        .filter(user::Column::PasswordHash.is_not_null())
        .filter(user::Column::ProfileId.is_in(whole))
        .all(db)
        .await?)
}

/// Who answers for a customer: its manager if that may see all of these, or else the administrators.
pub async fn answering_for(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    manager_id: Option<Uuid>,
    areas: &[Area],
) -> Result<Vec<user::Model>, AppError> {
    let manager = match manager_id {
        Some(id) => user::Entity::find_by_id((firm_id, id)).one(db).await?,
        None => None,
    };
    let manager = match manager.filter(|user| user.active && user.password_hash.is_some()) {
        Some(manager) if may_see(db, &manager, areas).await? => Some(manager),
        _ => None,
    };
    match manager {
        Some(manager) => Ok(vec![manager]),
        None => administrators(db, firm_id).await,
    }
}

/// Whether a colleague may see all of these.
async fn may_see(db: &impl ConnectionTrait, user: &user::Model, areas: &[Area]) -> Result<bool, AppError> {
    let profile = profile::Entity::find_by_id((user.firm_id, user.profile_id)).one(db).await?;
    let rights = profile.map(|profile| profiles::rights(&profile)).unwrap_or_default();
    Ok(areas.iter().all(|area| rights.may(*area, Level::Read)))
}

/// Refuses a state in which nobody is left who can give rights.
pub async fn keep_an_administrator(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<(), AppError> {
    let left = administrators(db, firm_id).await?;
    if left.is_empty() { Err(AppError::Refused(Refusal::LastAdministrator)) } else { Ok(()) }
}

async fn stored(db: &impl ConnectionTrait, viewer: &Viewer, id: Uuid) -> Result<user::Model, AppError> {
    user::Entity::find_by_id((viewer.firm_id, id)).one(db).await?.ok_or(AppError::NotFound)
}

/// Who has a profile that gives more than the viewer has cannot be touched by the viewer, nor can that profile be given.
async fn within_reach(db: &impl ConnectionTrait, viewer: &Viewer, profile_id: Uuid) -> Result<(), AppError> {
    let profile = profiles::stored(db, viewer, profile_id).await?;
    if viewer.rights.covers(&profiles::rights(&profile)) { Ok(()) } else { Err(AppError::Forbidden) }
}

async fn known_unit(db: &impl ConnectionTrait, viewer: &Viewer, id: Option<Uuid>) -> Result<(), AppError> {
    let Some(id) = id else { return Ok(()) };
    let found = entity::business_unit::Entity::find_by_id((viewer.firm_id, id)).one(db).await?;
    found.map(drop).ok_or(AppError::NotFound)
}
