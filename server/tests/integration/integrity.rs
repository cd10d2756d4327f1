//! The check finds whatever does not agree, and nothing where everything does.

use std::time::{Duration, SystemTime};

use app::{integrity, mail::outbox, sealing};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use domain::{
    details::ContactDetails,
    imports::{Column, State},
};
use entity::change;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, with, workbook},
    support::{
        Engine, TestApp,
        cards::{added, categorise, category, fill_in_own, own_field},
        customers::{Said, add, add_one, assigned},
        factors::set_up_app,
    },
};

both!(times_of_earlier_versions_agree);
both!(spoilt:
    every_disagreement_is_named,
    more_records_than_a_page_are_compared,
    files_and_rows_are_compared,
    every_column_that_holds_an_id_is_known,
    a_damaged_file_is_said,
    what_cannot_be_read_is_named_and_the_others_are_compared,
    a_part_that_cannot_be_read_is_one_of_many,
    what_stands_beside_what_it_counts_is_compared,
    what_no_key_opens_is_said,
    an_index_that_is_gone_is_said,
);

/// What the check finds, each with its number.
async fn found(app: &TestApp) -> Vec<String> {
    let report = app.report().await;
    let problems = report.parts.iter().flat_map(|part| &part.problems);
    problems.map(|problem| format!("{} ({})", problem.what, problem.count)).collect()
}

async fn sql(app: &TestApp, sql: &str) {
    app.context.db.writer().execute_unprepared(sql).await.unwrap();
}

/// The first version logged times finer than a record keeps them.
async fn times_of_earlier_versions_agree(app: TestApp) {
    app.firm("Vroeger").await;
    let db = app.context.db.writer();
    let mut finer = 0;
    for line in change::Entity::find().all(db).await.unwrap() {
        let mut fields: Map<String, Value> = serde_json::from_str(&line.fields).unwrap();
        for value in fields.values_mut().filter_map(Value::as_array_mut).flatten() {
            let Some(time) = value.as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok()) else { continue };
            let logged = time + TimeDelta::nanoseconds(789);
            *value = logged.to_rfc3339_opts(SecondsFormat::Nanos, true).into();
            finer += 1;
        }
        let fields = Set(Value::Object(fields).to_string());
        change::ActiveModel { fields, ..line.into_active_model() }.update(db).await.unwrap();
    }
    assert!(finer > 0, "a time was logged");
    app.checked().await;
}

async fn every_disagreement_is_named(app: TestApp) {
    let viewer = app.firm("Fout").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    categorise(&client, id, category(&client, "Horeca").await).await.unwrap();
    let own = own_field(&client, "Kast", json!({})).await.unwrap();
    fill_in_own(&client, id, &[(own.id, "Kast 3")]).await.unwrap();
    let said = Said { name: "Tweede", content: assigned(&[viewer.user_id]), ..Default::default() };
    add_one(&app, viewer.firm_id, said).await;
    outbox::queue(
        app.context.db.writer(),
        app::mail::NewMail {
            kind: app::mail::MailKind::Password,
            firm_id: Some(viewer.firm_id),
            customer_id: None,
            subject_id: viewer.user_id,
            recipient: viewer.email.clone(),
            locale: "nl".into(),
        },
    )
    .await
    .unwrap();
    app.checked().await;

    let wrong = [
        (
            "UPDATE customer SET phone = '1' WHERE name <> 'Tweede'",
            "customer: field phone is not what the log says (1)",
        ),
        ("UPDATE customer SET version = 0", "customer: its version is older than the log's (2)"),
        ("UPDATE category SET name = 'Bouw'", "category: field name is not what the log says (1)"),
        ("UPDATE own_value SET value = 'Kast 4'", "own_value: field value is not what the log says (1)"),
        ("UPDATE own_value SET value_key = 'x'", "own_value: column value_key does not follow from its value (1)"),
        ("UPDATE own_value SET kind = 'number'", "own_value: field kind is not what the log says (1)"),
        ("UPDATE own_field SET kind = 'date'", "own_field: field kind is not what the log says (1)"),
        ("UPDATE customer SET name_key = 'x'", "customer: column name_key does not follow from its data (2)"),
        (
            "UPDATE customer SET search = ' x' WHERE name = 'Tweede'",
            // That of the other does not follow from what was done to its own field.
            "customer: column search does not follow from its data (2)",
        ),
        ("UPDATE customer_tally SET customers = customers + 1 WHERE has_vat", "a count beside the list is wrong (1)"),
        ("UPDATE outbox SET status = 'odd'", "a mail waits that nobody will send (1)"),
        (
            "UPDATE outbox SET kind = 'invitation', customer_id = (SELECT id FROM customer WHERE name = 'Tweede')",
            "outbox.subject_id names a invitation that is not there (1)",
        ),
        ("DELETE FROM change WHERE record_kind = 'contact'", "contact: the log does not tell of one that is there (1)"),
        ("DELETE FROM address", "address: the log tells of one that is not there (1)"),
        (
            "UPDATE change SET action = 'update' WHERE record_kind = 'assignment'",
            "assignment: by the log it was changed before it was made (1)",
        ),
        ("UPDATE change SET record_kind = 'odd' WHERE record_kind = 'profile'", "nobody knows records of kind odd (4)"),
        ("DELETE FROM category", "customer_category.category_id names a category that is not there (1)"),
        ("DELETE FROM customer WHERE name <> 'Tweede'", "contact.customer_id names a customer that is not there (1)"),
    ];
    for (sabotage, expected) in wrong {
        sql(&app, sabotage).await;
        let found = found(&app).await;
        assert!(found.iter().any(|problem| problem == expected), "{sabotage}: {expected} is not in {found:#?}");
    }
    if app.engine == Engine::Sqlite {
        let full_text = found(&app).await.into_iter().find(|problem| problem.starts_with("the full text"));
        assert_eq!(full_text.as_deref(), Some("the full text does not say what the customers do (2)"));
    }
}

