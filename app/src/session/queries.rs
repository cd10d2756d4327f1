//! Sessions in the database: opened by signing in, found by the hash of a cookie, ended one by one or all at once.

use chrono::{DateTime, Duration, Utc};
use entity::{firm, session};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select, sea_query::SimpleExpr,
};
use uuid::Uuid;

use super::{OneCompany, Visitor, request::Source, second_factor, secret, viewer_of};
use crate::{context::Db, error::AppError};

/// A session that nobody uses for this long has ended.
pub const LIFETIME: Duration = Duration::days(14);
/// Whatever the use, a session ends after this long.
pub const LONGEST: Duration = Duration::days(30);
/// How often a session's last use is written down: not for every request.
const TOUCH: Duration = Duration::minutes(10);

/// Whose session it is.
#[derive(Clone, Copy, Debug)]
pub enum Holder {
    User {
        firm_id: Uuid,
        user_id: Uuid,
    },
    /// A customer's person: its whole account, or the one company of it that a link opened.
    Portal {
        account_id: Uuid,
        only: Option<OneCompany>,
    },
}

/// Whether there is a firm yet. A fresh database has none, and shows the first-run page.
pub async fn is_set_up(db: &Db) -> Result<bool, AppError> {
    Ok(firm::Entity::find().one(&db.read).await?.is_some())
}

impl Holder {
    /// The user or portal account that it is.
    #[must_use]
    pub const fn account_id(self) -> Uuid {
        match self {
            Self::User { user_id, .. } => user_id,
            Self::Portal { account_id, .. } => account_id,
        }
    }
}

/// A session that was opened.
pub struct Opened {
    pub id: Uuid,
    /// The secret for its cookie.
    pub token: String,
}

/// Opens a session for the browser of this source.
pub async fn open(
    db: &impl ConnectionTrait,
    holder: Holder,
    source: &Source,
    now: DateTime<Utc>,
) -> Result<Opened, AppError> {
    let (id, token) = (Uuid::now_v7(), secret::new());
    let (firm_id, user_id, account_id, only) = match holder {
        Holder::User { firm_id, user_id } => (Some(firm_id), Some(user_id), None, None),
        Holder::Portal { account_id, only } => (None, None, Some(account_id), only),
    };
    let row = session::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        firm_id: Set(firm_id),
        user_id: Set(user_id),
        portal_account_id: Set(account_id),
        only_firm: Set(only.map(|only| only.firm_id)),
        only_customer: Set(only.map(|only| only.customer_id)),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + LIFETIME),
        id: Set(id),
        device: Set(source.device.to_string()),
        address: Set(source.address.clone()),
        confirmed_at: Set(user_id.map(|_| now)),
    };
    session::Entity::insert(row).exec_without_returning(db).await?;
    Ok(Opened { id, token })
}

/// Who holds the session of this cookie. A session that has run out is nobody's.
pub async fn visitor(db: &Db, token: &str, now: DateTime<Utc>) -> Result<Visitor, AppError> {
    let hash = secret::hash(token);
    let found = viewer_of::session(db, &hash).await?;
    let Some(open) = found.filter(|open| open.expires_at > now && now - open.created_at < LONGEST) else {
        return Ok(Visitor::Nobody);
    };
    if now - open.seen_at > TOUCH {
        // Reading goes on where nothing can be written: the fault is logged, and said to who writes.
        let _ = touch(db, hash, now, open.created_at).await;
    }
    let customer = open.customer.map_or(Visitor::Nobody, Visitor::Customer);
    let colleague = if open.lacks_second_factor { Visitor::SettingUp } else { Visitor::Colleague };
    Ok(open.colleague.map_or(customer, |viewer| colleague(Box::new(viewer))))
}

async fn touch(db: &Db, token_hash: String, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let until = Ord::min(now + LIFETIME, since + LONGEST);
    let seen = session::ActiveModel { seen_at: Set(now), expires_at: Set(until), ..Default::default() };
    session::Entity::update_many().set(seen).filter(session::Column::TokenHash.eq(token_hash)).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Ends the session of this cookie.
pub async fn close(db: &impl ConnectionTrait, token: &str) -> Result<(), AppError> {
    session::Entity::delete_by_id(secret::hash(token)).exec(db).await?;
    Ok(())
}

/// Removes the sessions that have run out.
pub async fn forget_ended(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(db).await?;
    Ok(())
}

/// Ends every session of a holder, and signing in that is halfway: *overal afmelden*, a new password, a colleague who left.
pub async fn close_all(db: &impl ConnectionTrait, holder: Holder) -> Result<(), AppError> {
    session::Entity::delete_many().filter(holds(holder)).exec(db).await?;
    if let Holder::User { user_id, .. } = holder {
        second_factor::step::forget(db, user_id).await?;
    }
    Ok(())
}

/// The sessions of a holder.
pub fn of_holder(holder: Holder) -> Select<session::Entity> {
    session::Entity::find().filter(holds(holder))
}

/// That a session is this holder's.
pub fn holds(holder: Holder) -> SimpleExpr {
    match holder {
        Holder::User { user_id, .. } => session::Column::UserId.eq(user_id),
        Holder::Portal { account_id, .. } => session::Column::PortalAccountId.eq(account_id),
    }
}

/// Ends the sessions of a portal account that open no more than this company.
pub async fn close_company(db: &impl ConnectionTrait, account_id: Uuid, only: OneCompany) -> Result<(), AppError> {
    session::Entity::delete_many()
        .filter(session::Column::PortalAccountId.eq(account_id))
        .filter(session::Column::OnlyFirm.eq(only.firm_id))
        .filter(session::Column::OnlyCustomer.eq(only.customer_id))
        .exec(db)
        .await?;
    Ok(())
}
