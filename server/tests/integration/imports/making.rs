//! Rows become customers, as the file, its templates and the colleagues who work meanwhile say.

use std::collections::BTreeSet;

use app::{
    error::{AppError, Refusal},
    imports::ImportList,
    jobs::JobState,
};
use domain::imports::{Column, State};
use entity::{address, change, contact, customer, customer_user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{
    import_client::{DUBOIS, ImportClient, PEETERS, import_of, many, with, workbook},
    worker::Worker,
};
use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add_one},
        templates::{record, save},
    },
};

both!(
    the_whole_way,
    a_template_is_applied,
    colleagues_go_on_adding_customers,
    two_imports_of_one_file_make_each_customer_once,
);

async fn the_whole_way(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Weg").await;
    let id = importer.upload(workbook(&[PEETERS, DUBOIS])).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.existing, ready.line.wrong, ready.problems), (2, 2, 0, 0, 0));
    assert_eq!((ready.line.file_name.as_str(), ready.line.user.as_str()), ("klanten van 2026.xlsx", "An Beheerder"));
    assert_eq!(importer.customers(&app).await, 0, "nothing is created before somebody says so");

    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    for step in ["start", "discard"] {
        assert!(page.contains(&format!(r#"action="/api/imports/{step}""#)), "a plain form does it: {page}");
    }
    importer.step("start", id).await.unwrap();
    let done = importer.until(id, State::Done).await;
    assert_eq!(done.line.created, 2);
    let file = app.context.files.join(format!("imports/{}/{id}.xlsx", importer.viewer.firm_id));
    importer.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Done)).await;
    assert!(!file.exists(), "nobody needs it any more");
    assert_eq!(importer.step("start", id).await, Err(AppError::Refused(Refusal::ImportState)), "once is enough");

    let created = importer.created(id).await.customers;
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
        importer.client.call("/api/imports/list", &json!({ "request": { "before": null } })).await.unwrap();
    assert_eq!(list.imports.iter().map(|line| (line.id, line.state)).collect::<Vec<_>>(), [(id, State::Done)]);
    app.checked().await;
}

async fn a_template_is_applied(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Sjabloon").await;
    let small = save(&importer.client, &record("Eenmanszaak", &[importer.viewer.user_id], &[])).await.unwrap();
    let large = save(&importer.client, &record("Vennootschap", &[], &[])).await.unwrap();
    let sent =
        importer.send(workbook(&[PEETERS, with(DUBOIS, Column::Template, "eenmanszaak")]), &large.to_string()).await;
    let id = import_of(&sent);
    assert_eq!(importer.until(id, State::Ready).await.template.as_deref(), Some("Vennootschap"));
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let made = customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    assert_eq!(made.iter().map(|made| made.template_id).collect::<Vec<_>>(), [Some(large), Some(small)]);
    let assigned = customer_user::Entity::find().all(&app.context.db.read).await.unwrap();
    assert_eq!(
        assigned.iter().map(|row| (row.customer_id, row.user_id)).collect::<Vec<_>>(),
        [(made[1].id, importer.viewer.user_id)]
    );
    app.checked().await;
}

async fn colleagues_go_on_adding_customers(app: TestApp) {
    const ROWS: u32 = 1_500;
    let (importer, id) = ImportClient::started(&app, "Samen", ROWS).await;
    // The last row's customer comes by another way before its turn.
    let taken = "BE0200149996";
    let mut worker = Worker::of(&app);
    worker.go_past(&importer, id, 0).await;
    let mut added = 0;
    while importer.get(id).await.line.state == State::Importing {
        let (name, vat) = (format!("Tussendoor {added}"), if added == 0 { taken } else { "" });
        let said = Said { name: &name, vat, ..Default::default() };
        worker.beside(add_one(&app, importer.viewer.firm_id, said)).await;
        added += 1;
    }
    let created = importer.get(id).await.line.created;
    assert_eq!(created, u64::from(ROWS) - 1, "one was there already");
    let all = customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let numbers: Vec<i64> = all.iter().map(|customer| customer.number).collect();
    assert_eq!(numbers, (1..=created as i64 + added).collect::<Vec<_>>(), "each number once, none lost");
    let found_by_its_own = |made: &customer::Model| made.search.split(' ').any(|word| word.parse() == Ok(made.number));
    assert!(all.iter().all(found_by_its_own));
    assert_eq!(all.iter().filter(|customer| customer.vat == taken).count(), 1);
    app.checked().await;
}

async fn two_imports_of_one_file_make_each_customer_once(app: TestApp) {
    const ROWS: u32 = 1_500;
    let mut importer = ImportClient::of_firm(&app, "Tweemaal").await;
    let file = many(&app, ROWS);
    let imports = [importer.upload(file.clone()).await, importer.upload(file).await];
    for id in imports {
        importer.until(id, State::Ready).await;
    }
    // Nobody is at work while they are started, so that both begin at once.
    importer.crash().await;
    for id in imports {
        importer.step("start", id).await.unwrap();
    }
    importer.start_worker(&app);
    let mut created = 0;
    for id in imports {
        created += importer.until(id, State::Done).await.line.created;
    }
    assert_eq!(created, u64::from(ROWS));
    let all = customer::Entity::find().all(&app.context.db.read).await.unwrap();
    let distinct: BTreeSet<&str> = all.iter().map(|made| made.vat.as_str()).collect();
    assert_eq!((all.len(), distinct.len()), (ROWS as usize, ROWS as usize));
    app.checked().await;
}
