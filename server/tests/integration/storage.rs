//! A disk or a database that does not do its work: words, reading goes on, and nothing that was confirmed is lost.

use app::{
    customers::form::request::CreateRequest,
    error::{AppError, StorageFault},
};
use chrono::{Duration, Utc};
use domain::imports::State;
use entity::{customer, job, session};
use reqwest::StatusCode;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};

use crate::{
    both,
    imports::import_client::ImportClient,
    support::{
        Client, Engine, PASSWORD, TestApp,
        accounts::sign_in,
        answers::location,
        cards::{added, blank, create, peeters},
        invitations::posted,
        portal::{Portal, overview},
    },
};

both!(
    a_full_disk_keeps_what_was_confirmed,
    what_can_only_be_read_is_read,
    what_a_customer_typed_survives_a_disk_that_refuses,
    a_job_waits_until_it_can_write,
);
// What SQLite answers on a broken disk is tried with the program itself, in `processes`; it has no connections to lose.
both!(postgres: a_broken_disk_keeps_what_was_confirmed, a_database_that_went_away_comes_back);

/// Lets PostgreSQL answer like this wherever a customer is written, until it is told otherwise.
async fn answer_with(app: &TestApp, code: &str) {
    let db = app.context.db.writer();
    let function = format!(
        "CREATE OR REPLACE FUNCTION sick() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
        RAISE EXCEPTION 'the disk is sick' USING ERRCODE = '{code}'; END $$"
    );
    db.execute_unprepared(&function).await.unwrap();
    let trigger = "CREATE OR REPLACE TRIGGER sick BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION sick()";
    db.execute_unprepared(trigger).await.unwrap();
}

async fn answer_again(app: &TestApp) {
    app.context.db.writer().execute_unprepared("DROP TRIGGER sick ON customer").await.unwrap();
}

/// Makes the disk full, or gives it room again.
async fn full(app: &TestApp, is: bool) {
    let db = app.context.db.writer();
    match (app.engine, is) {
        (Engine::Sqlite, true) => {
            let pages = Statement::from_string(db.get_database_backend(), "PRAGMA page_count");
            let pages: i64 = db.query_one_raw(pages).await.unwrap().unwrap().try_get_by_index(0).unwrap();
            db.execute_unprepared(&format!("PRAGMA max_page_count = {}", pages + 2)).await.unwrap();
        }
        (Engine::Sqlite, false) => {
            db.execute_unprepared("PRAGMA max_page_count = 1073741823").await.unwrap();
        }
        // disk_full
        (Engine::Postgres, true) => answer_with(app, "53100").await,
        (Engine::Postgres, false) => answer_again(app).await,
    }
}

/// Lets nothing be written, or everything again.
async fn read_only(app: &TestApp, is: bool) {
    let db = app.context.db.writer();
    if app.engine == Engine::Sqlite {
        db.execute_unprepared(&format!("PRAGMA query_only = {}", u8::from(is))).await.unwrap();
        return;
    }
    let name = app.database.rsplit('/').next().unwrap();
    let allow = format!("BEGIN READ WRITE; ALTER DATABASE {name} SET default_transaction_read_only = {is}; COMMIT");
    db.execute_unprepared(&allow).await.unwrap();
    leave(app).await;
}

/// Ends all connections of PostgreSQL, as a restart of it does.
async fn leave(app: &TestApp) {
    let ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    app.context.db.writer().execute_unprepared(ends).await.unwrap();
    // The one that asked stays: a second one ends it.
    let other = server::database::unlimited(&app.database).await.unwrap();
    other.execute_unprepared(ends).await.unwrap();
}

async fn another(client: &Client) -> Result<uuid::Uuid, AppError> {
    let long = "x".repeat(900);
    let mut request: CreateRequest = peeters(blank(client).await.form_id);
    request.customer.vat = String::new();
    request.customer.company_number = String::new();
    request.customer.description = long;
    create(client, &request).await
}

async fn customers(app: &TestApp) -> u64 {
    customer::Entity::find().count(&app.context.db.read).await.unwrap()
}

async fn health(app: &TestApp) -> (StatusCode, String) {
    let answer = app.client().get("/health").await;
    (answer.status(), answer.text().await.unwrap())
}

