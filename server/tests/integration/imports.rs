//! Bulk files: from the upload to the customers, every row exactly once.

mod desk;
mod worker;

use app::{
    customers::store::NewCustomer,
    error::{AppError, Refusal},
    imports::ImportList,
    jobs::JobState,
};
use domain::{
    imports::{Column, FileProblem, ProblemReason, Severity, State},
    permissions::BuiltIn,
};
use entity::{address, change, contact, customer, customer_user, import, job};
use reqwest::{Method, StatusCode, header};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use self::{
    desk::{DUBOIS, Desk, PEETERS, bomb, import_of, many, take, with, workbook},
    worker::Worker,
};
use crate::{both, support::TestApp};

both!(
    the_whole_way,
    wrong_cells_are_told_and_left_out,
    who_is_there_already_is_left_alone,
    the_preview_counts_as_the_import_does,
    colleagues_go_on_adding_customers,
    a_cancelled_import_keeps_what_it_made,
    a_crash_halfway_leaves_every_row_once,
    what_is_no_bulk_file_is_refused,
    a_thrown_away_file_is_gone,
    another_firm_sees_nothing,
    rights_are_asked,
    a_template_is_applied,
    a_failed_job_can_be_tried_again,
    who_sees_only_its_own_sees_what_it_imported,
);

async fn desk(app: &TestApp, firm: &str) -> Desk {
    Desk::of(app, app.firm(firm).await).await
}

async fn the_whole_way(app: TestApp) {
    let desk = desk(&app, "Weg").await;
    let id = desk.upload(workbook(&[PEETERS, DUBOIS])).await;
    let ready = desk.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.existing, ready.line.wrong, ready.problems), (2, 2, 0, 0, 0));
    assert_eq!((ready.line.file_name.as_str(), ready.line.user.as_str()), ("klanten van 2026.xlsx", "An Beheerder"));
    assert_eq!(desk.customers(&app).await, 0, "nothing is created before somebody says so");

    let page = desk.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    for step in ["start", "discard"] {
        assert!(page.contains(&format!(r#"action="/api/imports/{step}""#)), "a plain form does it: {page}");
    }
    desk.step("start", id).await.unwrap();
    let done = desk.until(id, State::Done).await;
    assert_eq!(done.line.created, 2);
    let file = app.context.files.join(format!("imports/{}/{id}.xlsx", desk.viewer.firm_id));
    desk.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Done)).await;
    assert!(!file.exists(), "nobody needs it any more");
    assert_eq!(desk.step("start", id).await, Err(AppError::Refused(Refusal::ImportState)), "once is enough");

    let created = desk.created(id).await.customers;
    assert_eq!(
        created.iter().map(|made| made.name.as_str()).collect::<Vec<_>>(),
        ["Bakkerij Peeters BV", "Dubois SPRL"]
    );
    let db = &app.context.db.read;
    let dubois =
        customer::Entity::find().filter(customer::Column::Id.eq(created[1].id)).one(db).await.unwrap().unwrap();
    assert_eq!(
        (dubois.company_number.as_str(), dubois.vat.as_str()),
        ("0477472701", "BE0477472701"),
        "the VAT number tells the other"
    );
    assert_eq!(
        (dubois.number, dubois.city.as_str(), dubois.locale.as_str(), dubois.mandate),
        (2, "Bruxelles", "fr-BE", false)
    );
    let head_office =
        address::Entity::find().filter(address::Column::CustomerId.eq(dubois.id)).one(db).await.unwrap().unwrap();
    assert_eq!(
        (head_office.street.as_str(), head_office.box_number.as_str(), head_office.head_office),
        ("Rue de la Loi", "3", true)
    );
    let person =
        contact::Entity::find().filter(contact::Column::CustomerId.eq(dubois.id)).one(db).await.unwrap().unwrap();
    assert_eq!((person.email.as_str(), person.locale.as_str(), person.main), ("luc@dubois.be", "fr-BE", true));
    let lines = change::Entity::find().filter(change::Column::CustomerId.eq(dubois.id)).all(db).await.unwrap();
    assert!(
        lines.iter().all(|line| line.actor_kind == "import" && line.actor_id == Some(id) && line.batch_id == Some(id))
    );

    let list: ImportList =
        desk.client.call("/api/imports/list", &json!({ "request": { "before": null } })).await.unwrap();
    assert_eq!(list.imports.iter().map(|line| (line.id, line.state)).collect::<Vec<_>>(), [(id, State::Done)]);
}

