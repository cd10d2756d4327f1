//! The outbox: mails that wait, went or failed. No token rests here, and a worker takes one mail at a time.

use chrono::{DateTime, Duration, Utc};
use domain::MailFailure;
use entity::{invitation, outbox};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    MailKind, MailStatus,
    pace::{self, Pace, Sender},
};
use crate::{clock, context::Db, error::AppError};

/// Longer than one conversation with an SMTP server may take: after it, a mail whose worker died is sent by another.
const LEASE: Duration = Duration::minutes(5);
/// After so many attempts, a bit over a day, a mail is given up.
pub(crate) const MAX_ATTEMPTS: i32 = 13;
const FIRST_DELAY: Duration = Duration::seconds(5);
const LONGEST_DELAY: Duration = Duration::hours(6);

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct NewMail {
    pub kind: MailKind,
    pub firm_id: Option<Uuid>,
    /// The customer on whose card its state is shown.
    pub customer_id: Option<Uuid>,
    pub subject_id: Uuid,
    pub recipient: String,
    /// The recipient's language, BCP 47.
    pub locale: String,
}

/// Puts a mail in the outbox, in the transaction of what it tells about. After the commit, `context.wake.notify_waiters()` has it
/// sent at once; without that it leaves within seconds.
pub async fn queue(db: &impl ConnectionTrait, mail: NewMail) -> Result<(), AppError> {
    let now = clock::now();
    store(db, mail, None, now, now).await
}

/// The same for the few mails that tell of one thing.
pub async fn queue_all(db: &impl ConnectionTrait, mails: Vec<NewMail>) -> Result<(), AppError> {
    for mail in mails {
        queue(db, mail).await?;
    }
    Ok(())
}

/// The same for a mail that a colleague sends by hand, who has not sent too many. Where several may write at once, the firm's turn
/// was taken before.
///
/// # Errors
/// `Refused` when this colleague, this firm, or anybody to this address, has sent enough for now.
pub async fn queue_by(db: &impl ConnectionTrait, sender: Uuid, mail: NewMail) -> Result<(), AppError> {
    let now = clock::now();
    pace::check(db, sender, mail.firm_id, &mail.recipient, now).await?;
    store(db, mail, Some(Sender { user_id: sender, batch_id: None }), now, now).await
}

/// The same for a mail that whoever has a link asks for. The record that it tells about is held.
///
/// # Errors
/// `Refused` when enough mails went to this address.
pub async fn queue_asked(db: &impl ConnectionTrait, mail: NewMail) -> Result<(), AppError> {
    pace::check_address(db, &mail.recipient, clock::now()).await?;
    queue(db, mail).await
}

/// The same for some of the many mails of a job that a colleague ordered: none is refused, and they leave one after another,
/// those for which a day has no room on the days after. The firm's turn was taken before.
pub async fn queue_spread(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    sender: Sender,
    mails: Vec<NewMail>,
) -> Result<(), AppError> {
    let now = clock::now();
    let mut pace = Pace::of(db, firm_id, sender.user_id, now).await?;
    for mail in mails {
        let departure = pace.departure(db, &mail.recipient).await?;
        store(db, mail, Some(sender), now, departure).await?;
    }
    Ok(())
}

