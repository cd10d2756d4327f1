//! The second factor of a colleague as it is stored: set, asked, taken away. Each change has its line in the history, without
//! secrets, and a mail to the colleague.

use chrono::{DateTime, Utc};
use entity::{passkey, profile, second_factor, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select,
};
use uuid::Uuid;

use super::{Factors, PasskeyRecord, app_code, codes};
use crate::{
    audit::AuditedTransaction,
    context::{AppContext, internal},
    error::{AppError, FieldError, Refusal},
    mail::{FactorChange, MailKind, outbox},
    session::{Viewer, attempts, attempts::Key, passwords},
};

/// The second factor of a user, if it has one.
pub async fn of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    user_id: Uuid,
) -> Result<Option<second_factor::Model>, AppError> {
    Ok(second_factor::Entity::find_by_id((firm_id, user_id)).one(db).await?)
}

/// The viewer's own, for its profile page.
pub async fn shown(context: &AppContext, viewer: &Viewer) -> Result<Factors, AppError> {
    let db = &context.db.read;
    let app_set_at = of(db, viewer.firm_id, viewer.user_id).await?.and_then(|factor| factor.app_set_at);
    let passkeys = passkeys_of(viewer.firm_id, viewer.user_id).order_by_asc(passkey::Column::Id).all(db).await?;
    Ok(Factors {
        app_set_at,
        passkeys: passkeys.into_iter().map(record).collect(),
        codes_left: codes::left(db, viewer.firm_id, viewer.user_id).await?,
        required: is_required(db, viewer).await?,
    })
}

fn record(passkey: passkey::Model) -> PasskeyRecord {
    let passkey::Model { id, name, created_at, used_at, .. } = passkey;
    PasskeyRecord { id, name, created_at, used_at }
}

/// The passkeys of a user.
pub fn passkeys_of(firm_id: Uuid, user_id: Uuid) -> Select<passkey::Entity> {
    passkey::Entity::find().filter(passkey::Column::FirmId.eq(firm_id)).filter(passkey::Column::UserId.eq(user_id))
}

async fn is_required(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<bool, AppError> {
    let user = stored(db, viewer.firm_id, viewer.user_id).await?;
    let profile = profile::Entity::find_by_id((viewer.firm_id, user.profile_id)).one(db).await?;
    Ok(profile.is_some_and(|profile| profile.requires_second_factor))
}

async fn stored(db: &impl ConnectionTrait, firm_id: Uuid, user_id: Uuid) -> Result<user::Model, AppError> {
    user::Entity::find_by_id((firm_id, user_id)).one(db).await?.ok_or(AppError::Unauthenticated)
}

/// What the secret of a user's app is sealed for.
pub(crate) fn purpose(user_id: Uuid) -> String {
    format!("app {user_id}")
}

/// The second factor to which something is added. The first one brings the recovery codes, which the next page shows.
pub(super) async fn begun(
    context: &AppContext,
    log: &mut AuditedTransaction,
    viewer: &Viewer,
) -> Result<second_factor::Model, AppError> {
    if let Some(factor) = of(&log.tx, viewer.firm_id, viewer.user_id).await? {
        return Ok(factor);
    }
    let new = codes::renew(&log.tx, viewer.firm_id, viewer.user_id).await?;
    codes::show_next(context, viewer.user_id, &new)?;
    log.insert(second_factor::Model {
        firm_id: viewer.firm_id,
        id: viewer.user_id,
        version: 1,
        app_secret: None,
        app_set_at: None,
        codes_set_at: log.at(),
        last_step: 0,
    })
    .await
}

/// Sets the viewer's authenticator app, whose first code was of this step; an earlier app no longer counts.
pub async fn set_app(context: &AppContext, viewer: &Viewer, secret: &[u8], step: i64) -> Result<(), AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "profile").await?;
    let before = begun(context, &mut log, viewer).await?;
    let app_secret = Some(context.sealing.seal(&purpose(viewer.user_id), secret)?);
    let after = second_factor::Model { app_secret, app_set_at: Some(log.at()), last_step: step, ..before.clone() };
    log.update(&before, after).await?;
    tell(&log.tx, viewer.firm_id, viewer.user_id, FactorChange::AppSet).await?;
    finish(context, log).await
}

/// Takes the viewer's authenticator app away.
pub async fn remove_app(context: &AppContext, viewer: &Viewer) -> Result<(), AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "profile").await?;
    let before = of(&log.tx, viewer.firm_id, viewer.user_id).await?.ok_or(AppError::NotFound)?;
    let after = second_factor::Model { app_secret: None, app_set_at: None, ..before.clone() };
    lessen(&mut log, viewer, &before, after).await?;
    tell(&log.tx, viewer.firm_id, viewer.user_id, FactorChange::AppRemoved).await?;
    finish(context, log).await
}

