//! The jobs that work on an import, and what is known of the last of them. Inviting the customers that it made is none of them.

use domain::permissions::Area;
use entity::job;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{check, queries, run};
use crate::{
    context::{AppContext, Db},
    error::AppError,
    jobs::{
        Job, JobView, Progress,
        queries::{Work, last_work_on, latest_on},
    },
    session::Viewer,
};

const KINDS: [&str; 2] = [CheckImport::KEY, RunImport::KEY];

/// Reads a bulk file and says what importing it would do.
#[derive(Serialize, Deserialize)]
pub struct CheckImport;

impl Job for CheckImport {
    const KEY: &'static str = "check_import";
    const AREA: Area = Area::Imports;

    async fn visible(db: &Db, viewer: &Viewer, job: &job::Model) -> Result<bool, AppError> {
        queries::sees(db, viewer, job.subject_id).await
    }

    async fn run(self, context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
        check::run(context, job, progress).await
    }
}

/// Makes customers of a bulk file.
#[derive(Serialize, Deserialize)]
pub struct RunImport;

impl Job for RunImport {
    const KEY: &'static str = "run_import";
    const AREA: Area = Area::Imports;

    async fn visible(db: &Db, viewer: &Viewer, job: &job::Model) -> Result<bool, AppError> {
        queries::sees(db, viewer, job.subject_id).await
    }

    async fn run(self, context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
        run::run(context, job, progress).await
    }
}

/// The latest work on an import.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    import_id: Uuid,
) -> Result<Option<JobView>, AppError> {
    latest_on(db, firm_id, import_id, &KINDS).await
}

/// What is known of the last work on an import.
pub(super) async fn last(db: &impl ConnectionTrait, firm_id: Uuid, import_id: Uuid) -> Result<Work, AppError> {
    last_work_on(db, firm_id, import_id, &KINDS).await
}
