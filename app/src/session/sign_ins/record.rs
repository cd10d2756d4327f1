//! Writes down who came in and who was refused. No password, token or code is written, and of an address that is nobody's only
//! how it begins: people type a password there by mistake.

use chrono::{DateTime, Duration, Utc};
use entity::{firm, portal_customer, sign_in};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::SignInResult;
use crate::{
    clock,
    context::AppContext,
    error::{AppError, Refusal},
    session::{
        address,
        attempts::{self, Key},
        links::{self, Purpose},
        queries::Holder,
        request::{self, Source},
    },
};

/// What is alike within this time is one line.
const ALIKE: Duration = Duration::hours(1);
/// How long a line is kept.
const KEPT: Duration = Duration::days(365);
/// How much is kept of what was typed.
const BEGINNING: usize = 3;

/// Whose account it was.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    Known(Holder),
    /// Somebody's whom a firm invited.
    Invited {
        firm_id: Uuid,
    },
    /// Nobody's, but typed at a door.
    Unknown {
        typed: &'a str,
        portal: bool,
    },
}

/// A refusal, written at once: what was tried is not undone with it.
pub async fn refusal(context: &AppContext, subject: Subject<'_>, result: SignInResult) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    write(&tx, subject, result, None, clock::now()).await?;
    Ok(tx.commit().await?)
}

/// Writes down that the link of a mail was refused, and gives the refusal. Whoever opens many that lead nowhere has to wait.
async fn refused_link(context: &AppContext, purpose: Purpose, token: &str) -> AppError {
    let refusal = async {
        let link = links::stored(&context.db.read, purpose, token).await?;
        let subject = match (purpose, link.map(|link| (link.firm_id, link.subject_id))) {
            (Purpose::Portal, Some((_, account_id))) => Subject::Known(Holder::Portal { account_id, only: None }),
            (Purpose::Password | Purpose::Colleague, Some((Some(firm_id), user_id))) => {
                Subject::Known(Holder::User { firm_id, user_id })
            }
            (Purpose::Invitation, Some((Some(firm_id), _))) => Subject::Invited { firm_id },
            _ => Subject::Unknown { typed: "", portal: matches!(purpose, Purpose::Portal | Purpose::Invitation) },
        };
        let tx = context.db.begin().await?;
        let from = address::networks(request::address());
        let from: Vec<_> = from.into_iter().map(Key::LinksFrom).collect();
        let counted = attempts::count(&tx, &from, clock::now()).await;
        let result = if counted.is_ok() { SignInResult::LinkRefused } else { SignInResult::TooOften };
        write(&tx, subject, result, None, clock::now()).await?;
        tx.commit().await?;
        counted
    };
    refusal.await.err().unwrap_or(AppError::Refused(Refusal::LinkInvalid))
}

/// What became of a link; a refusal is written down.
pub async fn link_outcome<T>(
    context: &AppContext,
    purpose: Purpose,
    token: &str,
    outcome: Result<T, AppError>,
) -> Result<T, AppError> {
    match outcome {
        Err(AppError::Refused(Refusal::LinkInvalid)) => Err(refused_link(context, purpose, token).await),
        outcome => outcome,
    }
}

