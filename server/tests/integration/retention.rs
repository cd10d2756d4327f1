//! What goes by itself when it has had its time, and what the pages say then.

use app::{
    imports::work::RunImport,
    jobs::{Job, JobState},
    session::{
        Viewer,
        links::{self, Purpose},
    },
};
use chrono::{DateTime, Duration, Utc};
use domain::imports::State;
use entity::{attempt, import, import_problem, job, link, outbox, session};
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use std::path::PathBuf;
use uuid::Uuid;

use crate::{
    both,
    support::{TestApp, answers::location},
};

both!(
    a_file_that_is_worked_on_stays,
    the_pages_say_that_a_file_is_gone,
    files_that_belong_to_nothing_go,
    mails_and_jobs_go_when_they_are_done_with,
);
both!(spoilt: files_of_imports_go_when_nobody_goes_on, what_has_run_out_is_forgotten);

/// Where the file of an import lies.
fn file(app: &TestApp, viewer: &Viewer, id: Uuid) -> PathBuf {
    let folder = app.context.files.join(format!("imports/{}", viewer.firm_id));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{id}.xlsx"))
}

/// An import with its file and one problem. The work on it ended at that moment, or goes on.
pub async fn import(app: &TestApp, viewer: &Viewer, state: State, ended: Option<DateTime<Utc>>) -> Uuid {
    let (firm_id, id, db) = (viewer.firm_id, Uuid::now_v7(), app.context.db.writer());
    std::fs::write(file(app, viewer, id), "klanten").unwrap();
    let row = import::Model {
        firm_id,
        id,
        version: 1,
        user_id: viewer.user_id,
        file_name: "klanten.xlsx".into(),
        file_size: 7,
        state: state.key().into(),
        template_id: None,
        file_problem: String::new(),
        choices: String::new(),
        file_report: String::new(),
        sample: String::new(),
        rows_total: 2,
        rows_new: 1,
        rows_existing: 0,
        rows_wrong: 1,
        problem_count: 1,
        last_row: 0,
        created: 0,
        created_at: Utc::now() - Duration::days(90),
        finished_at: None,
    };
    import::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await.unwrap();
    let problem = import_problem::Model {
        firm_id,
        import_id: id,
        position: 0,
        row: 2,
        severity: "error".into(),
        problem: "{}".into(),
    };
    import_problem::Entity::insert(problem.into_active_model().reset_all()).exec_without_returning(db).await.unwrap();
    let work = job::Model {
        firm_id,
        id: Uuid::now_v7(),
        kind: RunImport::KEY.into(),
        subject_id: id,
        owner_id: viewer.user_id,
        payload: "null".into(),
        state: if ended.is_some() { JobState::Failed } else { JobState::Running }.key().into(),
        done: 0,
        total: 2,
        cancel_requested: false,
        lease_until: Utc::now(),
        attempts: 3,
        worker: None,
        error: String::new(),
        created_at: Utc::now() - Duration::days(90),
        finished_at: ended,
    };
    job::Entity::insert(work.into_active_model().reset_all()).exec_without_returning(db).await.unwrap();
    id
}

async fn state_of(app: &TestApp, viewer: &Viewer, id: Uuid) -> State {
    let found = import::Entity::find_by_id((viewer.firm_id, id)).one(&app.context.db.read).await.unwrap().unwrap();
    State::from_key(&found.state).unwrap()
}

async fn files_of_imports_go_when_nobody_goes_on(app: TestApp) {
    use State::{Cancelled, Checking, Discarded, Done, Importing, Ready};
    let viewer = app.firm("Opruimen").await;
    let now = Utc::now();
    let becomes = [
        (Checking, Discarded),
        (Ready, Discarded),
        (Importing, Cancelled),
        (Cancelled, Cancelled),
        (Done, Done),
        (Discarded, Discarded),
    ];
    let mut imports = Vec::new();
    for (before, after) in becomes {
        imports.push((import(&app, &viewer, before, Some(now)).await, before, after));
    }
    app.run_schedule(now + Duration::days(29)).await;
    for (id, before, _) in &imports {
        assert!(file(&app, &viewer, *id).exists(), "{before:?}");
        assert_eq!(state_of(&app, &viewer, *id).await, *before);
    }
    app.run_schedule(now + Duration::days(31)).await;
    for (id, before, after) in &imports {
        assert!(!file(&app, &viewer, *id).exists(), "{before:?}");
        assert_eq!(state_of(&app, &viewer, *id).await, *after);
    }
    let problems = import_problem::Entity::find().all(&app.context.db.read).await.unwrap();
    let of = |state| imports.iter().find(|(_, before, _)| *before == state).map(|(id, _, _)| *id).unwrap();
    assert!(problems.iter().all(|problem| problem.import_id != of(Ready)), "nothing is kept of what stood in it");
    assert!(problems.iter().any(|problem| problem.import_id == of(Done)), "what came of an import stays");
}

async fn a_file_that_is_worked_on_stays(app: TestApp) {
    let viewer = app.firm("Bezig").await;
    let id = import(&app, &viewer, State::Importing, None).await;
    app.run_schedule(Utc::now() + Duration::days(31)).await;
    assert!(file(&app, &viewer, id).exists());
    assert_eq!(state_of(&app, &viewer, id).await, State::Importing);
}