async fn wrong_cells_are_told_and_left_out(app: TestApp) {
    let desk = desk(&app, "Fout").await;
    let rows = [
        with(PEETERS, Column::Vat, "BE0123456789"),
        with(with(DUBOIS, Column::ContactEmail, ""), Column::Country, "Belgique"),
        with(with(DUBOIS, Column::CompanyNumber, "477472701"), Column::Vat, ""),
    ];
    let id = desk.upload(workbook(&rows)).await;
    let ready = desk.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.line.wrong), (3, 1, 2));
    let problems = desk.problems(id).await.lines;
    let vat = problems.iter().find(|line| line.problem.column == Column::Vat).expect("the VAT number is wrong");
    assert_eq!((vat.problem.row, vat.problem.letters.as_str(), vat.problem.value.as_str()), (2, "H", "BE0123456789"));
    assert!(problems.iter().any(|line| line.problem.row == 3 && line.problem.reason == ProblemReason::Missing));
    assert!(
        problems.iter().any(|line| line.problem.row == 4 && line.problem.severity() == Severity::Repaired),
        "the zero is put back"
    );
    assert_eq!(problems.len() as u64, ready.problems);
    let request = json!({ "request": { "id": id, "severity": "repaired", "after": null } });
    let repaired: app::imports::ProblemPage = desk.client.call("/api/imports/problems", &request).await.unwrap();
    assert_eq!(repaired.lines.len(), 1);

    let file = desk.client.get(&format!("/api/imports/{id}/errors")).await;
    assert_eq!(file.status(), StatusCode::OK);
    assert!(file.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().contains("fouten-klanten van 2026.xlsx"));
    assert!(file.bytes().await.unwrap().starts_with(b"PK"));
    let template = desk.client.get("/api/imports/template?taal=fr").await;
    assert!(template.bytes().await.unwrap().starts_with(b"PK"));

    desk.step("start", id).await.unwrap();
    assert_eq!(desk.until(id, State::Done).await.line.created, 1);
}

/// Stores a customer as another screen would.
async fn add_customer(app: &TestApp, firm_id: Uuid, name: &str, vat: &str, archived: bool) -> customer::Model {
    use app::audit::{Actor, Log, Origin};
    use domain::customers::Status;
    let origin = Origin { firm_id, actor: Actor::System, source: "test", batch_id: None };
    let mut log = Log::new(app.context.db.begin().await.unwrap(), origin);
    let status = if archived { Status::Archived } else { Status::Active };
    let text = String::new;
    let customer = customer::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        number: 0,
        name: name.into(),
        name_key: text(),
        status: status as i16,
        active: false,
        vat: vat.into(),
        company_number: text(),
        external_reference: text(),
        country: "BE".into(),
        locale: "nl-BE".into(),
        iban: text(),
        email: "luc@dubois.be".into(),
        phone: text(),
        mobile: text(),
        website: text(),
        description: text(),
        mandate: false,
        manager_id: None,
        manager_key: text(),
        business_unit_id: None,
        template_id: None,
        postcode: text(),
        city: text(),
        city_key: text(),
        search: text(),
        created_at: log.at(),
        updated_at: log.at(),
    };
    let new =
        NewCustomer { customer: customer.clone(), addresses: vec![], contacts: vec![], content: Default::default() };
    app::customers::store::insert(&mut log, vec![new]).await.unwrap();
    log.finish().await.unwrap();
    customer
}

