//! Back-off for whoever guesses: each failure makes the next try wait longer, up to a quarter of an hour.
//!
//! Nobody can be locked out by it. Failures are counted per account *and* place together, so that guessing at somebody's account
//! from elsewhere does not touch the place where that person works; a counter per account alone stands only behind a right
//! password, for the second factor. The counter per place,
//! against trying many accounts from there, is raised by failures only and bears more of them, as an office shares one address. A
//! browser that an account has signed in with before has a counter of its own in place of all these: a flood from the same office
//! does not keep it out. A session that is open is never asked here, and a new password clears the way.
//!
//! A try at an account is counted before the password is looked at, and taken back when it was right: of a hundred guesses sent
//! at once, no more pass than one after the other.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use entity::attempt;
use ipnet::IpNet;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{address, cookie, request, secret, sign_ins::is_known_browser};
use crate::{context::AppContext, error::AppError};

/// Failures are forgotten after a day without one.
const FORGOTTEN: Duration = Duration::days(1);

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// Signing in to an account from a network.
    SignIn { account: &'a str, from: IpNet },
    /// Signing in from a network, to whatever account.
    SignInFrom(IpNet),
    /// Signing in to an account with a browser that it knows; the hash of the browser's secret.
    SignInWith { account: &'a str, browser: &'a str },
    /// Asking for a mail with a link to an account.
    MailTo(&'a str),
    /// Asking for mails with links from a network.
    MailsFrom(IpNet),
    /// The same with a browser that somebody has signed in with; the hash of its secret.
    MailsWith(&'a str),
    /// Proving who sits at an open session.
    Own(Uuid),
    /// Links that lead nowhere, opened from a network.
    LinksFrom(IpNet),
    /// Making the first firm, from a network.
    Begin(IpNet),
    /// Giving the second factor of a user, whose password was right: from wherever, as a code has few digits.
    SecondFactor(Uuid),
}

/// How many tries are free, how long the first wait is, and the longest.
struct Patience {
    free: i32,
    first: Duration,
    longest: Duration,
}

impl Key<'_> {
    fn text(self) -> String {
        match self {
            Self::SignIn { account, from } => format!("sign in {from} {account}"),
            Self::SignInFrom(from) => format!("sign in {from}"),
            Self::SignInWith { account, browser } => format!("sign in with {browser} {account}"),
            Self::MailTo(account) => format!("mail to {account}"),
            Self::MailsFrom(from) => format!("mails from {from}"),
            Self::MailsWith(browser) => format!("mails with {browser}"),
            Self::Own(user) => format!("own {user}"),
            Self::LinksFrom(from) => format!("links from {from}"),
            Self::Begin(from) => format!("begin {from}"),
            Self::SecondFactor(user) => format!("second factor {user}"),
        }
    }

    /// The network around one bears more: many people may be in it.
    fn patience(self) -> Patience {
        let (free, first, longest) = match self {
            Self::SignIn { from, .. } | Self::Begin(from) if address::is_wide(&from) => {
                (20, Duration::seconds(30), Duration::minutes(15))
            }
            Self::SignIn { .. } | Self::SignInWith { .. } | Self::Own(_) | Self::Begin(_) | Self::SecondFactor(_) => {
                (5, Duration::seconds(30), Duration::minutes(15))
            }
            Self::SignInFrom(from) | Self::LinksFrom(from) => {
                (if address::is_wide(&from) { 100 } else { 30 }, Duration::seconds(30), Duration::minutes(15))
            }
            // Shorter than a link lives: the last mail that was sent always works.
            Self::MailTo(_) => (3, Duration::minutes(5), Duration::minutes(25)),
            Self::MailsWith(_) => (10, Duration::minutes(1), Duration::minutes(25)),
            Self::MailsFrom(from) => {
                (if address::is_wide(&from) { 60 } else { 20 }, Duration::minutes(1), Duration::hours(1))
            }
        };
        Patience { free, first, longest }
    }
}

impl Patience {
    /// How long to wait after so many failures: twice as long after each.
    fn wait(&self, failures: i32) -> Duration {
        match failures - self.free {
            over if over < 0 => Duration::zero(),
            over => Ord::min(self.first * 2_i32.pow(over.clamp(0, 16) as u32), self.longest),
        }
    }
}

/// The tries to sign in to one account from one place.
#[derive(Debug)]
pub struct Tries {
    account: String,
    networks: Vec<IpNet>,
    /// The hash of the browser's secret, where the account knows it.
    browser: Option<String>,
}

impl Tries {
    /// The tries at an account, from an address, with a browser that it knows or with any other.
    pub fn new(account: &str, from: IpAddr, browser: Option<String>) -> Self {
        Self { account: account.to_owned(), networks: address::networks(from), browser }
    }

    /// What is raised before the password is looked at.
    fn of_account(&self) -> Vec<Key<'_>> {
        let account = &self.account;
        match &self.browser {
            Some(browser) => vec![Key::SignInWith { account, browser }],
            None => self.networks.iter().map(|from| Key::SignIn { account, from: *from }).collect(),
        }
    }

    /// What is raised by a failure alone: a whole office may come in at once.
    fn of_place(&self) -> Vec<Key<'_>> {
        let known = self.browser.is_some();
        self.networks.iter().filter(|_| !known).map(|from| Key::SignInFrom(*from)).collect()
    }

    /// Counts one more try, or says how long to wait.
    pub async fn begin(&self, context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        let tx = context.db.begin().await?;
        self.place_may_try(&tx, now).await?;
        count(&tx, &self.of_account(), now).await?;
        Ok(tx.commit().await?)
    }

    /// Whether the place has tries left. Asked again when the password's turn has come: of many that wait for it, those before may
    /// have used them up.
    pub async fn place_may_try(&self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
        for key in self.of_place() {
            let row = attempt::Entity::find_by_id(secret::hash(&key.text())).one(db).await?;
            row.map_or(Ok(0), |row| may_try(key, &row, now))?;
        }
        Ok(())
    }

    /// The try was wrong.
    pub async fn failed(&self, context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        let tx = context.db.begin().await?;
        for key in self.of_place() {
            let row = found(&tx, key, now).await?;
            raise(&tx, row, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The try was right: the account's failures from here are forgotten.
    pub async fn forget(&self, db: &impl ConnectionTrait) -> Result<(), AppError> {
        for key in self.of_account() {
            forget(db, key).await?;
        }
        Ok(())
    }
}

/// Counts one more asking for a mail with a link, by the place that it comes from. A flood from its office does not keep a browser out
/// that somebody has signed in with before: it is counted by itself.
pub async fn count_mail(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<(), AppError> {
    if let Some(token) = request::cookie(cookie::BROWSER)
        && is_known_browser(tx, &token).await?
    {
        return count(tx, &[Key::MailsWith(&secret::hash(&token))], now).await;
    }
    let from: Vec<_> = address::networks(request::address()).into_iter().map(Key::MailsFrom).collect();
    count(tx, &from, now).await
}

/// Counts one more try of each, or says how long to wait. Nothing is counted while one must wait, and nothing before the commit.
pub async fn count(tx: &DatabaseTransaction, keys: &[Key<'_>], now: DateTime<Utc>) -> Result<(), AppError> {
    for key in keys {
        let row = found(tx, *key, now).await?;
        may_try(*key, &row, now)?;
        raise(tx, row, now).await?;
    }
    Ok(())
}

/// The counter of a key; nobody else changes it before the commit.
async fn found(tx: &DatabaseTransaction, key: Key<'_>, now: DateTime<Utc>) -> Result<attempt::Model, AppError> {
    let fresh = attempt::Model { key_hash: secret::hash(&key.text()), failures: 0, last_at: now };
    let row = attempt::ActiveModel { key_hash: Set(fresh.key_hash.clone()), failures: Set(0), last_at: Set(now) };
    let unless_there = OnConflict::column(attempt::Column::KeyHash).do_nothing().to_owned();
    attempt::Entity::insert(row).on_conflict(unless_there).exec_without_returning(tx).await?;
    Ok(attempt::Entity::find_by_id(&fresh.key_hash).lock_exclusive().one(tx).await?.unwrap_or(fresh))
}

/// How many failures count now, or how long to wait.
fn may_try(key: Key<'_>, row: &attempt::Model, now: DateTime<Utc>) -> Result<i32, AppError> {
    let failures = failures(row, now);
    let wait = key.patience().wait(failures);
    let again = row.last_at + wait;
    // Of two that come at once the one that began later may be counted first: that alone makes nobody wait.
    if !wait.is_zero() && now < again {
        return Err(AppError::TooOften((again - now).num_seconds().max(1) as u32));
    }
    Ok(failures)
}

fn failures(row: &attempt::Model, now: DateTime<Utc>) -> i32 {
    if now - row.last_at > FORGOTTEN { 0 } else { row.failures }
}

async fn raise(tx: &DatabaseTransaction, row: attempt::Model, now: DateTime<Utc>) -> Result<(), AppError> {
    let failures = failures(&row, now).saturating_add(1);
    let raised = attempt::ActiveModel { key_hash: Set(row.key_hash), failures: Set(failures), last_at: Set(now) };
    // Whoever succeeded meanwhile may have removed the row.
    let write = OnConflict::column(attempt::Column::KeyHash)
        .update_columns([attempt::Column::Failures, attempt::Column::LastAt])
        .to_owned();
    attempt::Entity::insert(raised).on_conflict(write).exec_without_returning(tx).await?;
    Ok(())
}

/// Removes the failures that count no longer.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    attempt::Entity::delete_many().filter(attempt::Column::LastAt.lt(now - FORGOTTEN)).exec(db).await?;
    Ok(())
}

/// Forgets the failures of one key.
pub async fn forget(db: &impl ConnectionTrait, key: Key<'_>) -> Result<(), AppError> {
    attempt::Entity::delete_by_id(secret::hash(&key.text())).exec(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::links::Purpose;

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let patience = Key::Own(Uuid::nil()).patience();
        assert_eq!(patience.wait(4), Duration::zero());
        assert_eq!(patience.wait(5), Duration::seconds(30));
        assert_eq!(patience.wait(6), Duration::seconds(60));
        assert_eq!(patience.wait(i32::MAX), Duration::minutes(15));
    }

    #[test]
    fn who_comes_at_once_with_another_need_not_wait() {
        let key = Key::Own(Uuid::nil());
        let now = Utc::now();
        let later = now + Duration::milliseconds(5);
        let row = |failures| attempt::Model { key_hash: String::new(), failures, last_at: later };
        assert_eq!(may_try(key, &row(1), now), Ok(1));
        assert!(matches!(may_try(key, &row(5), now), Err(AppError::TooOften(30))));
    }

    #[test]
    fn a_network_around_one_bears_more_and_ends_too() {
        let [one, around] = ["2001:db8:1:2::/64", "2001:db8:1::/48"].map(|network| network.parse::<IpNet>().unwrap());
        for (narrow, wide) in [
            (Key::SignIn { account: "an", from: one }, Key::SignIn { account: "an", from: around }),
            (Key::SignInFrom(one), Key::SignInFrom(around)),
            (Key::MailsFrom(one), Key::MailsFrom(around)),
        ] {
            assert!(narrow.patience().free < wide.patience().free && wide.patience().free <= 100);
            assert!(wide.patience().wait(100) > Duration::zero());
        }
    }

    #[test]
    fn a_known_browser_is_counted_by_itself() {
        let from = "203.0.113.7".parse().unwrap();
        let texts = |keys: Vec<Key<'_>>| keys.into_iter().map(Key::text).collect::<Vec<_>>();
        let known = Tries::new("an", from, Some("hash".into()));
        assert_eq!(texts(known.of_account()), ["sign in with hash an"]);
        assert!(known.of_place().is_empty());
        let any = Tries::new("an", from, None);
        assert_eq!(texts(any.of_account()), ["sign in 203.0.113.7/32 an"]);
        assert_eq!(texts(any.of_place()), ["sign in 203.0.113.7/32"]);
    }

    #[test]
    fn a_mail_comes_again_before_its_link_has_run_out() {
        for purpose in [Purpose::Password, Purpose::Portal] {
            assert!(Key::MailTo("").patience().longest < purpose.lifetime());
        }
    }
}
