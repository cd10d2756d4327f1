//! Who may import, and who sees what came of it.

use app::{
    error::AppError,
    imports::{ImportList, steps::BYTES_A_DAY},
    jobs::JobState,
};
use domain::{
    imports::{Column, ProblemReason, State},
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use entity::{change, customer, import, user};
use reqwest::StatusCode;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::import_client::{ImportClient, PEETERS, take, with, workbook};
use crate::{
    both,
    support::{Client, TestApp, answers::location},
};

both!(
    another_firm_sees_nothing,
    rights_are_asked,
    who_sees_only_its_own_sees_what_it_imported,
    of_a_customer_that_is_not_seen_only_its_number_is_told,
    cells_are_shown_to_whom_they_are_no_secret,
    account_numbers_stay_out_for_who_may_not_write_them,
    work_is_seen_by_who_sees_what_it_is_for,
    who_sees_no_customers_sees_no_cells,
);
both!(spoilt: so_many_bytes_a_day_are_brought, whoever_starts_it_answers_for_it);

async fn another_firm_sees_nothing(app: TestApp) {
    let mine = ImportClient::of_firm(&app, "Mijn").await;
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
        let visitor = app.client().get(&route).await;
        let sent_to_sign_in = location(&visitor) == format!("/aanmelden?terug=/imports/{id}");
        assert!(visitor.status() == StatusCode::UNAUTHORIZED || sent_to_sign_in, "{route}");
    }
    let list: ImportList = other.call("/api/imports/list", &json!({ "request": { "before": null } })).await.unwrap();
    assert!(list.imports.is_empty());
    let template = ImportClient::of_firm(&app, "Derde").await.send(workbook(&[PEETERS]), &id.to_string()).await;
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
    let importer = ImportClient::of(&app, reader).await;
    assert_eq!(importer.send(workbook(&[PEETERS]), "").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(client.get("/api/imports/template").await.status(), StatusCode::FORBIDDEN);
}

async fn who_sees_only_its_own_sees_what_it_imported(app: TestApp) {
    let firm = app.firm("Eigen").await;
    let staff = app.colleague(firm.firm_id, "Bram", BuiltIn::Staff).await;
    let importer = ImportClient::of(&app, staff).await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    assert_eq!(importer.created(id).await.customers.len(), 1);
    let colleague = ImportClient::of(&app, app.colleague(firm.firm_id, "Els", BuiltIn::Staff).await).await;
    let answer: Result<serde_json::Value, AppError> =
        colleague.client.call("/api/imports/get", &json!({ "request": { "id": id } })).await;
    assert_eq!(answer, Err(AppError::NotFound));
    let lines =
        change::Entity::find().filter(change::Column::BatchId.eq(id)).count(&app.context.db.read).await.unwrap();
    assert!(lines >= 4, "customer, address, contact and assignment are in the log");
}

async fn cells_are_shown_to_whom_they_are_no_secret(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Cellen").await;
    let id = importer.upload(workbook(&[with(PEETERS, Column::ContactEmail, "geheim@@peeters.be")])).await;
    importer.until(id, State::Ready).await;
    let levels = Area::ALL.map(|area| (area, if area == Area::Contacts { Level::None } else { Level::Edit }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let blind = ImportClient::of(&app, app.colleague_with(importer.viewer.firm_id, &rights).await).await;
    for (who, sees) in [(&importer, true), (&blind, false)] {
        let told = format!("{:?}", who.problems(id).await);
        assert_eq!(told.contains("geheim@@peeters.be"), sees, "{told}");
        let file = who.client.get(&format!("/api/imports/{id}/errors")).await;
        assert_eq!(file.status() == StatusCode::OK, sees);
    }
}

async fn account_numbers_stay_out_for_who_may_not_write_them(app: TestApp) {
    let firm = app.firm("Rekening").await;
    let staff = app.colleague(firm.firm_id, "Bram", BuiltIn::Staff).await;
    let importer = ImportClient::of(&app, staff).await;
    let id = importer.upload(workbook(&[with(PEETERS, Column::CreditLimit, "2.500")])).await;
    let checked = importer.until(id, State::Ready).await;
    assert_eq!((checked.line.rows, checked.line.wrong), (1, 0), "the row comes in");
    let page = importer.problems(id).await;
    let said: Vec<_> = page.lines.iter().map(|line| (&line.problem.column, &line.problem.reason)).collect();
    for column in [Column::Iban, Column::CreditLimit] {
        assert!(said.contains(&(&column.into(), &ProblemReason::NoRight)), "{said:?}");
    }
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let made = customer::Entity::find().one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!((made.name.as_str(), made.iban.as_str(), made.credit_limit), (PEETERS[0], "", None));
    app.checked().await;
}

async fn work_is_seen_by_who_sees_what_it_is_for(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Werk").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    let checking = importer.get(id).await.job.expect("a job").id;
    let order = json!({ "request": { "selection": { "ids": [], "import": id }, "note": "" } });
    let inviting: Uuid = importer.client.call("/api/invitations/send_many", &order).await.unwrap();
    assert_eq!(
        importer.get(id).await.job.map(|job| job.id),
        Some(checking),
        "inviting its customers is no work on the file"
    );

    let of_profile =
        async |name, profile| app.signed_in(&app.colleague(importer.viewer.firm_id, name, profile).await).await;
    let (staff, manager) = (of_profile("Bram", BuiltIn::Staff).await, of_profile("Cato", BuiltIn::ClientManager).await);
    assert_eq!(staff.call::<Uuid>("/api/invitations/send_many", &order).await, Err(AppError::NotFound), "its import");
    let nobody = json!({ "request": { "selection": { "ids": [], "import": null }, "note": "" } });
    let own: Uuid = staff.call("/api/invitations/send_many", &nobody).await.unwrap();
    let ask = async |client: &Client, path: &str, job: Uuid| -> Result<serde_json::Value, AppError> {
        client.call(path, &json!({ "request": { "id": job, "job_id": job } })).await
    };
    for path in ["/api/jobs/get", "/api/jobs/cancel", "/api/invitations/outcome"] {
        for job in [checking, inviting] {
            assert_eq!(ask(&staff, path, job).await, Err(AppError::NotFound), "{path}");
            assert_eq!(ask(&manager, "/api/jobs/get", job).await.unwrap()["stopping"], false, "{path}");
        }
        assert!(ask(&staff, path, own).await.is_ok(), "{path}");
    }
    for job in [checking, inviting] {
        let route = format!("/api/jobs/{job}/events");
        assert_eq!(staff.get(&route).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(manager.get(&route).await.status(), StatusCode::OK);
    }
}

async fn of_a_customer_that_is_not_seen_only_its_number_is_told(app: TestApp) {
    let all = ImportClient::of_firm(&app, "Verborgen").await;
    let id = all.upload(workbook(&[PEETERS])).await;
    all.until(id, State::Ready).await;
    all.step("start", id).await.unwrap();
    all.until(id, State::Done).await;

    let staff = ImportClient::of(&app, app.colleague(all.viewer.firm_id, "Bram", BuiltIn::Staff).await).await;
    let no_reference = with(PEETERS, Column::ExternalReference, "");
    let no_numbers = with(with(no_reference, Column::Vat, ""), Column::CompanyNumber, "");
    let by_reference = with(with(PEETERS, Column::Vat, ""), Column::CompanyNumber, "");
    for (row, column) in [(no_reference, Column::CompanyNumber), (by_reference, Column::ExternalReference)] {
        let import = staff.upload(workbook(&[row])).await;
        let checked = staff.until(import, State::Ready).await;
        assert_eq!((checked.existing, checked.new), (0, 0), "the preview does not tell that the customer is there");
        let problems = staff.problems(import).await.lines;
        let told: Vec<_> = problems.iter().map(|line| (&line.problem.column, &line.problem.reason)).collect();
        assert_eq!(told, [(&column.into(), &ProblemReason::InUse)]);
        staff.step("start", import).await.unwrap();
        staff.until(import, State::Done).await;
        assert!(staff.created(import).await.customers.is_empty());
    }
    // By name and address alone nothing of it is told: it is a customer like any other.
    let import = staff.upload(workbook(&[no_numbers])).await;
    assert_eq!(staff.until(import, State::Ready).await.new, 1);
    let import = all.upload(workbook(&[no_reference])).await;
    assert_eq!(all.until(import, State::Ready).await.existing, 1, "who sees all customers is told");
}

async fn so_many_bytes_a_day_are_brought(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Stapel").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    let one =
        import::Entity::find_by_id((importer.viewer.firm_id, id)).one(&app.context.db.read).await.unwrap().unwrap();
    let with = |file_size| import::Model { id: Uuid::now_v7(), file_size, ..one.clone() }.into_active_model();
    let most = i64::try_from(BYTES_A_DAY).unwrap();
    // There is room for one and a half: the same workbook differs by a few bytes each time it is written.
    let room = one.file_size * 3 / 2;
    let others = [with(most / 2), with(most - most / 2 - one.file_size - room)];
    import::Entity::insert_many(others).exec_without_returning(app.context.db.writer()).await.unwrap();
    importer.until(importer.upload(workbook(&[PEETERS])).await, State::Ready).await;
    let refused = importer.send(workbook(&[PEETERS]), "").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let folder = app.context.files.join("imports").join(importer.viewer.firm_id.to_string());
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 2, "it is not kept");
}

async fn who_sees_no_customers_sees_no_cells(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Cellen").await;
    let id = importer.upload(workbook(&[with(PEETERS, Column::Iban, "BE00")])).await;
    importer.until(id, State::Ready).await;
    let levels = Area::ALL.map(|area| (area, if area == Area::Customers { Level::None } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let client = app.signed_in(&app.colleague_with(importer.viewer.firm_id, &rights).await).await;
    let request = json!({ "request": { "id": id, "severity": null, "after": null } });
    let shown: serde_json::Value = client.call("/api/imports/problems", &request).await.unwrap();
    assert!(!shown.to_string().contains("BE00"), "{shown}");
    assert_eq!(client.get(&format!("/api/imports/{id}/errors")).await.status(), StatusCode::FORBIDDEN);
}

async fn whoever_starts_it_answers_for_it(app: TestApp) {
    let firm = app.firm("Vertrokken").await;
    let leaving = app.colleague(firm.firm_id, "Bo", BuiltIn::ClientManager).await;
    let mut importer = ImportClient::of(&app, leaving.clone()).await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    importer.crash().await;
    importer.step("start", id).await.unwrap();
    let left = user::ActiveModel { active: Set(false), ..Default::default() };
    let of_leaving = user::Entity::update_many().set(left).filter(user::Column::Id.eq(leaving.user_id));
    of_leaving.exec(app.context.db.writer()).await.unwrap();
    let admin = ImportClient::of(&app, firm.clone()).await;
    admin.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Failed)).await;
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(firm.firm_id));
    assert_eq!(of_firm.count(&app.context.db.read).await.unwrap(), 0, "nothing is made for who left");
    admin.step("retry", id).await.unwrap();
    assert_eq!(admin.until(id, State::Done).await.line.created, 1, "a colleague goes on with the file");
}