async fn store(
    db: &impl ConnectionTrait,
    mail: NewMail,
    sender: Option<Sender>,
    now: DateTime<Utc>,
    departure: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = outbox::ActiveModel {
        id: Set(Uuid::now_v7()),
        firm_id: Set(mail.firm_id),
        customer_id: Set(mail.customer_id),
        kind: Set(mail.kind.key().into()),
        subject_id: Set(mail.subject_id),
        recipient: Set(mail.recipient),
        locale: Set(mail.locale),
        status: Set(MailStatus::Queued.key().into()),
        attempts: Set(0),
        next_attempt_at: Set(departure),
        last_error: Set(String::new()),
        created_at: Set(now),
        sent_at: Set(None),
        withdrawn_at: Set(None),
        sender_id: Set(sender.map(|sender| sender.user_id)),
        batch_id: Set(sender.and_then(|sender| sender.batch_id)),
    };
    outbox::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes back what still waits about a subject: it would tell something that is no longer so.
pub async fn withdraw(
    db: &impl ConnectionTrait,
    kind: MailKind,
    subject_id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    outbox::Entity::update_many()
        .set(withdrawn(at))
        .filter(outbox::Column::SubjectId.eq(subject_id))
        .filter(outbox::Column::Kind.eq(kind.key()))
        .filter(outbox::Column::Status.eq(MailStatus::Queued.key()))
        .exec(db)
        .await?;
    Ok(())
}

/// Queues again what was taken back about a subject at exactly this time. It leaves when it would have left.
pub async fn put_back(
    db: &impl ConnectionTrait,
    kind: MailKind,
    subject_id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let queued = outbox::ActiveModel {
        status: Set(MailStatus::Queued.key().into()),
        withdrawn_at: Set(None),
        ..Default::default()
    };
    outbox::Entity::update_many()
        .set(queued)
        .filter(outbox::Column::SubjectId.eq(subject_id))
        .filter(outbox::Column::Kind.eq(kind.key()))
        .filter(outbox::Column::Status.eq(MailStatus::Withdrawn.key()))
        .filter(outbox::Column::WithdrawnAt.eq(at))
        .exec(db)
        .await?;
    Ok(())
}

fn withdrawn(at: DateTime<Utc>) -> outbox::ActiveModel {
    outbox::ActiveModel {
        status: Set(MailStatus::Withdrawn.key().into()),
        withdrawn_at: Set(Some(at)),
        ..Default::default()
    }
}

/// Takes back the invitations of a colleague that still wait.
pub async fn withdraw_invitations_of(db: &impl ConnectionTrait, firm_id: Uuid, user_id: Uuid) -> Result<(), AppError> {
    let of_user = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .filter(invitation::Column::FirmId.eq(firm_id))
        .filter(invitation::Column::CreatedBy.eq(user_id))
        .into_query();
    outbox::Entity::update_many()
        .set(withdrawn(clock::now()))
        .filter(outbox::Column::FirmId.eq(firm_id))
        .filter(outbox::Column::Status.eq(MailStatus::Queued.key()))
        .filter(outbox::Column::Kind.eq(MailKind::Invitation.key()))
        .filter(outbox::Column::SubjectId.in_subquery(of_user))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a customer that is removed out of its mails. What is left of them counts what a colleague sent, for as long as that is
/// limited, and names nobody.
pub async fn forget_customer(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let of_customer = outbox::Column::FirmId.eq(firm_id).and(outbox::Column::CustomerId.eq(customer_id));
    let waiting = outbox::Column::Status.eq(MailStatus::Queued.key());
    outbox::Entity::update_many().set(withdrawn(at)).filter(of_customer.clone()).filter(waiting).exec(db).await?;
    for mail in outbox::Entity::find().filter(of_customer).all(db).await? {
        let left = outbox::ActiveModel { customer_id: Set(None), subject_id: Set(Uuid::nil()), ..nameless(&mail) };
        outbox::Entity::update(left).exec(db).await?;
    }
    Ok(())
}

/// Takes the name of a person who is removed out of the mails about a subject: they say what became of them, and not to whom
/// they went.
pub async fn forget_recipient(db: &impl ConnectionTrait, kind: MailKind, subject_id: Uuid) -> Result<(), AppError> {
    let about = outbox::Column::SubjectId.eq(subject_id).and(outbox::Column::Kind.eq(kind.key()));
    for mail in outbox::Entity::find().filter(about).all(db).await? {
        outbox::Entity::update(nameless(&mail)).exec(db).await?;
    }
    Ok(())
}

/// A mail that names nobody: mails to one address can still be counted, and a server's answer may have named it.
fn nameless(mail: &outbox::Model) -> outbox::ActiveModel {
    outbox::ActiveModel {
        id: Set(mail.id),
        recipient: Set(pace::counted_as(&mail.recipient)),
        last_error: Set(mail.last_error.split(' ').next().unwrap_or_default().to_owned()),
        ..Default::default()
    }
}

/// Whether such a mail about a subject was queued since then: asking again need not send again.
pub async fn has_recent(
    db: &impl ConnectionTrait,
    kind: MailKind,
    subject_id: Uuid,
    since: DateTime<Utc>,
) -> Result<bool, AppError> {
    let recent = outbox::Entity::find()
        .filter(outbox::Column::SubjectId.eq(subject_id))
        .filter(outbox::Column::Kind.eq(kind.key()))
        .filter(outbox::Column::CreatedAt.gt(since))
        .one(db)
        .await?;
    Ok(recent.is_some())
}

/// The mail that has waited longest of those due at `now`, if any; one that somebody sits and waits for goes before all others.
pub(super) async fn due(db: &Db, now: DateTime<Utc>) -> Result<Option<outbox::Model>, AppError> {
    let due = outbox::Entity::find()
        .filter(outbox::Column::Status.eq(MailStatus::Queued.key()))
        .filter(outbox::Column::NextAttemptAt.lte(now))
        .order_by_asc(outbox::Column::NextAttemptAt);
    let awaited = MailKind::ALL.into_iter().filter(|kind| kind.is_awaited()).map(MailKind::key);
    let first = due.clone().filter(outbox::Column::Kind.is_in(awaited)).one(&db.read).await?;
    match first {
        Some(first) => Ok(Some(first)),
        None => Ok(due.one(&db.read).await?),
    }
}

/// Leases a due mail: whether it is ours. Of two workers that saw it, the count of attempts lets one through. One whose last
/// attempt never ended is given up: it ended the process, and would do so again.
pub(super) async fn claim(
    db: &impl ConnectionTrait,
    mail: &outbox::Model,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let as_seen = outbox::Entity::update_many()
        .filter(outbox::Column::Id.eq(mail.id))
        .filter(outbox::Column::Status.eq(MailStatus::Queued.key()))
        .filter(outbox::Column::Attempts.eq(mail.attempts));
    if mail.attempts >= MAX_ATTEMPTS {
        let error = if mail.last_error.is_empty() { MailFailure::Fault.key() } else { mail.last_error.as_str() };
        let failed = outbox::ActiveModel {
            status: Set(MailStatus::Failed.key().into()),
            last_error: Set(error.to_owned()),
            ..Default::default()
        };
        as_seen.set(failed).exec(db).await?;
        tracing::error!(mail = %mail.id, kind = mail.kind, "a mail was given up: its last attempt never ended");
        return Ok(false);
    }
    let done = as_seen
        .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
        .col_expr(outbox::Column::NextAttemptAt, Expr::value(now + LEASE))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Whether a mail still waits to be sent. It cannot be taken back until the transaction ends.
pub(super) async fn waits(tx: &DatabaseTransaction, id: Uuid) -> Result<bool, AppError> {
    let waiting = outbox::Entity::find_by_id(id).filter(outbox::Column::Status.eq(MailStatus::Queued.key()));
    Ok(waiting.lock_exclusive().one(tx).await?.is_some())
}

/// How an attempt ended.
pub(super) enum Outcome {
    Sent,
    /// There is nothing to tell any more.
    Withdrawn,
    /// It may work later.
    Delayed(String),
    /// It will never work: the address does not exist.
    Refused(String),
}

/// Writes down how the attempt at a claimed mail ended, and when the next one is.
pub(super) async fn settle(
    db: &Db,
    mail: &outbox::Model,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let attempts = mail.attempts + 1;
    let mut change = outbox::ActiveModel { id: Set(mail.id), ..Default::default() };
    match outcome {
        Outcome::Sent => {
            change.status = Set(MailStatus::Sent.key().into());
            change.last_error = Set(String::new());
            change.sent_at = Set(Some(now));
        }
        Outcome::Withdrawn => {
            // One that was taken back meanwhile keeps the time at which it was: it can be put back by it.
            let waiting = outbox::Column::Id.eq(mail.id).and(outbox::Column::Status.eq(MailStatus::Queued.key()));
            let tx = db.begin().await?;
            outbox::Entity::update_many().set(withdrawn(now)).filter(waiting).exec(&tx).await?;
            return Ok(tx.commit().await?);
        }
        Outcome::Delayed(error) => {
            change.last_error = Set(error);
            change.next_attempt_at = Set(now + delay(attempts));
            if attempts >= MAX_ATTEMPTS {
                change.status = Set(MailStatus::Failed.key().into());
            }
        }
        Outcome::Refused(error) => {
            change.last_error = Set(error);
            change.status = Set(MailStatus::Failed.key().into());
        }
    }
    let tx = db.begin().await?;
    outbox::Entity::update(change).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// How long to wait after so many attempts: three times longer each time.
fn delay(attempts: i32) -> Duration {
    let longer = 3_i32.pow(attempts.clamp(1, MAX_ATTEMPTS) as u32 - 1);
    Ord::min(FIRST_DELAY * longer, LONGEST_DELAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_from_seconds_to_hours() {
        assert_eq!(delay(1), Duration::seconds(5));
        assert_eq!(delay(2), Duration::seconds(15));
        assert_eq!(delay(MAX_ATTEMPTS), LONGEST_DELAY);
        let whole: Duration = (1..MAX_ATTEMPTS).map(delay).sum();
        assert!(whole > Duration::hours(24), "a server that is down over night loses no mail");
    }
}
