//! What a job is: long work that a colleague starts and follows, or work that the schedule starts and nobody follows.

use chrono::{DateTime, Utc};
use domain::permissions::{Area, Scope};
use entity::job;
use serde::{Serialize, de::DeserializeOwned};

use super::Progress;
use crate::{
    context::{AppContext, Db},
    error::AppError,
    session::Viewer,
};

/// Long work of a firm. The type holds its arguments, which are stored as JSON.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// The name it is stored by. It never changes.
    const KEY: &'static str;
    /// What colleagues need a right to when they follow or stop it.
    const AREA: Area;

    /// Whether this one exists for a colleague of the firm. Those who see only some customers see what they started themselves.
    fn visible(_: &Db, viewer: &Viewer, job: &job::Model) -> impl Future<Output = Result<bool, AppError>> + Send {
        let visible = viewer.rights.scope == Scope::All || job.owner_id == viewer.user_id;
        async move { Ok(visible) }
    }

    /// Does the work, from wherever an earlier attempt came to.
    fn run(
        self,
        context: &AppContext,
        job: &job::Model,
        progress: &Progress,
    ) -> impl Future<Output = Result<(), AppError>> + Send;
}

/// Work that the server does by itself, once a period. It belongs to no firm, and no colleague sees it.
pub trait ScheduledJob: 'static {
    /// The name it is stored by. It never changes.
    const KEY: &'static str;

    /// Does what is due by now. A run that broke off is begun anew.
    fn run(context: &AppContext, now: DateTime<Utc>) -> impl Future<Output = Result<(), AppError>> + Send;
}
