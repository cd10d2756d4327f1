//! Questions to passkeys: each waits a few minutes for one answer from the browser that was asked.

use chrono::{Duration, Utc};
use entity::passkey_challenge;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    clock,
    context::{AppContext, internal},
    error::{AppError, Refusal},
    session::{cookie, request, secret},
};

/// The cookie that the answer is known by.
const COOKIE: &str = "kantoor_passkey";
/// How long an answer is waited for: as long as browsers show the question.
const LIFETIME: Duration = Duration::minutes(5);

/// What a passkey is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Add,
    SignIn,
    Confirm,
}

impl Purpose {
    const fn key(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::SignIn => "sign_in",
            Self::Confirm => "confirm",
        }
    }
}

/// Remembers what the answer is checked against; whose passkey is asked, where that is known.
pub async fn ask(
    context: &AppContext,
    purpose: Purpose,
    user_id: Option<Uuid>,
    state: &impl Serialize,
) -> Result<(), AppError> {
    let (token, now) = (secret::new(), clock::now());
    let row = passkey_challenge::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        purpose: Set(purpose.key().into()),
        user_id: Set(user_id),
        state: Set(serde_json::to_string(state).map_err(internal)?),
        expires_at: Set(now + LIFETIME),
    };
    let tx = context.db.begin().await?;
    forget_expired(&tx, now).await?;
    passkey_challenge::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    cookie::append(COOKIE, &token, LIFETIME.num_seconds(), true)
}

/// What this browser was asked. It counts no longer: a question has one answer.
pub async fn take(context: &AppContext, purpose: Purpose) -> Result<passkey_challenge::Model, AppError> {
    let refused = || AppError::Refused(Refusal::PasskeyRefused);
    let hash = secret::hash(&request::cookie(COOKIE).ok_or_else(refused)?);
    let tx = context.db.begin().await?;
    let asked = passkey_challenge::Entity::find_by_id(&hash).one(&tx).await?.ok_or_else(refused)?;
    let done = passkey_challenge::Entity::delete_by_id(&hash).exec(&tx).await?;
    tx.commit().await?;
    cookie::append(COOKIE, "", 0, true)?;
    let good = done.rows_affected == 1 && asked.purpose == purpose.key() && asked.expires_at > clock::now();
    if good { Ok(asked) } else { Err(refused()) }
}

/// What an answer is checked against, as it was remembered.
pub fn state<T: DeserializeOwned>(asked: &passkey_challenge::Model) -> Result<T, AppError> {
    serde_json::from_str(&asked.state).map_err(internal)
}

/// Removes the questions that nobody answered in time.
pub async fn forget_expired(db: &impl ConnectionTrait, now: chrono::DateTime<Utc>) -> Result<(), AppError> {
    passkey_challenge::Entity::delete_many().filter(passkey_challenge::Column::ExpiresAt.lte(now)).exec(db).await?;
    Ok(())
}