/// Stores a second factor from which something was taken. With the last of it the recovery codes go too, unless the profile asks
/// for a second factor.
pub(super) async fn lessen(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    before: &second_factor::Model,
    after: second_factor::Model,
) -> Result<(), AppError> {
    let passkeys = passkeys_of(viewer.firm_id, viewer.user_id).count(&log.tx).await?;
    if after.app_secret.is_some() || passkeys > 0 {
        return log.update(before, after).await;
    }
    if is_required(&log.tx, viewer).await? {
        return Err(AppError::Refused(Refusal::LastFactor));
    }
    codes::forget(&log.tx, viewer.firm_id, viewer.user_id).await?;
    log.delete(before).await
}

/// Makes new recovery codes for the viewer, which the next page shows; earlier ones no longer count.
pub async fn new_codes(context: &AppContext, viewer: &Viewer) -> Result<(), AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "profile").await?;
    let before = of(&log.tx, viewer.firm_id, viewer.user_id).await?.ok_or(AppError::NotFound)?;
    let codes = codes::renew(&log.tx, viewer.firm_id, viewer.user_id).await?;
    log.update(&before, second_factor::Model { codes_set_at: log.at(), ..before.clone() }).await?;
    tell(&log.tx, viewer.firm_id, viewer.user_id, FactorChange::CodesMade).await?;
    codes::show_next(context, viewer.user_id, &codes)?;
    finish(context, log).await
}

/// Takes all of a user's second factor away: false if there was none. The caller ends its sessions.
pub async fn reset(log: &mut AuditedTransaction, user: &user::Model) -> Result<bool, AppError> {
    let Some(factor) = of(&log.tx, user.firm_id, user.id).await? else { return Ok(false) };
    for passkey in passkeys_of(user.firm_id, user.id).all(&log.tx).await? {
        log.delete(&passkey).await?;
    }
    codes::forget(&log.tx, user.firm_id, user.id).await?;
    log.delete(&factor).await?;
    tell(&log.tx, user.firm_id, user.id, FactorChange::Reset).await?;
    Ok(true)
}

/// Whether a code is right: one of the user's app, or a recovery code. Each counts once, and guessing slows down.
pub async fn verify(context: &AppContext, user: &user::Model, typed: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let key = Key::SecondFactor(user.id);
    let tx = context.db.begin().await?;
    attempts::count(&tx, &[key], now).await?;
    tx.commit().await?;

    let code = codes::normalised(typed);
    let tx = context.db.begin().await?;
    let right = match code.len() {
        app_code::DIGITS => app_code_counts(context, &tx, user, &code, now).await?,
        codes::LENGTH => codes::redeem(&tx, user.firm_id, user.id, &code).await?,
        _ => false,
    };
    if !right {
        return Err(AppError::field("code", FieldError::WrongCode));
    }
    if code.len() == codes::LENGTH {
        tell(&tx, user.firm_id, user.id, FactorChange::CodeUsed).await?;
    }
    attempts::forget(&tx, key).await?;
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Of two who give the same code at once, one succeeds: its step is then the last.
async fn app_code_counts(
    context: &AppContext,
    db: &impl ConnectionTrait,
    user: &user::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let Some(sealed) = of(db, user.firm_id, user.id).await?.and_then(|factor| factor.app_secret) else {
        return Ok(false);
    };
    let secret = context.sealing.open(&purpose(user.id), &sealed).ok_or_else(|| {
        internal(format!("the secret of an app cannot be opened: {} is another one", crate::sealing::FILE))
    })?;
    let Some(step) = app_code::step_of(&secret, code, now) else { return Ok(false) };
    let used = second_factor::ActiveModel { last_step: Set(step), ..Default::default() };
    let done = second_factor::Entity::update_many()
        .set(used)
        .filter(second_factor::Column::FirmId.eq(user.firm_id))
        .filter(second_factor::Column::Id.eq(user.id))
        .filter(second_factor::Column::LastStep.lt(step))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Mails the colleague what changed.
pub(super) async fn tell(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    user_id: Uuid,
    change: FactorChange,
) -> Result<(), AppError> {
    let user = stored(db, firm_id, user_id).await?;
    outbox::queue(db, passwords::mail(&user, MailKind::SecondFactor(change))).await
}

pub(super) async fn finish(context: &AppContext, log: AuditedTransaction) -> Result<(), AppError> {
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}