async fn who_is_there_already_is_left_alone(app: TestApp) {
    let desk = desk(&app, "Al").await;
    let firm_id = desk.viewer.firm_id;
    add_customer(&app, firm_id, "Peeters (vroeger)", "BE0244142664", true).await;
    add_customer(&app, firm_id, "DUBOIS s.p.r.l.", "", false).await;
    let fresh =
        with(with(with(PEETERS, Column::CompanyNumber, "1000341796"), Column::Vat, ""), Column::ExternalReference, "");
    let id = desk.upload(workbook(&[PEETERS, with(DUBOIS, Column::Vat, ""), fresh])).await;
    let ready = desk.until(id, State::Ready).await;
    assert_eq!(
        (ready.new, ready.existing, ready.line.wrong),
        (1, 2, 0),
        "an archived one by its number, one by name and e-mail"
    );

    // Between preview and import a colleague adds the third.
    add_customer(&app, firm_id, "Intussen", "BE1000341796", false).await;
    desk.step("start", id).await.unwrap();
    assert_eq!(desk.until(id, State::Done).await.line.created, 0);
    assert_eq!(desk.customers(&app).await, 3);
}

async fn the_preview_counts_as_the_import_does(app: TestApp) {
    const BETWEEN: usize = 700;
    let desk = desk(&app, "Herhaald").await;
    let numbers = [Column::CompanyNumber, Column::Vat, Column::ExternalReference].map(Column::index);
    let mails: Vec<String> = (0..BETWEEN).map(|number| format!("klant{number}@voorbeeld.be")).collect();
    let mut rows = vec![PEETERS];
    rows.extend(mails.iter().map(|mail| {
        let mut row: [&str; Column::COUNT] = PEETERS;
        row[Column::ContactEmail.index()] = mail;
        std::array::from_fn(|at| if numbers.contains(&at) { "" } else { row[at] })
    }));
    // Name and address are those of the first row, long after it.
    rows.push(std::array::from_fn(|at| if numbers.contains(&at) { "" } else { PEETERS[at] }));
    let id = desk.upload(workbook(&rows)).await;
    let ready = desk.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.existing), (BETWEEN as u64 + 2, BETWEEN as u64 + 1, 1));
    desk.step("start", id).await.unwrap();
    assert_eq!(desk.until(id, State::Done).await.line.created, ready.new);
    assert_eq!(desk.customers(&app).await, ready.new);
}

async fn colleagues_go_on_adding_customers(app: TestApp) {
    const ROWS: u32 = 1_500;
    let mut desk = desk(&app, "Samen").await;
    // The last row's customer comes by another way before its turn.
    let taken = "BE0200149996";
    let id = desk.upload(many(&app, ROWS, &[])).await;
    desk.until(id, State::Ready).await;
    desk.crash().await;
    desk.step("start", id).await.unwrap();
    let mut worker = Worker::of(&app);
    worker.go_past(&desk, id, 0).await;
    let mut added = 0;
    while desk.get(id).await.line.state == State::Importing {
        let (name, vat) = (format!("Tussendoor {added}"), if added == 0 { taken } else { "" });
        worker.beside(add_customer(&app, desk.viewer.firm_id, &name, vat, false)).await;
        added += 1;
    }
    let created = desk.get(id).await.line.created;
    assert_eq!(created, u64::from(ROWS) - 1, "one was there already");
    let all = customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let numbers: Vec<i64> = all.iter().map(|customer| customer.number).collect();
    assert_eq!(numbers, (1..=created as i64 + added).collect::<Vec<_>>(), "each number once, none lost");
    assert!(all.iter().all(|customer| customer.search.contains(&format!(" {} ", customer.number))), "found by its own");
    assert_eq!(all.iter().filter(|customer| customer.vat == taken).count(), 1);
}