/// Writes a line for each firm whose account it is, and gives the first one.
pub async fn write(
    db: &impl ConnectionTrait,
    subject: Subject<'_>,
    result: SignInResult,
    session_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid, AppError> {
    let source = request::source();
    let mut first = None;
    for firm_id in firms_of(db, subject).await? {
        let id = match alike(db, firm_id, subject, result, &source, now).await? {
            Some(line) if session_id.is_none() => again(db, line, now).await?,
            _ => add(db, firm_id, subject, result, session_id, &source, now).await?,
        };
        first.get_or_insert(id);
    }
    first.ok_or(AppError::NotFound)
}

/// Who may read it. What nobody's address was typed for belongs to the one firm of a server; of several it is told to none.
async fn firms_of(db: &impl ConnectionTrait, subject: Subject<'_>) -> Result<Vec<Option<Uuid>>, AppError> {
    let firms: Vec<Uuid> = match subject {
        Subject::Known(Holder::User { firm_id, .. }) | Subject::Invited { firm_id } => vec![firm_id],
        Subject::Known(Holder::Portal { account_id, .. }) => {
            let kept = portal_customer::Entity::find().filter(portal_customer::Column::AccountId.eq(account_id));
            let firms = kept.select_only().column(portal_customer::Column::FirmId).distinct();
            firms.into_tuple().all(db).await?
        }
        Subject::Unknown { .. } => {
            let some: Vec<Uuid> =
                firm::Entity::find().select_only().column(firm::Column::Id).limit(2).into_tuple().all(db).await?;
            if some.len() == 1 { some } else { Vec::new() }
        }
    };
    Ok(if firms.is_empty() { vec![None] } else { firms.into_iter().map(Some).collect() })
}

/// A line from this address that says the same and is not long ago. Who must wait is one, whatever address was typed.
async fn alike(
    db: &impl ConnectionTrait,
    firm_id: Option<Uuid>,
    subject: Subject<'_>,
    result: SignInResult,
    source: &Source,
    now: DateTime<Utc>,
) -> Result<Option<sign_in::Model>, AppError> {
    use sign_in::Column;
    let (user_id, account_id, typed, portal) = columns(subject);
    let is = |column: Column, id: Option<Uuid>| id.map_or_else(|| column.is_null(), |id| column.eq(id));
    let mut same = sign_in::Entity::find()
        .filter(Column::Address.eq(&source.address))
        .filter(is(Column::FirmId, firm_id))
        .filter(Column::Result.eq(result.key()))
        .filter(Column::Portal.eq(portal))
        .filter(Column::LastAt.gt(now - ALIKE));
    if result != SignInResult::TooOften {
        same = same.filter(is(Column::UserId, user_id)).filter(is(Column::PortalAccountId, account_id));
        same = same.filter(Column::Typed.eq(typed));
    }
    Ok(same.order_by_desc(Column::Id).one(db).await?)
}

async fn again(db: &impl ConnectionTrait, line: sign_in::Model, now: DateTime<Utc>) -> Result<Uuid, AppError> {
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::Times, Expr::col(sign_in::Column::Times).add(1))
        .col_expr(sign_in::Column::LastAt, Expr::value(now))
        .filter(sign_in::Column::Id.eq(line.id))
        .exec(db)
        .await?;
    Ok(line.id)
}

async fn add(
    db: &impl ConnectionTrait,
    firm_id: Option<Uuid>,
    subject: Subject<'_>,
    result: SignInResult,
    session_id: Option<Uuid>,
    source: &Source,
    now: DateTime<Utc>,
) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    let (user_id, portal_account_id, typed, portal) = columns(subject);
    let line = sign_in::ActiveModel {
        id: Set(id),
        firm_id: Set(firm_id),
        at: Set(now),
        last_at: Set(now),
        times: Set(1),
        user_id: Set(user_id),
        portal_account_id: Set(portal_account_id),
        typed: Set(typed),
        portal: Set(portal),
        address: Set(source.address.clone()),
        device: Set(source.device.to_string()),
        result: Set(result.key().to_owned()),
        session_id: Set(session_id),
    };
    sign_in::Entity::insert(line).exec_without_returning(db).await?;
    Ok(id)
}

fn columns(subject: Subject<'_>) -> (Option<Uuid>, Option<Uuid>, String, bool) {
    match subject {
        Subject::Known(Holder::User { user_id, .. }) => (Some(user_id), None, String::new(), false),
        Subject::Known(Holder::Portal { account_id, .. }) => (None, Some(account_id), String::new(), true),
        Subject::Invited { .. } => (None, None, String::new(), true),
        Subject::Unknown { typed, portal } => (None, None, shortened(typed), portal),
    }
}

/// How something begins that may be anybody's address, or a password: `jan…@bakker.be`, `Wel…`.
fn shortened(typed: &str) -> String {
    let clean: String = typed.trim().chars().filter(|c| !c.is_control()).collect();
    let beginning: String = clean.chars().take(BEGINNING).collect();
    match clean.parse::<domain::Email>().ok().and_then(|_| clean.rsplit_once('@')) {
        Some((_, domain)) => format!("{beginning}…@{}", domain.chars().take(60).collect::<String>()),
        None if beginning.is_empty() => String::new(),
        None => format!("{beginning}…"),
    }
}

/// Removes the lines that were kept long enough.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    let until = now - KEPT;
    sign_in::Entity::delete_many().filter(sign_in::Column::At.lt(until)).exec(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_kept_of_what_was_typed() {
        for (typed, kept) in [
            ("jan.peeters@bakker.be", "jan…@bakker.be"),
            (" Geheim2026! ", "Geh…"),
            ("x", "x…"),
            ("", ""),
            ("a\r\nb@c", "ab@…"),
        ] {
            assert_eq!(shortened(typed), kept);
        }
    }
}
