//! The schedule, with several servers, crashes and failures, and which jobs a colleague sees.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use app::{
    context::AppContext,
    error::AppError,
    jobs::{JobState, JobView, Registry, ScheduledJob, keep_schedule},
    session::Viewer,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    imports::State,
    permissions::{Area, Level, Rights, Scope},
};
use entity::{job, schedule};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::json;
use tokio::{task::JoinHandle, time::sleep};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    both,
    retention::import,
    support::{Engine, TestApp},
};

both!(
    a_scheduled_job_runs_once_a_period_with_two_servers,
    what_a_stopped_server_missed_is_done_once,
    a_scheduled_job_is_done_again_after_a_crash,
    a_scheduled_job_that_ends_the_server_each_time_waits_for_its_next_run,
    a_scheduled_job_that_fails_is_tried_again,
    a_server_that_is_told_to_stop_gives_its_run_back,
    a_clock_that_was_wrong_does_not_stop_the_schedule,
    nobody_sees_what_the_schedule_does,
);
both!(spoilt: a_job_is_shown_to_whom_it_concerns);

/// What a colleague needs a right to, by the kind of a job.
const AREAS: [(&str, Area); 4] = [
    ("check_import", Area::Imports),
    ("run_import", Area::Imports),
    ("invite_customers", Area::Invitations),
    ("convert_own_field", Area::Settings),
];
const EVERY: TimeDelta = TimeDelta::hours(1);
/// Within this time every server has looked at the schedule again.
const A_LOOK: Duration = Duration::from_secs(6);

/// A job that notes each run in a file, and ends as another file says.
struct Noted;

impl ScheduledJob for Noted {
    const KEY: &'static str = "noted";

    async fn run(context: &AppContext, _: DateTime<Utc>) -> Result<(), AppError> {
        fs::write(runs_of(context), fs::read_to_string(runs_of(context)).unwrap_or_default() + "run\n")?;
        match fs::read_to_string(end_of(context)).unwrap_or_default().as_str() {
            "hang" => std::future::pending().await,
            "fail" => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }
}

fn runs_of(context: &AppContext) -> PathBuf {
    context.files.with_file_name("runs")
}

fn end_of(context: &AppContext) -> PathBuf {
    context.files.with_file_name("end")
}

fn runs(app: &TestApp) -> usize {
    fs::read_to_string(runs_of(&app.context)).unwrap_or_default().lines().count()
}

/// How the runs from now on end: they `hang`, `fail`, or are done.
fn runs_will(app: &TestApp, end: &str) {
    fs::write(end_of(&app.context), end).unwrap();
}

/// A server whose schedule holds this job alone.
struct Server {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Server {
    fn start(app: &TestApp) -> Self {
        let jobs = Registry::default().schedule::<Noted>(EVERY).unwrap();
        let context = AppContext { jobs: Arc::new(jobs), ..app.context.clone() };
        let stop = CancellationToken::new();
        Self { task: tokio::spawn(keep_schedule(context, stop.clone())), stop }
    }

    async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }

    /// Ends it where it stands, as a power cut would.
    async fn crash(self) {
        self.task.abort();
        assert!(self.task.await.is_err_and(|error| error.is_cancelled()), "it was at work");
    }
}

async fn row(app: &TestApp) -> Option<schedule::Model> {
    schedule::Entity::find_by_id(Noted::KEY).one(&app.context.db.read).await.unwrap()
}

/// Waits for something that comes within a few looks.
async fn until(app: &TestApp, what: impl Fn(usize, &schedule::Model) -> bool) -> schedule::Model {
    for _ in 0..1_200 {
        if let Some(row) = row(app).await
            && what(runs(app), &row)
        {
            return row;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{} runs, {:?}", runs(app), row(app).await);
}

/// Waits until so many runs were begun and the next one is due in a period.
async fn until_settled(app: &TestApp, wanted: usize) {
    let row = until(app, |runs, row| runs >= wanted && row.attempts == 0).await;
    let next = row.lease_until - Utc::now();
    assert!(next > EVERY - TimeDelta::minutes(5) && next <= EVERY, "the next run is in {next}");
    assert_eq!((runs(app), row.worker), (wanted, None));
}

/// Sets the moment at which the job may be claimed.
async fn due_at(app: &TestApp, at: DateTime<Utc>) {
    let due = schedule::ActiveModel { lease_until: Set(at), worker: Set(None), ..Default::default() };
    schedule::Entity::update_many().set(due).exec(app.context.db.writer()).await.unwrap();
}

/// SQLite has one server: there the second one comes when the first has gone.
async fn a_scheduled_job_runs_once_a_period_with_two_servers(app: TestApp) {
    let mut servers = vec![Server::start(&app)];
    if app.engine == Engine::Postgres {
        servers.push(Server::start(&app));
    }
    until_settled(&app, 1).await;
    sleep(A_LOOK).await;
    assert_eq!(runs(&app), 1);
    due_at(&app, Utc::now()).await;
    until_settled(&app, 2).await;
    for server in servers {
        server.stop().await;
    }
    let late = Server::start(&app);
    sleep(A_LOOK).await;
    assert_eq!(runs(&app), 2, "it was done in this period");
    late.stop().await;
}

async fn what_a_stopped_server_missed_is_done_once(app: TestApp) {
    let server = Server::start(&app);
    until_settled(&app, 1).await;
    server.stop().await;
    due_at(&app, Utc::now() - EVERY * 70).await;
    let server = Server::start(&app);
    until_settled(&app, 2).await;
    sleep(A_LOOK).await;
    assert_eq!(runs(&app), 2);
    server.stop().await;
}

async fn a_scheduled_job_is_done_again_after_a_crash(app: TestApp) {
    runs_will(&app, "hang");
    let server = Server::start(&app);
    until(&app, |runs, _| runs == 1).await;
    server.crash().await;
    runs_will(&app, "be done");
    let server = Server::start(&app);
    until_settled(&app, 2).await;
    server.stop().await;
}

async fn a_scheduled_job_that_ends_the_server_each_time_waits_for_its_next_run(app: TestApp) {
    runs_will(&app, "hang");
    for attempt in 1..=3 {
        let server = Server::start(&app);
        until(&app, |runs, row| runs == attempt && row.attempts as usize == attempt).await;
        server.crash().await;
        due_at(&app, Utc::now()).await;
    }
    let server = Server::start(&app);
    until_settled(&app, 3).await;
    runs_will(&app, "be done");
    due_at(&app, Utc::now()).await;
    until_settled(&app, 4).await;
    server.stop().await;
}

async fn a_scheduled_job_that_fails_is_tried_again(app: TestApp) {
    runs_will(&app, "fail");
    let server = Server::start(&app);
    let row = until(&app, |runs, row| runs == 1 && row.lease_until < Utc::now() + TimeDelta::seconds(5)).await;
    assert_eq!(row.attempts, 1);
    until_settled(&app, 3).await;
    server.stop().await;
}

async fn a_server_that_is_told_to_stop_gives_its_run_back(app: TestApp) {
    runs_will(&app, "hang");
    let server = Server::start(&app);
    until(&app, |runs, _| runs == 1).await;
    server.stop().await;
    let row = row(&app).await.expect("a row");
    assert_eq!((row.attempts, row.worker), (0, None));
    assert!(row.lease_until <= Utc::now(), "the next server does it at once");
}

async fn a_clock_that_was_wrong_does_not_stop_the_schedule(app: TestApp) {
    let server = Server::start(&app);
    until_settled(&app, 1).await;
    due_at(&app, Utc::now() + TimeDelta::days(9_000)).await;
    until_settled(&app, 2).await;
    server.stop().await;
}

async fn nobody_sees_what_the_schedule_does(app: TestApp) {
    let client = app.signed_in(&app.firm("Stil").await).await;
    runs_will(&app, "hang");
    let server = Server::start(&app);
    until(&app, |runs, _| runs == 1).await;
    let jobs = job::Entity::find().count(&app.context.db.read).await.unwrap();
    assert_eq!(jobs, 0, "whoever asks for jobs, asks for these");
    for function in ["get", "cancel"] {
        let request = json!({ "request": { "id": Uuid::nil() } });
        let answer = client.call::<serde_json::Value>(&format!("/api/jobs/{function}"), &request).await;
        assert_eq!(answer, Err(AppError::NotFound), "{function}");
    }
    server.stop().await;
}

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