async fn the_pages_say_that_a_file_is_gone(app: TestApp) {
    let viewer = app.firm("Weg").await;
    let client = app.signed_in(&viewer).await;
    let page = async |id: Uuid| client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    let (just_now, long_ago) = (Utc::now(), Utc::now() - Duration::days(31));
    let fresh = import(&app, &viewer, State::Cancelled, Some(just_now)).await;
    assert!(page(fresh).await.contains(r#"action="/api/imports/start""#), "it can go on");

    let stopped = import(&app, &viewer, State::Cancelled, Some(long_ago)).await;
    let shown = page(stopped).await;
    assert!(shown.contains("dagen na de laatste stap verwijderd"), "{shown}");
    assert!(!shown.contains(r#"action="/api/imports/start""#), "{shown}");
    let start = client.form("/api/imports/start", &[("id", &stopped.to_string())]).await;
    assert_eq!(location(&start), format!("/imports/{stopped}?fout=bestand"));
    let refused = client.get(&location(&start)).await.text().await.unwrap();
    assert!(refused.contains("Het bestand van deze import is al verwijderd."), "{refused}");

    let done = import(&app, &viewer, State::Done, Some(long_ago)).await;
    let shown = page(done).await;
    assert!(shown.contains("dagen na de import verwijderd"), "{shown}");
    assert!(!shown.contains(&format!("/api/imports/{done}/errors")), "{shown}");
    let errors = client.get(&format!("/api/imports/{done}/errors")).await;
    assert_eq!(errors.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn files_that_belong_to_nothing_go(app: TestApp) {
    let viewer = app.firm("Half").await;
    let half = file(&app, &viewer, Uuid::now_v7());
    let (made, note) = (half.with_extension("tmp"), half.with_file_name("lees mij.txt"));
    let all = [&half, &made, &note];
    all.iter().for_each(|path| std::fs::write(path, "half").unwrap());
    let there = || all.map(|path| path.exists());
    app.run_schedule(Utc::now()).await;
    assert_eq!(there(), [true; 3], "they may be on their way");
    app.run_schedule(Utc::now() + Duration::days(2)).await;
    assert_eq!(there(), [false, false, true], "what bears no name of ours is somebody else's");
    // The check at the end of the test would name it.
    std::fs::remove_file(note).unwrap();
}

async fn what_has_run_out_is_forgotten(app: TestApp) {
    let viewer = app.firm("Verlopen").await;
    app.signed_in(&viewer).await;
    let (db, now) = (app.context.db.writer(), Utc::now());
    for purpose in [Purpose::Password, Purpose::Invitation] {
        links::make(db, purpose, Some(viewer.firm_id), Uuid::now_v7(), now).await.unwrap();
    }
    let tried = attempt::ActiveModel { key_hash: Set("sign in".into()), failures: Set(1), last_at: Set(now) };
    attempt::Entity::insert(tried).exec_without_returning(db).await.unwrap();
    let left = async || {
        let db = &app.context.db.read;
        let links = link::Entity::find().all(db).await.unwrap();
        (
            session::Entity::find().all(db).await.unwrap().len(),
            links.into_iter().map(|link| link.purpose).collect::<Vec<_>>().join(" "),
            attempt::Entity::find().all(db).await.unwrap().len(),
        )
    };
    app.run_schedule(now).await;
    assert_eq!((left().await.0, left().await.2), (1, 1));
    app.run_schedule(now + Duration::days(40)).await;
    assert_eq!(left().await, (0, "invitation".to_owned(), 0), "an invitation's page says what became of it");
}

async fn mails_and_jobs_go_when_they_are_done_with(app: TestApp) {
    let viewer = app.firm("Gedaan").await;
    let (db, now) = (app.context.db.writer(), Utc::now());
    for status in ["queued", "sent", "failed", "withdrawn"] {
        let mail = outbox::Model {
            id: Uuid::now_v7(),
            firm_id: Some(viewer.firm_id),
            customer_id: None,
            kind: "password".into(),
            subject_id: viewer.user_id,
            recipient: viewer.email.clone(),
            locale: "nl".into(),
            status: status.into(),
            attempts: 1,
            next_attempt_at: now,
            last_error: String::new(),
            withdrawn_at: None,
            created_at: now,
            sent_at: None,
            sender_id: None,
            batch_id: None,
        };
        outbox::Entity::insert(mail.into_active_model().reset_all()).exec_without_returning(db).await.unwrap();
    }
    let (ended, going) =
        (import(&app, &viewer, State::Done, Some(now)).await, import(&app, &viewer, State::Importing, None).await);
    let left = async || {
        let db = &app.context.db.read;
        let mails = outbox::Entity::find().all(db).await.unwrap().into_iter().map(|mail| mail.status);
        let jobs = job::Entity::find().all(db).await.unwrap().into_iter().map(|job| job.subject_id);
        (mails.collect::<Vec<_>>(), jobs.collect::<Vec<_>>())
    };
    app.run_schedule(now + Duration::days(89)).await;
    assert_eq!((left().await.0.len(), left().await.1.len()), (4, 2));
    app.run_schedule(now + Duration::days(91)).await;
    assert_eq!(left().await, (vec!["queued".to_owned()], vec![going]), "what waits or goes on stays");
    let client = app.signed_in(&viewer).await;
    let request = serde_json::json!({ "request": { "id": ended } });
    let import: serde_json::Value = client.call("/api/imports/get", &request).await.unwrap();
    assert_eq!(import["kept"], false, "the import itself stays, and its file is not taken for one that is still there");
}
