//! The real binary: two servers on one SQLite file, a power cut, a sick disk, and the commands of an operator.

use std::{fs::File, ops::Range, os::unix::fs::FileExt as _};

use app::{
    error::{AppError, StorageFault},
    jobs::presence::Presence,
};
use chrono::{Duration, Utc};
use domain::imports::State;
use entity::{customer, job};
use reqwest::{Method, StatusCode, header, multipart};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait as _, EntityTrait, ExprTrait, QueryFilter, Statement};
use tokio::task::JoinSet;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, workbook},
    support::{
        Client, Engine, TestApp,
        cards::{added, blank, create, peeters},
        process::{Process, run, said},
    },
};

both!(
    a_killed_server_leaves_everything_in_agreement,
    a_command_makes_nothing_where_it_can_do_nothing,
    a_disk_that_refuses_is_said_and_loses_nothing,
    what_cannot_be_read_is_said_and_the_rest_is_read,
    many_who_sign_in_at_once_take_little_memory_and_give_it_back,
);
both!(spoilt: the_commands_work_beside_a_server);

/// How many sign in at once: each hash takes 19 MiB while it is made.
const AT_ONCE: u32 = 300;
/// What they may take together, in KiB: four hashes, and as much again for everything else.
const MOST: u64 = 160 * 1024;
/// What one hash takes, in KiB: a thread that makes hashes keeps it for the next one.
const HASH: u64 = 19 * 1024;
/// The most threads that make hashes; there are no more of them than cores.
const HASHING: usize = 4;
/// What the server keeps beside those, in KiB: what it reads once (words, connections of the database and their caches), and what
/// the allocator holds back of what 300 requests took. 22 MiB were measured with SQLite and 36 with PostgreSQL.
const KEPT: u64 = 56 * 1024;
/// What a second round adds to that, in KiB: less than half of one hash.
const ADDED: u64 = 8 * 1024;

async fn a_killed_server_leaves_everything_in_agreement(app: TestApp) {
    const ROWS: u32 = 1_000;
    let (importer, id) = ImportClient::started(&app, "Kill", ROWS).await;
    let server = Process::serve(&app, "").await;
    importer.until_that(id, |import| import.line.created > 0).await;
    server.kill();
    let left = run(&app, &["check"]);
    assert!(left.status.success(), "{}", said(&left));
    // A claim ends with the server that held it, however long it was for.
    let held = job::ActiveModel { lease_until: Set(Utc::now() + Duration::days(1)), ..Default::default() };
    job::Entity::update_many().set(held).exec(app.context.db.writer()).await.unwrap();
    let server = Process::serve(&app, "").await;
    assert_eq!(importer.until(id, State::Done).await.line.created, u64::from(ROWS));
    server.kill();
    app.checked().await;
}

async fn a_command_makes_nothing_where_it_can_do_nothing(app: TestApp) {
    added(&app.signed_in(&app.firm("Nergens").await).await).await;
    let file = app.folder.path().join("backup.kantoor");
    assert!(run(&app, &["backup", file.to_str().unwrap()]).status.success());
    let torn = app.folder.path().join("torn.kantoor");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&torn, &whole[..whole.len() / 2]).unwrap();
    let nowhere = app.folder.path().join("verkeerd getypt");
    for arguments in [vec!["restore", torn.to_str().unwrap()], vec!["check"], vec!["backup", "x.kantoor"]] {
        let there = ["--data", nowhere.to_str().unwrap(), "--database-url", "sqlite://nergens/kantoor.db"];
        let done = run(&app, &[arguments.as_slice(), &there].concat());
        assert!(!done.status.success() && !said(&done).is_empty(), "{arguments:?}: {}", said(&done));
        assert!(!nowhere.exists(), "{arguments:?} made a folder");
    }
}

async fn the_commands_work_beside_a_server(app: TestApp) {
    let viewer = app.firm("Naast").await;
    let server = Process::serve(&app, "").await;
    let client = server.signed_in(&app, &viewer).await;
    added(&client).await;

    if app.engine == Engine::Sqlite {
        let second = run(&app, &["serve"]);
        assert!(!second.status.success() && said(&second).contains("another kantoor is at work"), "{}", said(&second));
    }
    let file = app.folder.path().join("backup.kantoor");
    let file = file.to_str().unwrap();
    let made = run(&app, &["backup", file]);
    assert!(made.status.success() && said(&made).contains("with 0 uploaded files"), "{}", said(&made));
    let again = run(&app, &["backup", file]);
    assert!(!again.status.success() && said(&again).contains("overwrites nothing"), "{}", said(&again));
    let into_itself = run(&app, &["restore", file]);
    assert!(!into_itself.status.success(), "{}", said(&into_itself));
    assert!(said(&into_itself).contains("another kantoor is at work"), "{}", said(&into_itself));

    let checked = run(&app, &["check"]);
    assert!(checked.status.success() && said(&checked).contains("No problems found."), "{}", said(&checked));
    sea_orm::ConnectionTrait::execute_unprepared(app.context.db.writer(), "UPDATE customer SET phone = '1'")
        .await
        .unwrap();
    let checked = run(&app, &["check"]);
    let words = said(&checked);
    assert!(!checked.status.success() && words.contains("customer: field phone is not what the log says"), "{words}");
    assert!(words.contains("1 problem found."), "{words}");
    drop(server);
}