async fn a_cancelled_import_keeps_what_it_made(app: TestApp) {
    const ROWS: u32 = 3_000;
    let mut desk = desk(&app, "Stop").await;
    let id = desk.upload(many(&app, ROWS, &[])).await;
    desk.until(id, State::Ready).await;
    // Nobody works while it is asked: a job hears of it when its next chunk is done, so that there is one, and rows are left.
    desk.crash().await;
    desk.step("start", id).await.unwrap();
    let job = desk.get(id).await.job.expect("a job");
    desk.client.call::<()>("/api/jobs/cancel", &json!({ "request": { "id": job.id } })).await.unwrap();
    desk.start_worker(&app);
    let stopped = desk.until(id, State::Cancelled).await;
    assert!((1..u64::from(ROWS)).contains(&stopped.line.created), "it stopped halfway: {}", stopped.line.created);
    assert_eq!(desk.customers(&app).await, stopped.line.created);
    desk.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Cancelled)).await;

    desk.step("start", id).await.unwrap();
    assert_eq!(desk.until(id, State::Done).await.line.created, u64::from(ROWS), "it can go on");
    assert_eq!(desk.customers(&app).await, u64::from(ROWS));
}

async fn a_crash_halfway_leaves_every_row_once(app: TestApp) {
    const ROWS: u32 = 3_000;
    let mut desk = desk(&app, "Crash").await;
    let id = desk.upload(many(&app, ROWS, &[])).await;
    desk.until(id, State::Ready).await;
    desk.crash().await;
    desk.step("start", id).await.unwrap();
    // Each time a little further into the next chunk.
    for further in [0, 5, 10] {
        let before = desk.get(id).await.line.created;
        let mut worker = Worker::of(&app);
        worker.go_past(&desk, id, before).await;
        for _ in 0..further {
            worker.step().await;
        }
        drop(worker);
        let (state, created, customers) = settled(&app, id).await;
        assert_eq!((state, customers), (State::Importing, created), "rows are left, and chunks are whole");
        release(&app, id).await;
    }
    desk.start_worker(&app);
    assert_eq!(desk.until(id, State::Done).await.line.created, u64::from(ROWS));
    let names =
        customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let references: std::collections::BTreeSet<_> = names.iter().map(|made| made.external_reference.as_str()).collect();
    assert_eq!((names.len(), references.len()), (ROWS as usize, ROWS as usize));
    assert_eq!(names.last().map(|last| last.number), Some(ROWS.into()), "no number was lost");
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

async fn what_is_no_bulk_file_is_refused(app: TestApp) {
    let desk = desk(&app, "Rommel").await;
    let mut wrong_header = rust_xlsxwriter::Workbook::new();
    let sheet = wrong_header.add_worksheet();
    sheet.write_string(0, 0, "Naam").unwrap().write_string(0, 1, "Land").unwrap();
    sheet.write_string(1, 0, "Peeters").unwrap().write_string(1, 1, "BE").unwrap();
    let wrong_header = wrong_header.save_to_buffer().unwrap();
    let reason = async |bytes: Vec<u8>| {
        let id = desk.upload(bytes).await;
        let refused = desk.until(id, State::Refused).await;
        assert!(desk.step("start", id).await.is_err());
        refused.file_problem.expect("a reason")
    };
    assert_eq!(reason(vec![]).await, FileProblem::Empty);
    assert_eq!(reason(b"dit is geen werkmap, maar gewoon tekst".to_vec()).await, FileProblem::NotASpreadsheet);
    assert_eq!(reason(workbook(&[])).await, FileProblem::Empty);
    assert!(matches!(reason(bomb()).await, FileProblem::ZipBomb { .. }));
    assert!(matches!(reason(wrong_header).await, FileProblem::MissingColumns { .. }));
    let mut torn = workbook(&[PEETERS]);
    torn.truncate(torn.len() / 2);
    assert!(matches!(reason(torn).await, FileProblem::Damaged { .. }));

    let too_large = desk.send(vec![b'x'; 51 * 1024 * 1024], "").await;
    assert_eq!(too_large.headers()[header::LOCATION], "/imports/nieuw?fout=te-groot");
    let nothing = desk
        .client
        .request(Method::POST, "/api/imports/upload")
        .multipart(reqwest::multipart::Form::new().text("template", ""));
    assert_eq!(nothing.send().await.unwrap().headers()[header::LOCATION], "/imports/nieuw?fout=geen-bestand");
    let left: Vec<_> =
        std::fs::read_dir(app.context.files.join("imports").join(desk.viewer.firm_id.to_string())).unwrap().collect();
    assert!(left.is_empty(), "no refused file is kept: {left:?}");
}

async fn a_thrown_away_file_is_gone(app: TestApp) {
    let desk = desk(&app, "Weg2").await;
    let id = desk.upload(workbook(&[with(PEETERS, Column::Iban, "BE00")])).await;
    desk.until(id, State::Ready).await;
    desk.step("discard", id).await.unwrap();
    assert_eq!(desk.get(id).await.line.state, State::Discarded);
    assert!(desk.problems(id).await.lines.is_empty());
    assert_eq!(desk.client.get(&format!("/api/imports/{id}/errors")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(desk.step("start", id).await, Err(AppError::Refused(Refusal::ImportState)));
}

async fn another_firm_sees_nothing(app: TestApp) {
    let mine = desk(&app, "Mijn").await;
    let id = mine.upload(workbook(&[with(PEETERS, Column::Iban, "BE00")])).await;
    mine.until(id, State::Ready).await;
    let job = mine.get(id).await.job.expect("a job").id;
    let other = app.signed_in(&app.firm("Ander").await).await;
    let of_mine = json!({ "request": { "id": id, "severity": null, "after": null } });
    for function in ["get", "problems", "created"] {
        let answer: Result<serde_json::Value, AppError> =
            other.call(&format!("/api/imports/{function}"), &of_mine).await;
        assert_eq!(answer, Err(AppError::NotFound), "{function}");
    }
    for step in ["start", "retry", "discard"] {
        assert_eq!(take(&other, step, id).await, Err(AppError::NotFound), "{step}");
    }
    for function in ["get", "cancel"] {
        let answer: Result<serde_json::Value, AppError> =
            other.call(&format!("/api/jobs/{function}"), &json!({ "request": { "id": job } })).await;
        assert_eq!(answer, Err(AppError::NotFound), "{function}");
    }
    for route in [format!("/api/imports/{id}/errors"), format!("/api/jobs/{job}/events")] {
        assert_eq!(other.get(&route).await.status(), StatusCode::NOT_FOUND, "{route}");
        assert_eq!(app.client().get(&route).await.status(), StatusCode::UNAUTHORIZED, "{route}");
    }
    let list: ImportList = other.call("/api/imports/list", &json!({ "request": { "before": null } })).await.unwrap();
    assert!(list.imports.is_empty());
    let template = Desk::of(&app, app.firm("Derde").await).await.send(workbook(&[PEETERS]), &id.to_string()).await;
    assert_eq!(template.status(), StatusCode::NOT_FOUND, "a template of nobody");
}

async fn rights_are_asked(app: TestApp) {
    let firm = app.firm("Rechten").await;
    let reader = app.colleague(firm.firm_id, "Lezer", BuiltIn::Reader).await;
    let client = app.signed_in(&reader).await;
    let id = Uuid::now_v7();
    for step in ["start", "retry", "discard"] {
        assert_eq!(take(&client, step, id).await, Err(AppError::Forbidden), "{step}");
    }
    for function in ["list", "get", "problems", "created"] {
        let request = json!({ "request": { "id": id, "severity": null, "after": null, "before": null } });
        let answer: Result<serde_json::Value, AppError> =
            client.call(&format!("/api/imports/{function}"), &request).await;
        assert_eq!(answer, Err(AppError::Forbidden), "{function}");
    }
    let desk = Desk::of(&app, reader).await;
    assert_eq!(desk.send(workbook(&[PEETERS]), "").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(client.get("/api/imports/template").await.status(), StatusCode::FORBIDDEN);
}

async fn a_template_is_applied(app: TestApp) {
    use app::audit::{Actor, Log, Origin};
    let desk = desk(&app, "Sjabloon").await;
    let firm_id = desk.viewer.firm_id;
    let mut log = Log::new(
        app.context.db.begin().await.unwrap(),
        Origin { firm_id, actor: Actor::System, source: "test", batch_id: None },
    );
    let template = |name: &str, users: String| entity::template::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        name: name.into(),
        description: String::new(),
        archived: false,
        users,
        integrations: "{}".into(),
    };
    let small = log.insert(template("Eenmanszaak", json!([desk.viewer.user_id]).to_string())).await.unwrap();
    let large = log.insert(template("Vennootschap", "[]".into())).await.unwrap();
    log.finish().await.unwrap();
    let sent =
        desk.send(workbook(&[PEETERS, with(DUBOIS, Column::Template, "eenmanszaak")]), &large.id.to_string()).await;
    let id = import_of(&sent);
    assert_eq!(desk.until(id, State::Ready).await.template.as_deref(), Some("Vennootschap"));
    desk.step("start", id).await.unwrap();
    desk.until(id, State::Done).await;
    let made = customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    assert_eq!(made.iter().map(|made| made.template_id).collect::<Vec<_>>(), [Some(large.id), Some(small.id)]);
    let assigned = customer_user::Entity::find().all(&app.context.db.read).await.unwrap();
    assert_eq!(
        assigned.iter().map(|row| (row.customer_id, row.user_id)).collect::<Vec<_>>(),
        [(made[1].id, desk.viewer.user_id)]
    );
}

async fn a_failed_job_can_be_tried_again(app: TestApp) {
    let desk = desk(&app, "Pech").await;
    let id = desk.upload(workbook(&[PEETERS])).await;
    desk.until(id, State::Ready).await;
    let file = app.context.files.join("imports").join(desk.viewer.firm_id.to_string()).join(format!("{id}.xlsx"));
    let aside = file.with_extension("aside");
    std::fs::rename(&file, &aside).unwrap();
    desk.step("start", id).await.unwrap();
    let failed =
        desk.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Failed)).await;
    assert!(!failed.job.unwrap().error.is_empty(), "with a reference");
    std::fs::rename(&aside, &file).unwrap();
    desk.step("retry", id).await.unwrap();
    assert_eq!(desk.until(id, State::Done).await.line.created, 1);
}

async fn who_sees_only_its_own_sees_what_it_imported(app: TestApp) {
    let firm = app.firm("Eigen").await;
    let staff = app.colleague(firm.firm_id, "Bram", BuiltIn::Staff).await;
    let desk = Desk::of(&app, staff).await;
    let id = desk.upload(workbook(&[PEETERS])).await;
    desk.until(id, State::Ready).await;
    desk.step("start", id).await.unwrap();
    desk.until(id, State::Done).await;
    assert_eq!(desk.created(id).await.customers.len(), 1);
    let colleague = Desk::of(&app, app.colleague(firm.firm_id, "Els", BuiltIn::Staff).await).await;
    let answer: Result<serde_json::Value, AppError> =
        colleague.client.call("/api/imports/get", &json!({ "request": { "id": id } })).await;
    assert_eq!(answer, Err(AppError::NotFound));
    let lines =
        change::Entity::find().filter(change::Column::BatchId.eq(id)).count(&app.context.db.read).await.unwrap();
    assert!(lines >= 4, "customer, address, contact and assignment are in the log");
}