async fn a_full_disk_keeps_what_was_confirmed(app: TestApp) {
    let client = app.signed_in(&app.firm("Vol").await).await;
    let mut confirmed = 1;
    let first = added(&client).await;
    full(&app, true).await;
    let refused = loop {
        match another(&client).await {
            Ok(_) => confirmed += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, AppError::Storage(StorageFault::Full));
    assert_eq!(health(&app).await, (StatusCode::SERVICE_UNAVAILABLE, "storage: full".into()));
    assert_eq!(client.get(&format!("/klanten/{first}")).await.status(), StatusCode::OK, "reading goes on");
    assert_eq!(client.get("/klanten").await.status(), StatusCode::OK);
    assert_eq!(customers(&app).await, confirmed);
    app.checked().await;

    full(&app, false).await;
    another(&client).await.unwrap();
    assert_eq!(customers(&app).await, confirmed + 1);
    assert_eq!(health(&app).await, (StatusCode::OK, "ok".into()));
    app.checked().await;
}

async fn a_broken_disk_keeps_what_was_confirmed(app: TestApp) {
    let client = app.signed_in(&app.firm("Stuk").await).await;
    added(&client).await;
    // io_error
    answer_with(&app, "58030").await;
    assert_eq!(another(&client).await, Err(AppError::Storage(StorageFault::Broken)));
    assert_eq!(client.get("/klanten").await.status(), StatusCode::OK, "reading goes on");
    assert_eq!(customers(&app).await, 1);
    answer_again(&app).await;
    another(&client).await.unwrap();
    assert_eq!(customers(&app).await, 2);
}

async fn what_can_only_be_read_is_read(app: TestApp) {
    let viewer = app.firm("Lezen").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    // A session whose last use would be written down now.
    let seen = session::ActiveModel { seen_at: Set(Utc::now() - Duration::hours(1)), ..Default::default() };
    session::Entity::update_many().set(seen).exec(app.context.db.writer()).await.unwrap();
    read_only(&app, true).await;
    for page in ["/klanten".to_owned(), format!("/klanten/{id}"), "/imports".to_owned()] {
        assert_eq!(client.get(&page).await.status(), StatusCode::OK, "{page}");
    }
    assert_eq!(another(&client).await, Err(AppError::Storage(StorageFault::ReadOnly)));
    assert_eq!(health(&app).await, (StatusCode::SERVICE_UNAVAILABLE, "storage: readonly".into()));
    let at_the_door = sign_in(&app.client(), &viewer.email, PASSWORD).await;
    assert!(location(&at_the_door).contains("fout=opslag.readonly"), "{}", location(&at_the_door));
    let page = app.client().get(&location(&at_the_door)).await.text().await.unwrap();
    assert!(page.contains("De server kan nu niets bewaren"), "{page}");

    read_only(&app, false).await;
    another(&client).await.unwrap();
    assert_eq!(customers(&app).await, 2);
    app.checked().await;
}

async fn what_a_customer_typed_survives_a_disk_that_refuses(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Weigert", "jan@bakkerij.be").await;
    let version = overview(&portal.client, portal.id).await.unwrap().version.to_string();
    let id = portal.id.to_string();
    let form = [
        ("customer_id", id.as_str()),
        ("version", version.as_str()),
        ("details[name]", "Bakkerij Jan"),
        ("details[country]", "BE"),
        ("details[website]", "lang-getypt.be"),
    ];
    let send = async || portal.client.form("/api/portal/save_details", &form).await;
    read_only(&app, true).await;
    let page = portal.client.follow(&send().await).await.text().await.unwrap();
    assert!(page.contains("De server kan nu niets bewaren"), "{page}");
    assert!(page.contains("value=\"lang-getypt.be\""), "what was typed: {page}");

    read_only(&app, false).await;
    assert!(location(&send().await).contains("bewaard=ja"));
    app.checked().await;
}

async fn a_job_waits_until_it_can_write(app: TestApp) {
    const ROWS: u32 = 40;
    let (mut importer, id) = ImportClient::started(&app, "Wacht", ROWS).await;
    full(&app, true).await;
    importer.start_worker(&app);
    // Taken, and given back: a full disk is no attempt of the job.
    let given_back = async || {
        let of_kind = job::Entity::find().filter(job::Column::Kind.eq("run_import"));
        let job = of_kind.one(&app.context.db.read).await.unwrap().unwrap();
        (job.state.as_str(), job.attempts) == ("running", 0)
    };
    while !given_back().await {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    importer.crash().await;
    assert_eq!(importer.customers(&app).await, 0);
    full(&app, false).await;
    let now = job::ActiveModel { lease_until: Set(Utc::now()), ..Default::default() };
    job::Entity::update_many().set(now).exec(app.context.db.writer()).await.unwrap();
    importer.start_worker(&app);
    assert_eq!(importer.until(id, State::Done).await.line.created, u64::from(ROWS));
    app.checked().await;
}

async fn a_database_that_went_away_comes_back(app: TestApp) {
    let client = app.signed_in(&app.firm("Weg").await).await;
    added(&client).await;
    leave(&app).await;
    assert_eq!(client.get("/klanten").await.status(), StatusCode::OK, "a new connection is made");
    another(&client).await.unwrap();
    assert_eq!(customers(&app).await, 2);
    app.checked().await;
}
