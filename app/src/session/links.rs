//! Single-use links in mails. Only the hash of a token rests in the database; opening a link changes nothing, using it is a POST.

use chrono::{DateTime, Duration, Utc};
use entity::link;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::secret;
use crate::error::{AppError, Refusal};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Choosing a new password; the subject is a user.
    Password,
    /// A colleague joining; the subject is a user.
    Colleague,
    /// A customer answering; the subject is an invitation.
    Invitation,
    /// A customer signing in without a password; the subject is a portal account.
    Portal,
    /// Ending a session that somebody else may have opened; the subject is a line of the log of sign-ins.
    Device,
    /// Making the first firm; the subject is nobody.
    Begin,
}

impl Purpose {
    /// As it is stored.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Colleague => "colleague",
            Self::Invitation => "invitation",
            Self::Portal => "portal",
            Self::Device => "device",
            Self::Begin => "begin",
        }
    }

    /// How long the link works.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Password => Duration::hours(2),
            Self::Portal => Duration::minutes(30),
            Self::Colleague | Self::Device => Duration::days(7),
            Self::Invitation => Duration::days(30),
            // A server may wait for long; a new code is made at each start.
            Self::Begin => Duration::days(365),
        }
    }
}

/// Makes a link and gives its token. An earlier link for the same subject and purpose no longer works.
pub async fn make(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    firm_id: Option<Uuid>,
    subject_id: Uuid,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    revoke(db, purpose, subject_id, now).await?;
    add(db, purpose, firm_id, subject_id, now).await
}

/// Makes one more link beside the earlier ones: a mail that is sent again must not spoil the link of a copy that did arrive.
pub async fn add(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    firm_id: Option<Uuid>,
    subject_id: Uuid,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    let token = secret::new();
    store(db, purpose, firm_id, subject_id, &token, now).await?;
    Ok(token)
}

/// Stores the hash of a token.
pub async fn store(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    firm_id: Option<Uuid>,
    subject_id: Uuid,
    token: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = link::ActiveModel {
        token_hash: Set(secret::hash(token)),
        purpose: Set(purpose.key().into()),
        firm_id: Set(firm_id),
        subject_id: Set(subject_id),
        expires_at: Set(now + purpose.lifetime()),
        used_at: Set(None),
        revoked_at: Set(None),
    };
    link::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// A link as it is stored, whether it still works or not.
pub async fn stored(db: &impl ConnectionTrait, purpose: Purpose, token: &str) -> Result<Option<link::Model>, AppError> {
    let found = link::Entity::find_by_id(secret::hash(token)).one(db).await?;
    Ok(found.filter(|link| link.purpose == purpose.key()))
}

/// The link of a subject that works longest, of those that nobody has used or taken back.
pub async fn last_of(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    subject_id: Uuid,
) -> Result<Option<link::Model>, AppError> {
    Ok(link::Entity::find()
        .filter(link::Column::SubjectId.eq(subject_id))
        .filter(link::Column::Purpose.eq(purpose.key()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::RevokedAt.is_null())
        .order_by_desc(link::Column::ExpiresAt)
        .one(db)
        .await?)
}

/// What a link is about, without using it. Used, replaced, expired and unknown links all give the same refusal.
pub async fn peek(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
    now: DateTime<Utc>,
) -> Result<link::Model, AppError> {
    link::Entity::find_by_id(secret::hash(token))
        .one(db)
        .await?
        .filter(|link| link.purpose == purpose.key() && link.used_at.is_none() && link.revoked_at.is_none())
        .filter(|link| link.expires_at > now)
        .ok_or(AppError::Refused(Refusal::LinkInvalid))
}

/// Uses a link, and takes back any other for the same: of two people who press at once, one succeeds.
pub async fn redeem(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
    now: DateTime<Utc>,
) -> Result<link::Model, AppError> {
    let found = peek(db, purpose, token, now).await?;
    let used = link::ActiveModel { used_at: Set(Some(now)), ..Default::default() };
    let done = link::Entity::update_many()
        .set(used)
        .filter(link::Column::TokenHash.eq(&found.token_hash))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(AppError::Refused(Refusal::LinkInvalid));
    }
    revoke(db, purpose, found.subject_id, now).await?;
    Ok(found)
}

/// Takes back the links of a subject. They stay until they run out: the page of an older mail's link can say what became of it.
pub async fn revoke(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    subject_id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let revoked = link::ActiveModel { revoked_at: Set(Some(at)), ..Default::default() };
    link::Entity::update_many()
        .set(revoked)
        .filter(link::Column::SubjectId.eq(subject_id))
        .filter(link::Column::Purpose.eq(purpose.key()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Gives back the links of a subject that were taken back at exactly this time.
pub async fn put_back(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    subject_id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    link::Entity::update_many()
        .set(link::ActiveModel { revoked_at: Set(None), ..Default::default() })
        .filter(link::Column::SubjectId.eq(subject_id))
        .filter(link::Column::Purpose.eq(purpose.key()))
        .filter(link::Column::RevokedAt.eq(at))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes all links about subjects that are removed.
pub async fn forget(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    subjects: impl IntoIterator<Item = Uuid>,
) -> Result<(), AppError> {
    link::Entity::delete_many()
        .filter(link::Column::Purpose.eq(purpose.key()))
        .filter(link::Column::SubjectId.is_in(subjects))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes the links that have run out. Those of invitations stay: their page says what became of the invitation.
pub async fn forget_expired(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    link::Entity::delete_many()
        .filter(link::Column::ExpiresAt.lte(now))
        .filter(link::Column::Purpose.ne(Purpose::Invitation.key()))
        .exec(db)
        .await?;
    Ok(())
}
