//! A query that takes too long ends, with words, and its connection is good for the next.

use std::time::Duration;

use app::{context::Db, error::AppError};
use sea_orm::{ConnectionTrait, Statement};
use server::database::{self, TimeLimits};

use crate::{both, support::TestApp};

both!(threads:
    a_query_that_takes_too_long_ends,
    a_query_that_nobody_waits_for_ends,
    what_is_written_for_too_long_ends,
);

async fn opened(app: &TestApp, reading: Duration, writing: Duration) -> Db {
    database::open_within(&app.database, TimeLimits { reading, writing }).await.unwrap()
}

/// Counts for ever.
const ENDLESS: &str =
    "WITH RECURSIVE c(x) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
const SHORT: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_secs(300);
/// More than the connections that read.
const MANY: usize = 14;

async fn ask(db: &Db, sql: &str) -> Result<i64, AppError> {
    let statement = Statement::from_string(db.read.get_database_backend(), sql);
    Ok(db.read.query_one_raw(statement).await?.expect("a row").try_get_by_index(0)?)
}

async fn a_query_that_takes_too_long_ends(app: TestApp) {
    let db = opened(&app, SHORT, LONG).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..MANY {
        let db = db.clone();
        all.spawn(async move { ask(&db, ENDLESS).await });
    }
    while let Some(ended) = all.join_next().await {
        assert_eq!(ended.unwrap(), Err(AppError::TooSlow));
    }
    for _ in 0..MANY {
        assert_eq!(ask(&db, "SELECT CAST(7 AS BIGINT)").await, Ok(7));
    }
    assert_eq!(AppError::TooSlow.status(), 503);
}

async fn a_query_that_nobody_waits_for_ends(app: TestApp) {
    let db = opened(&app, Duration::from_secs(3), LONG).await;
    for _ in 0..MANY {
        let left = tokio::time::timeout(Duration::from_millis(20), ask(&db, ENDLESS)).await;
        assert!(left.is_err(), "it does not end by itself");
    }
    for _ in 0..MANY {
        assert_eq!(ask(&db, "SELECT CAST(7 AS BIGINT)").await, Ok(7));
    }
}

async fn what_is_written_for_too_long_ends(app: TestApp) {
    let db = opened(&app, LONG, SHORT).await;
    for _ in 0..3 {
        let tx = db.begin().await.unwrap();
        let endless = Statement::from_string(tx.get_database_backend(), ENDLESS);
        let ended = tx.query_one_raw(endless).await.map(drop).map_err(AppError::from);
        assert_eq!(ended, Err(AppError::TooSlow));
        drop(tx);
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared("UPDATE firm SET name = name").await.unwrap();
        tx.commit().await.unwrap();
    }
}
