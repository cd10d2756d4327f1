//! What shows only with many requests or many records: pages asked for at the same time, and queries that must not read all
//! of a firm's records to find a customer's.

use app::customers::store;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    both,
    support::{Engine, TestApp},
};

both!(pages_answer_many_at_once, a_card_is_found_by_its_indexes);

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

async fn a_card_is_found_by_its_indexes(app: TestApp) {
    let viewer = app.firm("Plan").await;
    assert_eq!(store::addresses_of(&app.context.db.read, viewer.firm_id, Uuid::nil()).await, Ok(vec![]));
    if app.engine == Engine::Postgres {
        // It counts its rows by itself.
        return;
    }
    for (table, column, order) in [
        ("address", "customer_id", "id"),
        ("contact", "customer_id", "id"),
        ("change", "customer_id", "id"),
        ("change", "batch_id", "id"),
        ("customer_category", "customer_id", "category_id"),
        ("customer_category", "category_id", "customer_id"),
    ] {
        let sql =
            format!("EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE firm_id = ? AND {column} = ? ORDER BY {order}");
        let values = [viewer.firm_id.into(), viewer.user_id.into()];
        let plan = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
        let steps = app.context.db.read.query_all_raw(plan).await.unwrap();
        let first: String = steps[0].try_get("", "detail").unwrap();
        assert!(first.contains(&format!("(firm_id=? AND {column}=?)")), "{table}: {first}");
    }
}
