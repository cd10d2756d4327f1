//! What shows only with many requests or many records: pages asked for at the same time, and queries that must not read all
//! of a firm's records to find a customer's.

use app::{customers::store, session::Viewer};
use domain::{
    details::ContactDetails,
    own_fields::{OwnKind, sort_key},
};
use entity::own_value;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Engine, TestApp,
        cards::{category, own_field},
        customers::{Said, add},
    },
};

both!(pages_answer_many_at_once, a_card_is_found_by_its_indexes, values_between_are_found_by_their_index);

async fn pages_answer_many_at_once(app: TestApp) {
    let viewer = app.firm("Druk").await;
    let (colleague, visitor) = (app.signed_in(&viewer).await, app.client());
    let framed = ["/klanten", "/imports", "/sjablonen", "/instellingen"].map(|path| (path, &colleague));
    let links =
        ["/uitnodiging/geen", "/wachtwoord/geen", "/collega/geen", "/toegang/geen"].map(|path| (path, &visitor));
    let mut asked = JoinSet::new();
    for _ in 0..16 {
        for (path, client) in framed.iter().chain(&links) {
            let (path, client) = (*path, (*client).clone());
            asked.spawn(async move { (path, client.get(path).await) });
        }
    }
    while let Some(answer) = asked.join_next().await {
        let (path, answer) = answer.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let page = answer.text().await.unwrap();
        assert!(page.contains(" · Kantoor</title>"), "{path} has its title");
    }
}

/// What is looked for, by which column beside the firm, and in which order.
const LOOKED_FOR: [(&str, &str, &str); 7] = [
    ("address", "customer_id", "id"),
    ("contact", "customer_id", "id"),
    ("change", "customer_id", "id"),
    ("change", "batch_id", "id"),
    ("customer_category", "customer_id", "category_id"),
    ("customer_category", "category_id", "customer_id"),
    ("own_value", "field_id", "value_key, customer_id"),
];

/// So many customers that PostgreSQL, which counts its rows, reads none of the tables whole.
const MANY: usize = 3_000;

async fn a_card_is_found_by_its_indexes(app: TestApp) {
    let viewer = app.firm("Plan").await;
    assert_eq!(store::addresses_of(&app.context.db.read, viewer.firm_id, Uuid::nil()).await, Ok(vec![]));
    if app.engine == Engine::Postgres {
        fill(&app, &viewer).await;
    }
    for (table, column, order) in LOOKED_FOR {
        let (how, wanted) = match app.engine {
            Engine::Sqlite => (sqlite_plan(&app, &viewer, table, column, order).await, sqlite_condition(column)),
            Engine::Postgres => (postgres_plan(&app, &viewer, table, column, order).await, postgres_condition(column)),
        };
        assert!(wanted.iter().all(|part| how.contains(part)), "{table} by {column}: {how}");
    }
}

/// Many customers, each with an address, a contact, a category of few and a value of one of few own fields.
async fn fill(app: &TestApp, viewer: &Viewer) {
    let client = app.signed_in(viewer).await;
    let mut categories = Vec::new();
    for number in 0..30 {
        categories.push(category(&client, &format!("Categorie {number}")).await);
    }
    let jan = ContactDetails { first_name: "Jan".into(), ..ContactDetails::default() };
    let said: Vec<Said> = (0..MANY)
        .map(|number| Said {
            name: "Bakkerij",
            city: "Gent",
            contact: Some(jan.clone()),
            categories: vec![categories[number % categories.len()]],
            ..Default::default()
        })
        .collect();
    let ids = add(app, viewer.firm_id, &said).await;
    let mut fields = Vec::new();
    for number in 0..30 {
        let field = own_field(&client, &format!("Getal {number}"), json!({ "kind": "number" })).await;
        fields.push(field.unwrap().id);
    }
    let value = |(number, customer_id): (usize, &Uuid)| own_value::Model {
        firm_id: viewer.firm_id,
        customer_id: *customer_id,
        field_id: fields[number % fields.len()],
        version: 1,
        value: "12".into(),
        value_key: sort_key(OwnKind::Number, "12"),
        kind: String::new(),
    };
    let values: Vec<own_value::Model> = ids.iter().enumerate().map(value).collect();
    let mut log = app.log(viewer.firm_id).await;
    log.insert_many(&values).await.unwrap();
    log.finish().await.unwrap();
    app.context.db.analyze().await.unwrap();
}

