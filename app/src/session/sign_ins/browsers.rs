//! The browsers that somebody has signed in with before. A known one is not kept out by a flood from its office, and signing in with
//! another one is told by mail.

use chrono::{DateTime, Duration, Utc};
use entity::{
    known_browser::{self, Column},
    sign_in,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};
use uuid::Uuid;

use crate::{
    error::AppError,
    session::{cookie, queries::Holder, request, secret},
};

/// A browser that was not seen for this long is forgotten: browsers keep a cookie no longer.
pub const KEPT: Duration = Duration::days(400);

/// What was known of a browser before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Known,
    /// The account has signed in before, but not with this browser.
    New,
    /// The account signs in for the first time.
    First,
}

/// The hash of this browser's secret, if this account has signed in with it before.
pub async fn known(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Option<String>, AppError> {
    let Some(token) = request::cookie(cookie::BROWSER) else { return Ok(None) };
    let key = (secret::hash(&token), account_id);
    Ok(known_browser::Entity::find_by_id(key).one(db).await?.map(|browser| browser.token_hash))
}

/// Whether anybody has signed in with the browser of this secret.
pub async fn is_known(db: &impl ConnectionTrait, token: &str) -> Result<bool, AppError> {
    let of_browser = known_browser::Entity::find().filter(Column::TokenHash.eq(secret::hash(token)));
    Ok(of_browser.one(db).await?.is_some())
}

/// Remembers this browser for an account, and says what was known of it. One that nobody has signed in with gets a secret of its
/// own: what somebody planted in it is not trusted.
pub async fn remember(db: &impl ConnectionTrait, holder: Holder, now: DateTime<Utc>) -> Result<Before, AppError> {
    let account_id = holder.account_id();
    let carried = match request::cookie(cookie::BROWSER) {
        Some(token) if is_known(db, &token).await? => Some(token),
        _ => None,
    };
    let token = carried.unwrap_or_else(secret::new);
    let of_account = known_browser::Entity::find().filter(Column::AccountId.eq(account_id));
    let before = if of_account.clone().filter(Column::TokenHash.eq(secret::hash(&token))).one(db).await?.is_some() {
        Before::Known
    } else if of_account.one(db).await?.is_some() || has_signed_in(db, holder).await? {
        Before::New
    } else {
        Before::First
    };
    let row = known_browser::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        account_id: Set(account_id),
        seen_at: Set(now),
    };
    let seen = OnConflict::columns([Column::TokenHash, Column::AccountId]).update_column(Column::SeenAt).to_owned();
    known_browser::Entity::insert(row).on_conflict(seen).exec_without_returning(db).await?;
    cookie::append(cookie::BROWSER, &token, KEPT.num_seconds(), true)?;
    Ok(before)
}

/// Forgets every browser of an account: its password was replaced, or somebody else used it.
pub async fn forget_all(db: &impl ConnectionTrait, account_id: Uuid) -> Result<(), AppError> {
    known_browser::Entity::delete_many().filter(Column::AccountId.eq(account_id)).exec(db).await?;
    Ok(())
}

/// Whether an account has signed in before, also where its browsers were forgotten since.
async fn has_signed_in(db: &impl ConnectionTrait, holder: Holder) -> Result<bool, AppError> {
    let of_holder = match holder {
        Holder::User { firm_id, user_id } => {
            sign_in::Column::FirmId.eq(firm_id).and(sign_in::Column::UserId.eq(user_id))
        }
        Holder::Portal { account_id, .. } => sign_in::Column::PortalAccountId.eq(account_id),
    };
    let opened = sign_in::Entity::find().filter(of_holder).filter(sign_in::Column::SessionId.is_not_null());
    Ok(opened.one(db).await?.is_some())
}

/// Forgets those that were not seen for long, but for the last of each account: whoever comes back after a year is told too.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    let newer = Alias::new("newer");
    let later = Query::select()
        .expr(Expr::value(1))
        .from_as(known_browser::Entity, newer.clone())
        .and_where(Expr::col((newer.clone(), Column::AccountId)).equals((known_browser::Entity, Column::AccountId)))
        .and_where(Expr::col((newer, Column::SeenAt)).gt(Expr::col((known_browser::Entity, Column::SeenAt))))
        .to_owned();
    known_browser::Entity::delete_many()
        .filter(Column::SeenAt.lt(now - KEPT))
        .filter(Expr::exists(later))
        .exec(db)
        .await?;
    Ok(())
}