async fn more_records_than_a_page_are_compared(app: TestApp) {
    let viewer = app.firm("Veel").await;
    let names: Vec<String> = (0..1_203).map(|number| format!("Klant {number}")).collect();
    let contact = Some(ContactDetails { first_name: "An".into(), ..ContactDetails::default() });
    let said = names.iter().map(|name| Said { name, contact: contact.clone(), city: "Gent", ..Default::default() });
    let ids = add(&app, viewer.firm_id, &said.collect::<Vec<_>>()).await;
    app.checked().await;
    let (first, last) = (ids[0], ids[ids.len() - 1]);
    for id in [first, last] {
        let lost = match app.engine {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("'{id}'"),
        };
        sql(&app, &format!("DELETE FROM contact WHERE customer_id = {lost}")).await;
    }
    let found = found(&app).await;
    assert!(found.iter().any(|problem| problem == "contact: the log tells of one that is not there (2)"), "{found:?}");
}

async fn files_and_rows_are_compared(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Bestand").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    app.checked().await;
    let folder = app.context.files.join("imports").join(importer.viewer.firm_id.to_string());
    std::fs::rename(folder.join(format!("{id}.xlsx")), folder.join(format!("{}.xlsx", Uuid::now_v7()))).unwrap();
    assert_eq!(found(&app).await, ["an import has lost its file (1)"], "what is on its way has no row yet");
    let lying = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let long_ago = SystemTime::now() - Duration::from_secs(3 * 24 * 3_600);
    std::fs::File::options().write(true).open(lying).unwrap().set_modified(long_ago).unwrap();
    assert_eq!(found(&app).await, ["a file belongs to no import (1)", "an import has lost its file (1)"]);
    for stranger in [app.context.files.join("brief.docx"), folder.with_file_name("x.xlsx"), folder.join("kopie.xlsx")] {
        std::fs::write(&stranger, "Geachte heer").unwrap();
        let found = found(&app).await;
        assert!(found.contains(&"a file is none of the product's (1)".to_owned()), "{stranger:?}: {found:?}");
        std::fs::remove_file(stranger).unwrap();
    }
}

async fn every_column_that_holds_an_id_is_known(app: TestApp) {
    let unknown = integrity::unknown_columns(&app.context.db.read).await.unwrap();
    assert!(
        unknown.is_empty(),
        "nobody knows what {unknown:?} refer to: say it in REFERENCES of app/src/integrity/references.rs, and add a record that \
         has a history to kinds! of app/src/integrity/kinds.rs"
    );
}

async fn a_damaged_file_is_said(app: TestApp) {
    let viewer = app.firm("Stuk").await;
    let names: Vec<String> = (0..200).map(|number| format!("Klant {number}")).collect();
    add(&app, viewer.firm_id, &names.iter().map(|name| Said { name, ..Default::default() }).collect::<Vec<_>>()).await;
    if app.engine == Engine::Postgres {
        // A constraint that PostgreSQL was told not to look at.
        sql(&app, "ALTER TABLE customer ADD CONSTRAINT odd CHECK (number < 100) NOT VALID").await;
        let found = found(&app).await;
        return assert_eq!(found, ["a constraint was not checked on every row (1)"]);
    }
    // What the full text keeps is gone, but for the page that says what it keeps.
    sql(&app, "DELETE FROM customer_search_data WHERE id > 10").await;
    let report = app.report().await;
    let engine = &report.parts[0];
    assert!(engine.problems.iter().any(|problem| problem.what == "SQLite finds the file damaged"), "{report}");
}