/// The first step of how SQLite looks for it.
async fn sqlite_plan(app: &TestApp, viewer: &Viewer, table: &str, column: &str, order: &str) -> String {
    let sql = format!("EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE firm_id = ? AND {column} = ? ORDER BY {order}");
    let values = [viewer.firm_id.into(), viewer.user_id.into()];
    let plan = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    let steps = app.context.db.read.query_all_raw(plan).await.unwrap();
    steps[0].try_get("", "detail").unwrap()
}

fn sqlite_condition(column: &str) -> Vec<String> {
    vec![format!("(firm_id=? AND {column}=?)")]
}

/// What PostgreSQL looks up in an index, as it says; what it compares row by row is not in it.
async fn postgres_plan(app: &TestApp, viewer: &Viewer, table: &str, column: &str, order: &str) -> String {
    let (firm, id) = (viewer.firm_id, viewer.user_id);
    let sql = format!("EXPLAIN SELECT * FROM {table} WHERE firm_id = '{firm}' AND {column} = '{id}' ORDER BY {order}");
    let plan = Statement::from_string(DbBackend::Postgres, sql);
    let steps = app.context.db.read.query_all_raw(plan).await.unwrap();
    let steps: Vec<String> = steps.iter().map(|step| step.try_get_by_index(0).unwrap()).collect();
    steps.into_iter().find(|step| step.contains("Index Cond:")).unwrap_or_default()
}

fn postgres_condition(column: &str) -> Vec<String> {
    vec!["(firm_id = ".to_owned(), format!("({column} = ")]
}

/// Values of a field from one key to another: what the list is narrowed to, and where it begins in their order.
async fn values_between_are_found_by_their_index(app: TestApp) {
    let viewer = app.firm("Grenzen").await;
    if app.engine == Engine::Postgres {
        fill(&app, &viewer).await;
    }
    let (firm, field) = match app.engine {
        Engine::Sqlite => (format!("x'{}'", viewer.firm_id.simple()), format!("x'{}'", viewer.user_id.simple())),
        Engine::Postgres => (format!("'{}'", viewer.firm_id), format!("'{}'", viewer.user_id)),
    };
    let of_field = format!("firm_id = {firm} AND field_id = {field} AND value_key >= '1' AND value_key <= '2'");
    let sql = format!("SELECT customer_id FROM own_value WHERE {of_field} ORDER BY value_key, customer_id");
    let db = &app.context.db.read;
    match app.engine {
        Engine::Sqlite => {
            let plan = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
            let steps = db.query_all_raw(plan).await.unwrap();
            let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
            let along = "(firm_id=? AND field_id=? AND value_key>? AND value_key<?)";
            assert!(steps.len() == 1 && steps[0].contains("COVERING INDEX") && steps[0].contains(along), "{steps:?}");
        }
        Engine::Postgres => {
            let plan = Statement::from_string(DbBackend::Postgres, format!("EXPLAIN {sql}"));
            let steps = db.query_all_raw(plan).await.unwrap();
            let steps: Vec<String> = steps.iter().map(|step| step.try_get_by_index(0).unwrap()).collect();
            let condition = steps.iter().find(|step| step.contains("Index Cond:")).cloned().unwrap_or_default();
            for part in ["(firm_id = ", "(field_id = ", "(value_key >= ", "(value_key <= "] {
                assert!(condition.contains(part), "{part}: {steps:?}");
            }
        }
    }
}
