//! An import that ends before its file does: cancelled, crashed or failed. Every row is done once all the same.

use app::jobs::JobState;
use domain::imports::State;
use entity::{customer, import, job};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

use super::{
    import_client::{ImportClient, PEETERS, workbook},
    worker::Worker,
};
use crate::{both, support::TestApp};

both!(
    a_cancelled_import_keeps_what_it_made,
    a_crash_halfway_leaves_every_row_once,
    a_failed_job_can_be_tried_again,
    a_job_whose_server_ends_each_time_is_given_up,
);

async fn a_cancelled_import_keeps_what_it_made(app: TestApp) {
    const ROWS: u32 = 1_000;
    let (mut importer, id) = ImportClient::started(&app, "Stop", ROWS).await;
    // Nobody is at work when it is asked: the job hears of it within a second, or when its first chunk is done.
    let job = importer.get(id).await.job.expect("a job");
    importer.client.call::<()>("/api/jobs/cancel", &json!({ "request": { "id": job.id } })).await.unwrap();
    importer.start_worker(&app);
    let stopped = importer.until(id, State::Cancelled).await;
    assert!(stopped.line.created < u64::from(ROWS), "rows are left: {}", stopped.line.created);
    assert_eq!(importer.customers(&app).await, stopped.line.created);
    importer.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Cancelled)).await;

    importer.step("start", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, u64::from(ROWS), "it can go on");
    assert_eq!(importer.customers(&app).await, u64::from(ROWS));
    app.checked().await;
}

async fn a_crash_halfway_leaves_every_row_once(app: TestApp) {
    const ROWS: u32 = 1_500;
    let (mut importer, id) = ImportClient::started(&app, "Crash", ROWS).await;
    // Each time a little further into the next chunk.
    for further in [0, 5, 10] {
        let before = importer.get(id).await.line.created;
        let mut worker = Worker::of(&app);
        worker.go_past(&importer, id, before).await;
        for _ in 0..further {
            worker.step().await;
        }
        drop(worker);
        let (state, created, customers) = settled(&app, id).await;
        assert_eq!((state, customers), (State::Importing, created), "rows are left, and chunks are whole");
        release(&app, id).await;
    }
    importer.start_worker(&app);
    assert_eq!(importer.until(id, State::Done).await.line.created, u64::from(ROWS));
    let names =
        customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let references: BTreeSet<_> = names.iter().map(|made| made.external_reference.as_str()).collect();
    assert_eq!((names.len(), references.len()), (ROWS as usize, ROWS as usize));
    assert_eq!(names.last().map(|last| last.number), Some(ROWS.into()), "no number was lost");
    app.checked().await;
}

/// An import's state, how many customers it says it made, and how many there are, when the database has done with whatever a
/// crash left.
async fn settled(app: &TestApp, id: Uuid) -> (State, u64, u64) {
    let tx = app.context.db.begin().await.unwrap();
    let this = import::Entity::find().filter(import::Column::Id.eq(id)).lock_exclusive();
    let import = this.one(&tx).await.unwrap().unwrap();
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(import.firm_id));
    let customers = of_firm.count(&tx).await.unwrap();
    (State::from_key(&import.state).unwrap(), import.created.unsigned_abs(), customers)
}

/// Lets the next worker take the job of an import. On SQLite it does so by itself; on PostgreSQL another server may hold the job,
/// and it is free when its claim has passed.
async fn release(app: &TestApp, id: Uuid) {
    let passed = job::ActiveModel { lease_until: Set(chrono::Utc::now()), ..Default::default() };
    let of_import = job::Entity::update_many().set(passed).filter(job::Column::SubjectId.eq(id));
    of_import.exec(app.context.db.writer()).await.unwrap();
}

async fn a_failed_job_can_be_tried_again(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Pech").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    let file = app.context.files.join("imports").join(importer.viewer.firm_id.to_string()).join(format!("{id}.xlsx"));
    let aside = file.with_extension("aside");
    std::fs::rename(&file, &aside).unwrap();
    importer.step("start", id).await.unwrap();
    let failed =
        importer.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Failed)).await;
    assert!(!failed.job.unwrap().error.is_empty(), "with a reference");
    std::fs::rename(&aside, &file).unwrap();
    importer.step("retry", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, 1);
    app.checked().await;
}

async fn a_job_whose_server_ends_each_time_is_given_up(app: TestApp) {
    let mut importer = ImportClient::of_firm(&app, "Valt").await;
    importer.crash().await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    for attempt in 1..=3 {
        let mut worker = Worker::of(&app);
        for _ in 0..10_000 {
            if attempts(&app, id).await == attempt {
                break;
            }
            worker.step().await;
        }
        drop(worker);
        assert_eq!(attempts(&app, id).await, attempt);
        release(&app, id).await;
    }
    importer.start_worker(&app);
    let given_up =
        importer.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Crashed)).await;
    let reference = given_up.job.unwrap().error;
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("De server is tijdens dit werk telkens gestopt"), "the page says so");
    assert!(!reference.is_empty() && page.contains(&reference));
    assert_eq!(attempts(&app, id).await, 3, "it was not begun again");

    importer.step("retry", id).await.unwrap();
    importer.until(id, State::Ready).await;
}

/// How often the job of an import was begun.
async fn attempts(app: &TestApp, id: Uuid) -> i32 {
    let of_import = job::Entity::find().filter(job::Column::SubjectId.eq(id));
    of_import.one(&app.context.db.read).await.unwrap().unwrap().attempts
}
