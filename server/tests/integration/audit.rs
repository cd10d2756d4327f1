//! The change log: what is written is remembered, whole and once.

use app::error::AppError;
use entity::{change, template};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, support::TestApp};

both!(
    a_write_and_its_line_are_one,
    a_row_without_its_line_is_not_kept,
    the_second_of_two_editors_is_told,
    nothing_changed_is_nothing_logged,
);

fn template(firm_id: Uuid, name: &str) -> template::Model {
    template::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        name: name.to_owned(),
        description: String::new(),
        archived: false,
        users: "[]".into(),
        integrations: "{}".into(),
        manager_id: None,
        business_unit_id: None,
        categories: String::new(),
    }
}

async fn lines(app: &TestApp, record: Uuid) -> Vec<change::Model> {
    let of_record = change::Entity::find().filter(change::Column::RecordId.eq(record));
    of_record.order_by_asc(change::Column::Id).all(&app.context.db.read).await.unwrap()
}

/// The record as its table holds it.
async fn row(app: &TestApp, record: Uuid) -> Option<template::Model> {
    let of_record = template::Entity::find().filter(template::Column::Id.eq(record));
    of_record.one(&app.context.db.read).await.unwrap()
}

/// What the lines of a record say: what was done, to which version it led, and the fields.
async fn said(app: &TestApp, record: Uuid) -> Vec<(String, i32, Value)> {
    let fields = |text: &str| serde_json::from_str(text).unwrap();
    lines(app, record).await.into_iter().map(|line| (line.action, line.version, fields(&line.fields))).collect()
}

async fn a_write_and_its_line_are_one(app: TestApp) {
    let firm_id = app.firm("AuditedTransaction").await.firm_id;
    let mut writing = app.log(firm_id).await;
    let made = writing.insert(template(firm_id, "Standaard")).await.unwrap();
    writing.finish().await.unwrap();
    assert_eq!(row(&app, made.id).await.as_ref(), Some(&made));
    let created = |fields: &Value| fields["name"] == json!([null, "Standaard"]);
    assert!(matches!(&said(&app, made.id).await[..], [(action, 1, fields)] if action == "create" && created(fields)));

    let mut writing = app.log(firm_id).await;
    writing.update(&made, template::Model { name: "Vennootschap".into(), ..made.clone() }).await.unwrap();
    writing.finish().await.unwrap();
    let changed = template::Model { name: "Vennootschap".into(), version: 2, ..made.clone() };
    assert_eq!(row(&app, made.id).await.as_ref(), Some(&changed));
    let updated = ("update".to_owned(), 2, json!({ "name": ["Standaard", "Vennootschap"] }));
    assert_eq!(&said(&app, made.id).await[1..], std::slice::from_ref(&updated));

    // What is not finished has not happened: neither the row nor its line.
    let never = template(firm_id, "Nooit");
    let mut abandoned = app.log(firm_id).await;
    abandoned.insert(never.clone()).await.unwrap();
    abandoned.update(&changed, template::Model { name: "Half".into(), ..changed.clone() }).await.unwrap();
    drop(abandoned);
    let mut abandoned = app.log(firm_id).await;
    abandoned.delete(&changed).await.unwrap();
    drop(abandoned);
    assert_eq!((row(&app, never.id).await, said(&app, never.id).await), (None, vec![]));
    assert_eq!(row(&app, made.id).await.as_ref(), Some(&changed));
    assert_eq!(said(&app, made.id).await[1..], [updated]);

    let mut writing = app.log(firm_id).await;
    writing.delete(&changed).await.unwrap();
    writing.finish().await.unwrap();
    assert_eq!(row(&app, made.id).await, None);
    let last = said(&app, made.id).await.pop().unwrap();
    assert_eq!((last.0.as_str(), last.1, &last.2["name"]), ("delete", 2, &json!(["Vennootschap", null])));
}

/// A line that cannot be written takes its row with it.
async fn a_row_without_its_line_is_not_kept(app: TestApp) {
    let firm_id = app.firm("Zonder").await.firm_id;
    let mut writing = app.log(firm_id).await;
    let made = writing.insert(template(firm_id, "Standaard")).await.unwrap();
    writing.finish().await.unwrap();
    app.context.db.writer().execute_unprepared("ALTER TABLE change RENAME TO moved").await.unwrap();
    let new = template(firm_id, "Nieuw");
    for step in ["insert", "update", "delete"] {
        let mut writing = app.log(firm_id).await;
        match step {
            "insert" => drop(writing.insert(new.clone()).await.unwrap()),
            "update" => {
                let changed = template::Model { name: "Vennootschap".into(), ..made.clone() };
                writing.update(&made, changed).await.unwrap();
            }
            _ => writing.delete(&made).await.unwrap(),
        }
        assert!(matches!(writing.finish().await, Err(AppError::Internal(_))), "{step}");
    }
    assert_eq!((row(&app, made.id).await.as_ref(), row(&app, new.id).await), (Some(&made), None));
    app.context.db.writer().execute_unprepared("ALTER TABLE moved RENAME TO change").await.unwrap();
    assert_eq!(said(&app, made.id).await.len(), 1);
}

async fn the_second_of_two_editors_is_told(app: TestApp) {
    let firm_id = app.firm("Twee").await.firm_id;
    let mut writing = app.log(firm_id).await;
    let made = writing.insert(template(firm_id, "Standaard")).await.unwrap();
    writing.update(&made, template::Model { name: "Eerste".into(), ..made.clone() }).await.unwrap();
    let second = writing.update(&made, template::Model { name: "Tweede".into(), ..made.clone() }).await;
    assert_eq!(second, Err(AppError::Conflict(String::new())));
}

async fn nothing_changed_is_nothing_logged(app: TestApp) {
    let firm_id = app.firm("Niets").await.firm_id;
    let mut writing = app.log(firm_id).await;
    let made = writing.insert(template(firm_id, "Standaard")).await.unwrap();
    writing.update(&made, made.clone()).await.unwrap();
    writing.finish().await.unwrap();
    assert_eq!(lines(&app, made.id).await.len(), 1);
}
