//! Which jobs a colleague sees.

use app::{
    error::AppError,
    jobs::{JobState, JobView},
    session::Viewer,
};
use chrono::Utc;
use domain::{
    imports::State,
    permissions::{Area, Level, Rights, Scope},
};
use entity::job;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use crate::{both, housekeeping::import, support::TestApp};

both!(spoilt: a_job_is_shown_to_whom_it_concerns);

/// What a colleague needs a right to, by the kind of a job.
const AREAS: [(&str, Area); 3] =
    [("check_import", Area::Imports), ("run_import", Area::Imports), ("invite_customers", Area::Invitations)];

/// A job that waits, of this kind, on an import.
async fn waiting(app: &TestApp, owner: &Viewer, kind: &str, import_id: Uuid) -> Uuid {
    let row = job::Model {
        firm_id: owner.firm_id,
        id: Uuid::now_v7(),
        kind: kind.into(),
        subject_id: import_id,
        owner_id: owner.user_id,
        payload: "null".into(),
        state: JobState::Queued.key().into(),
        done: 0,
        total: 0,
        cancel_requested: false,
        lease_until: Utc::now(),
        attempts: 0,
        worker: None,
        error: String::new(),
        created_at: Utc::now(),
        finished_at: None,
    };
    let (id, db) = (row.id, app.context.db.writer());
    job::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await.unwrap();
    id
}

/// What a colleague with these rights is answered who follows a job, reads it, and stops it.
async fn answers(app: &TestApp, firm_id: Uuid, rights: &Rights, id: Uuid) -> (u16, Option<AppError>, Option<AppError>) {
    let client = app.signed_in(&app.colleague_with(firm_id, rights).await).await;
    let request = json!({ "request": { "id": id } });
    let followed = client.get(&format!("/api/jobs/{id}/events")).await.status().as_u16();
    let read = client.call::<JobView>("/api/jobs/get", &request).await;
    let stopped = client.call::<()>("/api/jobs/cancel", &request).await;
    (followed, read.err(), stopped.err())
}

async fn a_job_is_shown_to_whom_it_concerns(app: TestApp) {
    use AppError::{Forbidden, NotFound};
    let owner = app.firm("Taken").await;
    let import_id = import(&app, &owner, State::Ready, Some(Utc::now())).await;
    let rights = |scope, of: Area, level| Rights {
        scope,
        levels: Area::ALL.map(|area| (area, if area == of { level } else { Level::Edit })).into(),
    };
    let not_found = (404, Some(NotFound), Some(NotFound));
    for (kind, area) in AREAS {
        let id = waiting(&app, &owner, kind, import_id).await;
        for (scope, level, expected) in [
            (Scope::All, Level::None, (403, Some(Forbidden), Some(Forbidden))),
            (Scope::All, Level::Read, (200, None, Some(Forbidden))),
            (Scope::Assigned, Level::Edit, not_found.clone()),
            (Scope::All, Level::Edit, (200, None, None)),
        ] {
            let told = answers(&app, owner.firm_id, &rights(scope, area, level), id).await;
            assert_eq!(told, expected, "{kind} with {scope:?} and {level:?}");
        }
    }
    let unknown = waiting(&app, &owner, "noted", import_id).await;
    let all = rights(Scope::All, Area::Imports, Level::Edit);
    assert_eq!(answers(&app, owner.firm_id, &all, unknown).await, not_found, "nobody says who may see it");
}
