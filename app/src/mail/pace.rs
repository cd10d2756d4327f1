//! How many mails colleagues may cause: so many an hour by hand, to one address, of one colleague and of one firm. What a job
//! sends to many waits in the outbox, and leaves one after another where the firm sent many within the hour; what is more than
//! a day's share of a colleague or of the firm leaves on the days after.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::Email;
use entity::outbox::{self, Column};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::{ExprTrait, Func},
};
use uuid::Uuid;

use super::{MailKind, MailStatus};
use crate::{
    error::{AppError, Refusal},
    limits::{MAILS_A_DAY, MAILS_A_DAY_OF_FIRM, MAILS_AT_ONCE},
    session::secret,
};

/// What is counted was queued since.
const WINDOW: Duration = Duration::hours(1);
/// Mails to one address within it, whoever sends them.
const TO_ONE_ADDRESS: u64 = 5;
/// Mails that one colleague sends by hand within it.
const BY_HAND: u64 = 60;
/// Mails that the colleagues of a firm send by hand within it, together.
const BY_FIRM: u64 = 300;
/// How much longer than the one before a mail waits of which there are many.
const BETWEEN: Duration = Duration::seconds(1);
/// What leaves in it counts as one day's.
pub(super) const DAY: Duration = Duration::days(1);
/// When in a day those leave that were put off until then: in Europe they are found in the morning, and all of a day's have left
/// before it ends.
const MORNING: Duration = Duration::hours(6);

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
    check_address(db, recipient, now).await?;
    let by_hand = recent(now).filter(Column::BatchId.is_null());
    if by_hand.clone().filter(Column::SenderId.eq(sender)).count(db).await? >= BY_HAND {
        return Err(AppError::Refused(Refusal::MailsBySender));
    }
    if by_hand.filter(of_colleagues(firm_id)).count(db).await? >= BY_FIRM {
        return Err(AppError::Refused(Refusal::MailsByFirm));
    }
    Ok(())
}

/// Whether one more mail may go to this address.
///
/// # Errors
/// `Refused` when enough were sent there.
pub async fn check_address(db: &impl ConnectionTrait, recipient: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let enough = to_address(db, recipient, now).await? >= TO_ONE_ADDRESS;
    if enough { Err(AppError::Refused(Refusal::MailsToAddress)) } else { Ok(()) }
}

/// How fast the many mails of a firm leave: some at once, the others one after another, and no more of them in a day than there may.
pub struct Pace {
    now: DateTime<Utc>,
    /// Mails that the firm's colleagues caused within the window. Those that left count too: many small orders are one large one.
    recent: u64,
    /// Mails of the firm whose time to leave comes within a day.
    waiting: u64,
    days: Days,
}

impl Pace {
    /// As it is now, for what this colleague sends.
    pub async fn of(
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        sender: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let waiting = outbox::Entity::find()
            .filter(Column::FirmId.eq(firm_id))
            .filter(Column::Status.eq(MailStatus::Queued.key()))
            .filter(Column::NextAttemptAt.gt(now))
            .filter(Column::NextAttemptAt.lt(now + DAY));
        let recent = recent(now).filter(of_colleagues(Some(firm_id)));
        let days = Days::of(firm_id, sender);
        Ok(Self { now, recent: recent.count(db).await?, waiting: waiting.count(db).await?, days })
    }

    /// When the next one leaves.
    pub async fn departure(&mut self, db: &impl ConnectionTrait, recipient: &str) -> Result<DateTime<Utc>, AppError> {
        let at_once = self.recent < MAILS_AT_ONCE as u64;
        let before = if at_once { 0 } else { self.waiting + 1 };
        // To one address no more leave in an hour than may be sent there by hand.
        let later = times(WINDOW, to_address(db, recipient, self.now).await? / TO_ONE_ADDRESS);
        let mut departure = self.now + times(BETWEEN, before) + later;
        while self.days.on(db, departure.date_naive()).await?.room() == 0 {
            let next = departure.date_naive() + DAY;
            let before = self.days.on(db, next).await?.of_firm;
            departure = midnight(next) + MORNING + times(BETWEEN, before) + later;
        }
        let planned = self.days.on(db, departure.date_naive()).await?;
        planned.of_firm += 1;
        planned.of_sender += 1;
        self.recent += 1;
        self.waiting += u64::from(departure > self.now && departure < self.now + DAY);
        Ok(departure)
    }
}

