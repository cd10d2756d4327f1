//! The change log: what is written is remembered, whole and once.

use app::error::AppError;
use entity::{change, template};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, support::TestApp};

both!(a_write_and_its_line_are_one, the_second_of_two_editors_is_told, nothing_changed_is_nothing_logged);

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

async fn a_write_and_its_line_are_one(app: TestApp) {
    let firm_id = app.firm("Log").await.firm_id;
    let mut writing = app.log(firm_id).await;
    let made = writing.insert(template(firm_id, "Standaard")).await.unwrap();
    writing.finish().await.unwrap();

    let mut writing = app.log(firm_id).await;
    writing.update(&made, template::Model { name: "Vennootschap".into(), ..made.clone() }).await.unwrap();
    writing.finish().await.unwrap();

    let mut abandoned = app.log(firm_id).await;
    abandoned.delete(&made).await.unwrap();
    drop(abandoned);

    let lines = lines(&app, made.id).await;
    assert_eq!(
        lines.iter().map(|line| (line.action.as_str(), line.version)).collect::<Vec<_>>(),
        [("create", 1), ("update", 2)]
    );
    let fields: Value = serde_json::from_str(&lines[1].fields).unwrap();
    assert_eq!(fields, json!({ "name": ["Standaard", "Vennootschap"] }));
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