/// A process may write no file beyond a size: what the disk of SQLite answers then is an error, as a sick one gives.
async fn a_disk_that_refuses_is_said_and_loses_nothing(app: TestApp) {
    let viewer = app.firm("Ziek").await;
    let here = app.signed_in(&viewer).await;
    let id = added(&here).await;
    // Its log goes through a pipe: a file of its own it could not write.
    let log = app.folder.path().join("log");
    let pipe = format!("mkfifo {0}.pipe; cat {0}.pipe >{0} & exec >{0}.pipe;", log.display());
    let server = Process::serve(&app, &format!("{pipe} trap '' XFSZ; ulimit -f 1;")).await;
    let client = server.signed_in(&app, &viewer).await;
    assert_eq!(client.get(&format!("/klanten/{id}")).await.status(), StatusCode::OK, "reading goes on");

    let bytes = multipart::Part::bytes(workbook(&[PEETERS; 20])).file_name("klanten.xlsx");
    let form = multipart::Form::new().text("template", "").part("file", bytes);
    let answer = client.request(Method::POST, "/api/imports/upload").multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let words = answer.text().await.unwrap();
    assert!(words.contains("De schijf van de server is vol"), "{words}");

    let mut request = peeters(blank(&client).await.form_id);
    request.customer.vat = String::new();
    request.customer.company_number = String::new();
    if app.engine == Engine::Sqlite {
        for _ in 0..3 {
            assert_eq!(create(&client, &request).await, Err(AppError::Storage(StorageFault::Broken)));
        }
        // What was refused holds nothing: another process can write.
        app.context.db.begin().await.expect("the file is not locked").commit().await.unwrap();
    } else {
        create(&client, &request).await.unwrap();
    }
    assert_eq!(client.get("/klanten").await.status(), StatusCode::OK, "reading goes on");
    server.kill();
    let checked = run(&app, &["check"]);
    assert!(checked.status.success(), "{}", said(&checked));
    let confirmed = customer::Entity::find_by_id((viewer.firm_id, id)).one(&app.context.db.read).await.unwrap();
    assert_eq!(confirmed.expect("what was confirmed is there").name, "Bakkerij Peeters BV");
    let said = std::fs::read_to_string(log).unwrap();
    assert!(said.contains("the disk or the database does not do its work"), "{said}");
}

/// A place of the database that cannot be read, and how it can be again.
enum Unreadable {
    /// A page of the file of SQLite: where it begins, and what stood there.
    Page(u64, Vec<u8>),
    /// A view in place of a table of PostgreSQL, which answers as its disk would.
    View,
}

impl Unreadable {
    /// Makes what the contacts stand in unreadable.
    async fn contacts(app: &TestApp) -> Self {
        let db = app.context.db.writer();
        if app.engine == Engine::Postgres {
            let view = "ALTER TABLE contact RENAME TO contact_kept; \
                CREATE FUNCTION unreadable() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN \
                RAISE EXCEPTION 'could not read block 0' USING ERRCODE = '58030'; END $$; \
                CREATE VIEW contact AS SELECT * FROM contact_kept WHERE unreadable()";
            db.execute_unprepared(view).await.unwrap();
            return Self::View;
        }
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        let asked = async |sql: &str| {
            let statement = Statement::from_string(db.get_database_backend(), sql);
            let number: i64 = db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
            u64::try_from(number).unwrap()
        };
        let size = asked("PRAGMA page_size").await;
        let at = (asked("SELECT rootpage FROM sqlite_schema WHERE name = 'contact'").await - 1) * size;
        let mut page = vec![0; usize::try_from(size).unwrap()];
        Self::file(app).read_exact_at(&mut page, at).unwrap();
        Self::file(app).write_all_at(&vec![0xff; page.len()], at).unwrap();
        Self::Page(at, page)
    }

    async fn heal(self, app: &TestApp) {
        match self {
            Self::Page(at, page) => Self::file(app).write_all_at(&page, at).unwrap(),
            Self::View => {
                let table = "DROP VIEW contact; ALTER TABLE contact_kept RENAME TO contact";
                app.context.db.writer().execute_unprepared(table).await.unwrap();
            }
        }
    }

    fn file(app: &TestApp) -> File {
        let path = app.database.trim_start_matches("sqlite://").split('?').next().unwrap();
        File::options().read(true).write(true).open(path).unwrap()
    }
}

