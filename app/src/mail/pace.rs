//! How many mails colleagues may cause: so many an hour by hand, to one address, of one colleague and of one firm. What a job
//! sends to many waits in the outbox, and leaves one after another where the firm sent many within the hour.

use chrono::{DateTime, Duration, Utc};
use domain::Email;
use entity::outbox::{self, Column};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select,
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

/// Whom a mail is counted for that a colleague causes.
#[derive(Clone, Copy, Debug)]
pub struct Sender {
    pub user_id: Uuid,
    /// The job that sends it among many.
    pub batch_id: Option<Uuid>,
}

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
    let by_hand = recent(now).filter(Column::BatchId.is_null());
    if by_hand.clone().filter(Column::SenderId.eq(sender)).count(db).await? >= BY_HAND {
        return Err(AppError::Refused(Refusal::MailsBySender));
    }
    if by_hand.filter(of_colleagues(firm_id)).count(db).await? >= BY_FIRM {
        return Err(AppError::Refused(Refusal::MailsByFirm));
    }
    Ok(())
}

/// How fast the many mails of a firm leave: some at once, and the others one after another.
pub struct Pace {
    now: DateTime<Utc>,
    /// Mails that the firm's colleagues caused within the window. Those that left count too: many small orders are one large one.
    recent: u64,
    /// Mails of the firm whose time to leave has not come.
    waiting: u64,
}

impl Pace {
    /// As it is now.
    pub async fn of(db: &impl ConnectionTrait, firm_id: Uuid, now: DateTime<Utc>) -> Result<Self, AppError> {
        let waiting = outbox::Entity::find()
            .filter(Column::FirmId.eq(firm_id))
            .filter(Column::Status.eq("queued"))
            .filter(Column::NextAttemptAt.gt(now));
        let recent = recent(now).filter(of_colleagues(Some(firm_id)));
        Ok(Self { now, recent: recent.count(db).await?, waiting: waiting.count(db).await? })
    }

    /// When the next one leaves.
    pub async fn departure(&mut self, db: &impl ConnectionTrait, recipient: &str) -> Result<DateTime<Utc>, AppError> {
        let at_once = self.recent < MAILS_AT_ONCE as u64;
        let before = if at_once { 0 } else { i32::try_from(self.waiting + 1).unwrap_or(i32::MAX) };
        // To one address no more leave in an hour than may be sent there by hand.
        let hours = i32::try_from(to_address(db, recipient, self.now).await? / TO_ONE_ADDRESS).unwrap_or(i32::MAX);
        let departure = self.now + BETWEEN * before + WINDOW * hours;
        self.recent += 1;
        self.waiting += u64::from(departure > self.now);
        Ok(departure)
    }
}

/// What was queued within the window.
fn recent(now: DateTime<Utc>) -> Select<outbox::Entity> {
    outbox::Entity::find().filter(Column::CreatedAt.gt(now - WINDOW))
}

/// What colleagues of a firm caused.
fn of_colleagues(firm_id: Option<Uuid>) -> Condition {
    Condition::all().add(Column::FirmId.eq(firm_id)).add(Column::SenderId.is_not_null())
}

/// What an address is counted by in a mail that no longer names it.
pub(super) fn counted_as(recipient: &str) -> String {
    secret::hash(&Email::key_of(recipient))
}

/// How many mails that colleagues caused were queued to an address lately.
async fn to_address(db: &impl ConnectionTrait, recipient: &str, now: DateTime<Utc>) -> Result<u64, AppError> {
    let kinds = [MailKind::Invitation, MailKind::Colleague].map(MailKind::key);
    let to_it = recent(now)
        .filter(Func::lower(Column::Recipient.into_expr()).is_in([Email::key_of(recipient), counted_as(recipient)]))
        .filter(Column::Kind.is_in(kinds));
    Ok(to_it.count(db).await?)
}