/// Over how many days as many mails of a job would leave that a colleague orders now; 1 where the last one leaves today.
pub async fn days_for(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    sender: Uuid,
    mails: u64,
    now: DateTime<Utc>,
) -> Result<u64, AppError> {
    let (mut days, mut day, mut left, mut passed) = (Days::of(firm_id, sender), now.date_naive(), mails, 0);
    loop {
        left = left.saturating_sub(days.on(db, day).await?.room());
        passed += 1;
        if left == 0 {
            return Ok(passed);
        }
        day += DAY;
    }
}

/// How many mails that colleagues caused leave on a day, as far as is known now.
#[derive(Clone, Copy, Debug, Default)]
struct Planned {
    of_firm: u64,
    of_sender: u64,
}

impl Planned {
    /// How many more may.
    fn room(self) -> u64 {
        let of_sender = MAILS_A_DAY.saturating_sub(self.of_sender);
        Ord::min(of_sender, MAILS_A_DAY_OF_FIRM.saturating_sub(self.of_firm))
    }
}

/// The days on which mails of a colleague and its firm leave, from midnight to midnight UTC: the share of a day is as large wherever
/// it begins.
struct Days {
    firm_id: Uuid,
    sender: Uuid,
    known: BTreeMap<NaiveDate, Planned>,
}

impl Days {
    fn of(firm_id: Uuid, sender: Uuid) -> Self {
        Self { firm_id, sender, known: BTreeMap::new() }
    }

    /// What left on a day, or will.
    async fn on(&mut self, db: &impl ConnectionTrait, day: NaiveDate) -> Result<&mut Planned, AppError> {
        let planned = match self.known.get(&day) {
            Some(known) => *known,
            None => self.counted(db, day).await?,
        };
        Ok(self.known.entry(day).or_insert(planned))
    }

    async fn counted(&self, db: &impl ConnectionTrait, day: NaiveDate) -> Result<Planned, AppError> {
        let senders: Vec<(Option<Uuid>, i64)> = outbox::Entity::find()
            .select_only()
            .column(Column::SenderId)
            .column_as(Column::Id.count(), "mails")
            .filter(of_colleagues(Some(self.firm_id)))
            // One that was withdrawn does not leave.
            .filter(
                Column::Status.is_in([MailStatus::Queued, MailStatus::Sent, MailStatus::Failed].map(MailStatus::key)),
            )
            .filter(Column::NextAttemptAt.gte(midnight(day)))
            .filter(Column::NextAttemptAt.lt(midnight(day + DAY)))
            .group_by(Column::SenderId)
            .into_tuple()
            .all(db)
            .await?;
        let mut planned = Planned::default();
        for (sender, mails) in senders {
            let mails = mails.unsigned_abs();
            planned.of_firm += mails;
            planned.of_sender += if sender == Some(self.sender) { mails } else { 0 };
        }
        Ok(planned)
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn times(one: Duration, count: u64) -> Duration {
    one * i32::try_from(count).unwrap_or(i32::MAX)
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

/// How many mails were queued to an address lately that others than its owner may have caused.
async fn to_address(db: &impl ConnectionTrait, recipient: &str, now: DateTime<Utc>) -> Result<u64, AppError> {
    let kinds = MailKind::ALL.into_iter().filter(|kind| kind.is_caused_by_others()).map(MailKind::key);
    let to_it = recent(now)
        .filter(Func::lower(Column::Recipient.into_expr()).is_in([Email::key_of(recipient), counted_as(recipient)]))
        .filter(Column::Kind.is_in(kinds));
    Ok(to_it.count(db).await?)
}
