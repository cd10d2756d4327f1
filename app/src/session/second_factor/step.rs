//! Signing in halfway: the password was right, the second factor is still asked. A cookie and a table of their own, so that it opens
//! nothing else.

use chrono::{DateTime, Duration, Utc};
use entity::{sign_in_step, user};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    clock,
    context::AppContext,
    error::{AppError, Refusal},
    session::{cookie, request, secret},
};

/// The cookie's name.
pub const COOKIE: &str = "kantoor_step";
/// How long the second factor is waited for.
const LIFETIME: Duration = Duration::minutes(10);

/// Remembers that this browser gave the right password.
pub async fn begin(context: &AppContext, user: &user::Model) -> Result<(), AppError> {
    let (token, now) = (secret::new(), clock::now());
    let row = sign_in_step::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        firm_id: Set(user.firm_id),
        user_id: Set(user.id),
        expires_at: Set(now + LIFETIME),
    };
    let tx = context.db.begin().await?;
    forget_expired(&tx, now).await?;
    sign_in_step::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    cookie::append(COOKIE, &token, LIFETIME.num_seconds(), true)
}

/// Who gave the right password in this browser, if that was not too long ago.
pub async fn user(context: &AppContext, now: DateTime<Utc>) -> Result<user::Model, AppError> {
    let expired = || AppError::Refused(Refusal::StepExpired);
    let db = &context.db.read;
    let token = request::cookie(COOKIE).ok_or_else(expired)?;
    let step = sign_in_step::Entity::find_by_id(secret::hash(&token)).one(db).await?;
    let step = step.filter(|step| step.expires_at > now).ok_or_else(expired)?;
    let user = user::Entity::find_by_id((step.firm_id, step.user_id)).one(db).await?;
    user.filter(|user| user.active).ok_or_else(expired)
}

/// Signing in is done in this browser: its step counts no longer. Of two who finish it at once, one succeeds.
pub async fn end(db: &impl ConnectionTrait) -> Result<(), AppError> {
    let Some(token) = request::cookie(COOKIE) else { return Err(AppError::Refused(Refusal::StepExpired)) };
    let done = sign_in_step::Entity::delete_by_id(secret::hash(&token)).exec(db).await?;
    if done.rows_affected == 0 {
        return Err(AppError::Refused(Refusal::StepExpired));
    }
    cookie::append(COOKIE, "", 0, true)
}

/// Takes back what a user began.
pub async fn forget(db: &impl ConnectionTrait, user_id: Uuid) -> Result<(), AppError> {
    sign_in_step::Entity::delete_many().filter(sign_in_step::Column::UserId.eq(user_id)).exec(db).await?;
    Ok(())
}

/// Removes what was begun too long ago.
pub async fn forget_expired(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    sign_in_step::Entity::delete_many().filter(sign_in_step::Column::ExpiresAt.lte(now)).exec(db).await?;
    Ok(())
}