async fn what_cannot_be_read_is_said_and_the_rest_is_read(app: TestApp) {
    let viewer = app.firm("Onleesbaar").await;
    let id = added(&app.signed_in(&viewer).await).await;
    let unreadable = Unreadable::contacts(&app).await;
    let server = Process::serve(&app, "").await;
    let client = server.signed_in(&app, &viewer).await;
    let card = client.get(&format!("/klanten/{id}")).await;
    assert_eq!(card.status(), StatusCode::SERVICE_UNAVAILABLE);
    let words = card.text().await.unwrap();
    assert!(words.contains("De schijf van de server geeft fouten"), "{words}");
    assert_eq!(client.get("/klanten").await.status(), StatusCode::OK, "the rest is read");
    let health = client.get("/health").await;
    assert_eq!(health.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.text().await.unwrap(), "storage: broken");
    let checked = run(&app, &["check"]);
    assert!(!checked.status.success(), "{}", said(&checked));
    server.kill();

    unreadable.heal(&app).await;
    let server = Process::serve(&app, "").await;
    let client = server.signed_in(&app, &viewer).await;
    assert_eq!(client.get(&format!("/klanten/{id}")).await.status(), StatusCode::OK);
}

/// Signs in, to an account that nobody has, from an address of its own: it takes as long as a real one.
async fn comes(client: Client, number: u32) -> StatusCode {
    let (email, from) = (format!("jan{number}@nergens.be"), format!("198.51.{}.{}", number / 250, number % 250));
    let form = [("email", email.as_str()), ("password", "vier koppen zwarte thee")];
    let request = client.request(Method::POST, "/api/session/sign_in").header("x-forwarded-for", from);
    request.header(header::ACCEPT, "text/html").form(&form).send().await.unwrap().status()
}

async fn many_who_sign_in_at_once_take_little_memory_and_give_it_back(app: TestApp) {
    let server = Process::serve(&app, "").await;
    let (before, idle) = (server.memory("VmRSS"), server.memory("RssAnon"));
    all_come(&server, &app, 0..AT_ONCE).await;
    let most = server.memory("VmHWM") - before;
    assert!(most < MOST, "{most} KiB more at the most");
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(HASHING) as u64;
    let after = settled(&server, idle + threads * HASH + KEPT).await;
    let kept = after.saturating_sub(idle);
    assert!(kept <= threads * HASH + KEPT, "{kept} KiB more afterwards, with {threads} threads");
    all_come(&server, &app, AT_ONCE..2 * AT_ONCE).await;
    let again = settled(&server, after + ADDED).await;
    assert!(again <= after + ADDED, "{after} KiB after a first round, {again} KiB after a second");
}

/// A round of them; their connections end with it.
async fn all_come(server: &Process, app: &TestApp, numbers: Range<u32>) {
    let client = server.client(app);
    let mut all = JoinSet::new();
    for number in numbers {
        all.spawn(comes(client.clone(), number));
    }
    while let Some(answer) = all.join_next().await {
        assert_eq!(answer.unwrap(), StatusCode::FOUND, "back to the form");
    }
}

/// What the server has of its own, without the pages of its program, in KiB: once it is no more than this, or after ten seconds in
/// which it might have given back what it has more.
async fn settled(server: &Process, most: u64) -> u64 {
    for _ in 0..100 {
        if server.memory("RssAnon") <= most {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    server.memory("RssAnon")
}

/// A server that holds its lock keeps its jobs; the jobs of one that does not are free after two looks.
#[tokio::test]
async fn the_jobs_of_a_server_that_is_gone_are_free_and_of_one_that_lives_are_not() {
    let app = TestApp::start(Engine::Postgres).await;
    let (importer, id) = ImportClient::started(&app, "Buren", 10).await;
    drop(importer);
    let db = &app.context.db;
    let (mut first, mut second) = (Presence::of(41), Presence::of(42));
    first.look(db, Utc::now()).await.unwrap();
    let until = Utc::now() + Duration::days(1);
    let taken = job::ActiveModel {
        state: Set("running".into()),
        worker: Set(Some(41)),
        lease_until: Set(until),
        ..Default::default()
    };
    let of_import = job::Column::SubjectId.eq(id).and(job::Column::Kind.eq("run_import"));
    job::Entity::update_many().set(taken).filter(of_import.clone()).exec(db.writer()).await.unwrap();
    let worker = async || job::Entity::find().filter(of_import.clone()).one(&db.read).await.unwrap().unwrap().worker;
    for _ in 0..3 {
        second.look(db, Utc::now()).await.unwrap();
    }
    assert_eq!(worker().await, Some(41), "it lives");
    drop(first);
    // The database takes the lock back once it sees the connection go.
    for _ in 0..100 {
        second.look(db, Utc::now()).await.unwrap();
        if worker().await.is_none() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the jobs of a server that is gone are never free");
}
