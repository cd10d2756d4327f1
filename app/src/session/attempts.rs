//! Back-off for whoever guesses: each failure makes the next try wait longer, up to a quarter of an hour.
//!
//! Nobody can be locked out by it. Failures are counted per account *and* address together, so that guessing at somebody's
//! account from elsewhere does not touch the address where that person works; there is no counter per account alone. The
//! counter per address, against trying many accounts from one place, is only raised by failures and bears more of them, as
//! an office shares one address. A session that is open is never asked here, and a new password clears the way.
//!
//! A try is counted before the password is looked at, and taken back when it was right: of a hundred guesses sent at
//! once, no more pass than one after the other.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use entity::attempt;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::secret;
use crate::error::AppError;

/// Failures are forgotten after a day without one.
const FORGOTTEN: Duration = Duration::days(1);

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// Signing in to an account from an address.
    SignIn { account: &'a str, address: IpAddr },
    /// Signing in from an address, to whatever account.
    SignInFrom(IpAddr),
    /// Asking for a mail with a link to an account.
    MailTo(&'a str),
    /// Asking for mails with links from an address.
    MailsFrom(IpAddr),
    /// Proving who sits at an open session.
    Own(Uuid),
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
            Self::SignIn { account, address } => format!("sign in {address} {account}"),
            Self::SignInFrom(address) => format!("sign in {address}"),
            Self::MailTo(account) => format!("mail to {account}"),
            Self::MailsFrom(address) => format!("mails from {address}"),
            Self::Own(user) => format!("own {user}"),
        }
    }

    fn patience(self) -> Patience {
        let (free, first, longest) = match self {
            Self::SignIn { .. } | Self::Own(_) => (5, Duration::seconds(30), Duration::minutes(15)),
            Self::SignInFrom(_) => (30, Duration::seconds(30), Duration::minutes(15)),
            // Shorter than a link lives: the last mail that was sent always works.
            Self::MailTo(_) => (3, Duration::minutes(5), Duration::hours(1)),
            Self::MailsFrom(_) => (20, Duration::minutes(1), Duration::hours(1)),
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

/// Counts one more try of each, or says how long to wait. Nothing is counted while one must wait, and nothing before the commit.
pub async fn count(tx: &DatabaseTransaction, keys: &[Key<'_>], now: DateTime<Utc>) -> Result<(), AppError> {
    for key in keys {
        let key_hash = secret::hash(&key.text());
        let fresh = attempt::ActiveModel { key_hash: Set(key_hash.clone()), failures: Set(0), last_at: Set(now) };
        let unless_there = OnConflict::column(attempt::Column::KeyHash).do_nothing().to_owned();
        attempt::Entity::insert(fresh).on_conflict(unless_there).exec_without_returning(tx).await?;
        let Some(row) = attempt::Entity::find_by_id(&key_hash).lock_exclusive().one(tx).await? else { continue };
        let failures = if now - row.last_at > FORGOTTEN { 0 } else { row.failures };
        let again = row.last_at + key.patience().wait(failures);
        if failures > 0 && now < again {
            return Err(AppError::TooOften((again - now).num_seconds().max(1) as u32));
        }
        let one_more = attempt::ActiveModel { key_hash: Set(key_hash), failures: Set(failures + 1), last_at: Set(now) };
        attempt::Entity::update(one_more).exec(tx).await?;
    }
    Ok(())
}

/// The try was right: the account's failures from here are forgotten, the address has one less.
pub async fn was_right(db: &impl ConnectionTrait, account: &str, address: IpAddr) -> Result<(), AppError> {
    forget(db, Key::SignIn { account, address }).await?;
    let from_here = secret::hash(&Key::SignInFrom(address).text());
    attempt::Entity::update_many()
        .col_expr(attempt::Column::Failures, less_one())
        .filter(attempt::Column::KeyHash.eq(from_here))
        .filter(attempt::Column::Failures.gt(0))
        .exec(db)
        .await?;
    Ok(())
}

fn less_one() -> sea_orm::sea_query::SimpleExpr {
    use sea_orm::sea_query::{Expr, ExprTrait};
    Expr::col(attempt::Column::Failures).sub(1)
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

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let patience = Key::Own(Uuid::nil()).patience();
        assert_eq!(patience.wait(4), Duration::zero());
        assert_eq!(patience.wait(5), Duration::seconds(30));
        assert_eq!(patience.wait(6), Duration::seconds(60));
        assert_eq!(patience.wait(i32::MAX), Duration::minutes(15));
    }

    #[test]
    fn a_mail_comes_again_before_its_link_has_run_out() {
        assert!(Key::MailTo("").patience().longest < super::super::links::Purpose::Password.lifetime());
    }
}
