//! How many mails colleagues may cause: so many an hour by hand, to one address, of one colleague and of one firm. What a job
//! sends to many waits in the outbox, and leaves one after another.

use chrono::{DateTime, Duration, Utc};
use domain::Email;
use entity::outbox::{self, Column};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{ExprTrait, Func},
};
use uuid::Uuid;

use super::MailKind;
use crate::{
    error::{AppError, Refusal},
    limits::MAILS_AT_ONCE,
    session::secret,
};

/// What is counted was queued since.
pub(super) const WINDOW: Duration = Duration::hours(1);
/// Mails to one address within it, whoever sends them.
const TO_ONE_ADDRESS: u64 = 5;
/// Mails that one colleague sends by hand within it.
const BY_HAND: u64 = 60;
/// Mails that the colleagues of a firm send by hand within it, together.
const BY_FIRM: u64 = 300;
/// How much longer than the one before a mail waits of which there are many.
const BETWEEN: Duration = Duration::seconds(1);

/// Whether a colleague may send one more mail to this address by hand.
///
/// # Errors
/// `Refused` when enough were sent.
pub async fn check(
    db: &impl ConnectionTrait,
    sender: Uuid,
    firm_id: Option<Uuid>,
    recipient: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if to_address(db, recipient, now).await? >= TO_ONE_ADDRESS {
        return Err(AppError::Refused(Refusal::MailsToAddress));
    }
    let recent = outbox::Entity::find().filter(Column::CreatedAt.gt(now - WINDOW));
    if recent.clone().filter(Column::SenderId.eq(sender)).count(db).await? >= BY_HAND {
        return Err(AppError::Refused(Refusal::MailsBySender));
    }
    let of_firm = recent.filter(Column::FirmId.eq(firm_id)).filter(Column::SenderId.is_not_null());
    if of_firm.count(db).await? >= BY_FIRM {
        return Err(AppError::Refused(Refusal::MailsByFirm));
    }
    Ok(())
}

/// How many mails of a firm wait.
pub async fn waiting(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<u64, AppError> {
    let waiting = outbox::Entity::find().filter(Column::FirmId.eq(firm_id)).filter(Column::Status.eq("queued"));
    Ok(waiting.count(db).await?)
}

/// When one of many mails of a firm leaves, of which so many wait before it.
pub async fn departure(
    db: &impl ConnectionTrait,
    waiting: u64,
    recipient: &str,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, AppError> {
    let before = i32::try_from((waiting + 1).saturating_sub(MAILS_AT_ONCE as u64)).unwrap_or(i32::MAX);
    // To one address no more leave in an hour than may be sent there by hand.
    let hours = i32::try_from(to_address(db, recipient, now).await? / TO_ONE_ADDRESS).unwrap_or(i32::MAX);
    Ok(now + BETWEEN * before + WINDOW * hours)
}

/// What an address is counted by in a mail that no longer names it.
pub(super) fn counted_as(recipient: &str) -> String {
    secret::hash(&Email::key_of(recipient))
}

/// How many mails that colleagues caused were queued to an address lately.
async fn to_address(db: &impl ConnectionTrait, recipient: &str, now: DateTime<Utc>) -> Result<u64, AppError> {
    let kinds = [MailKind::Invitation, MailKind::Colleague].map(MailKind::key);
    let recent = outbox::Entity::find()
        .filter(Func::lower(Column::Recipient.into_expr()).is_in([Email::key_of(recipient), counted_as(recipient)]))
        .filter(Column::CreatedAt.gt(now - WINDOW))
        .filter(Column::Kind.is_in(kinds));
    Ok(recent.count(db).await?)
}
