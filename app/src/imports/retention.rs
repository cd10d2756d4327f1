//! How long uploaded workbooks stay. They are full of other people's data, so none stays longer than somebody may want to go on.

use chrono::{DateTime, Duration, Utc};
use domain::imports::{DAYS_KEPT, State};
use entity::import;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{
    file::{self, Stored},
    queries, steps, work,
};
use crate::{
    context::AppContext,
    error::AppError,
    jobs::{ScheduledJob, queries::Work},
};

/// A file that belongs to no import was left by an upload that broke off. One still on its way is younger than this.
const ON_ITS_WAY: Duration = Duration::days(1);

/// Whether an import's file is kept at that moment: while there is work on it, and for a while after. When that is over nobody can
/// go on with it, even before the file is removed.
pub async fn is_kept(db: &impl ConnectionTrait, import: &import::Model, now: DateTime<Utc>) -> Result<bool, AppError> {
    let last = match work::last(db, import.firm_id, import.id).await? {
        Work::Going => return Ok(true),
        Work::Ended(at) => at,
        Work::Unknown => import.created_at,
    };
    Ok(now - last <= Duration::days(DAYS_KEPT.into()))
}

/// Removes the files whose time has come.
pub struct RemoveOldFiles;

impl ScheduledJob for RemoveOldFiles {
    const KEY: &'static str = "remove_import_files";

    async fn run(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        for stored in file::all(context).await? {
            if let Err(error) = apply_retention(context, &stored, now).await {
                tracing::warn!(file = %stored.path.display(), %error, "a file stays for another day");
            }
        }
        Ok(())
    }
}

async fn apply_retention(context: &AppContext, stored: &Stored, now: DateTime<Utc>) -> Result<(), AppError> {
    let import = import::Entity::find_by_id((stored.firm_id, stored.id)).one(&context.db.read).await?;
    match import {
        Some(import) if is_kept(&context.db.read, &import, now).await? => Ok(()),
        Some(import) => expire(context, &import, now).await,
        None if now - stored.written > ON_ITS_WAY => file::remove_at(&stored.path).await,
        None => Ok(()),
    }
}

/// Ends an import that nobody went on with, and removes its file. The customers that it made stay, and so does what was wrong in
/// the file of one that is done: only what nothing was made of is forgotten.
async fn expire(context: &AppContext, import: &import::Model, now: DateTime<Utc>) -> Result<(), AppError> {
    match State::from_key(&import.state) {
        Some(State::Checking | State::Ready) => return steps::throw_away(context, import).await,
        // It failed as often as it may.
        Some(State::Importing) => {
            let stopped = import::ActiveModel {
                state: Set(State::Cancelled.key().into()),
                finished_at: Set(Some(now)),
                ..Default::default()
            };
            queries::write(&context.db, import, stopped).await?;
        }
        Some(State::Refused | State::Done | State::Cancelled | State::Discarded) | None => {}
    }
    file::remove(context, import.firm_id, import.id).await
}
