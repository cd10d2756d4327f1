//! Reads and ends the sessions of one person.

use domain::Device;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::OpenSession;
use crate::{
    clock,
    context::AppContext,
    error::AppError,
    session::{
        back::Sent,
        queries::{self, Holder},
        request, secret,
    },
};
use entity::session;

/// More than anybody has; the oldest would not be shown.
const MOST: u64 = 100;

/// The sessions of this person that have not run out, this browser's first and then by their last use.
pub async fn of(context: &AppContext, holder: Holder) -> Result<Vec<OpenSession>, AppError> {
    let here = this();
    let found = queries::of_holder(holder)
        .filter(session::Column::ExpiresAt.gt(clock::now()))
        .order_by_desc(session::Column::SeenAt)
        .limit(MOST)
        .all(&context.db.read)
        .await?;
    let shown = |row: session::Model| OpenSession {
        id: row.id,
        device: Device::stored(&row.device),
        address: row.address,
        since: row.created_at,
        seen: row.seen_at,
        this: here.as_ref() == Some(&row.token_hash),
    };
    let mut sessions: Vec<OpenSession> = found.into_iter().map(shown).collect();
    sessions.sort_by_key(|session| !session.this);
    Ok(sessions)
}

/// Ends one of them; one of somebody else is not found.
pub async fn end(context: &AppContext, holder: Holder, id: Uuid) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    let ended = session::Entity::delete_many()
        .filter(queries::holds(holder))
        .filter(session::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    if ended.rows_affected == 1 { Ok(()) } else { Err(AppError::NotFound) }
}

/// Ends all of them but the one that asks.
pub async fn end_others(context: &AppContext, holder: Holder) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    session::Entity::delete_many()
        .filter(queries::holds(holder))
        .filter(session::Column::TokenHash.ne(this().unwrap_or_default()))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Goes back to the list. It shows what there is: also when a session had ended already, or was never the caller's.
pub fn answer(holder: Holder, outcome: Result<(), AppError>) -> Result<(), AppError> {
    let page = match holder {
        Holder::User { .. } => "/profiel#toestellen",
        Holder::Portal { .. } => "/mijn-bedrijf#toegang",
    };
    let on = match outcome {
        Ok(()) => Ok(page.replace('#', "?gedaan=beeindigd#")),
        Err(AppError::NotFound) => Ok(page.to_owned()),
        Err(error) => Err(error),
    };
    Sent { form: "sessions", page, typed: &[] }.answer(on)
}

fn this() -> Option<String> {
    request::session_token().map(|token| secret::hash(&token))
}