/// What stands in a column is no time that can be read: the row is told, and whatever else is wrong.
async fn what_cannot_be_read_is_named_and_the_others_are_compared(app: TestApp) {
    let viewer = app.firm("Onleesbaar").await;
    let names = ["Eerste", "Tweede"].map(|name| Said { name, city: "Gent", ..Default::default() });
    let ids = add(&app, viewer.firm_id, &names).await;
    let never = if app.engine == Engine::Sqlite { "gisteren" } else { "294000-01-01" };
    sql(&app, &format!("UPDATE customer SET created_at = '{never}' WHERE name = 'Eerste'")).await;
    sql(&app, "UPDATE customer SET phone = '1', city_key = 'x' WHERE name = 'Tweede'").await;
    sql(&app, "UPDATE customer_tally SET customers = customers + 1").await;
    let report = app.report().await;
    for (part, expected) in [
        ("change log", "customer: field phone is not what the log says"),
        ("derived keys", "customer: column city_key does not follow from its data"),
        ("counts", "a count beside the list is wrong"),
    ] {
        let part = report.parts.iter().find(|looked_at| looked_at.name == part).unwrap();
        assert!(part.problems.iter().any(|problem| problem.what == expected), "{report}");
    }
    let unread = report.parts.iter().flat_map(|part| &part.problems);
    let unread: Vec<_> = unread.filter(|one| one.what.starts_with("a row of table customer cannot be read")).collect();
    assert_eq!(unread.len(), 2, "{report}");
    assert!(unread.iter().all(|one| one.count == 1 && one.examples == [format!("id {}", ids[0])]), "{report}");
    assert!(!report.to_string().contains(never), "what stands there is not told: {report}");
    assert_eq!(report.parts.last().unwrap().name, "sealed", "{report}");
}

async fn a_part_that_cannot_be_read_is_one_of_many(app: TestApp) {
    let viewer = app.firm("Deel").await;
    add_one(&app, viewer.firm_id, Said { name: "Eerste", ..Default::default() }).await;
    sql(&app, "DROP TABLE customer_tally").await;
    sql(&app, "UPDATE customer SET phone = '1'").await;
    let found = found(&app).await;
    for expected in [
        "customer: field phone is not what the log says (1)",
        "it could not be looked at to its end, the log says why (1)",
    ] {
        assert!(found.iter().any(|problem| problem == expected), "{expected} is not in {found:#?}");
    }
    let report = app.report().await;
    let (name, last) = ("counts", &report.parts[report.parts.len() - 1]);
    assert!(report.parts.iter().any(|part| part.name == name && part.problems.len() == 1), "{report}");
    assert!(last.problems.is_empty(), "{report}");
}

async fn what_stands_beside_what_it_counts_is_compared(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Geteld").await;
    let id = importer.upload(workbook(&[PEETERS, with(PEETERS, Column::Iban, "BE00")])).await;
    importer.until(id, State::Ready).await;
    app.checked().await;
    let file = app.context.files.join("imports").join(importer.viewer.firm_id.to_string()).join(format!("{id}.xlsx"));
    std::fs::write(file, "veel korter").unwrap();
    assert_eq!(found(&app).await, ["a file is not as long as it was (1)"]);
    sql(&app, "DELETE FROM import_problem").await;
    sql(&app, "UPDATE firm SET next_customer_number = 0").await;
    assert_eq!(
        found(&app).await,
        [
            "a firm gives its next customer a number that there is not (1)",
            "an import has another number of problems than it says (1)",
            "a file is not as long as it was (1)",
        ]
    );
    sql(&app, "UPDATE firm SET next_customer_number = 999999999999").await;
    assert_eq!(found(&app).await[0], "a firm gives its next customer a number that there is not (1)");
}

async fn what_no_key_opens_is_said(app: TestApp) {
    let viewer = app.firm("Verzegeld").await;
    set_up_app(&app.signed_in(&viewer).await).await;
    app.checked().await;
    let key = app.context.files.with_file_name(sealing::FILE);
    std::fs::rename(&key, key.with_extension("away")).unwrap();
    assert_eq!(found(&app).await, ["the key of what is sealed is not there (1)"]);
    assert!(!key.exists(), "a check makes nothing");
    std::fs::write(&key, [7; 32]).unwrap();
    assert_eq!(found(&app).await, ["the secret of an app does not open (1)"]);
}

async fn an_index_that_is_gone_is_said(app: TestApp) {
    app.checked().await;
    sql(&app, "DROP INDEX customer_number").await;
    sql(&app, if app.engine == Engine::Sqlite { "DROP INDEX customer_by_match" } else { "DROP INDEX customer_search" })
        .await;
    assert_eq!(found(&app).await, ["an index is not there (2)"]);
}
