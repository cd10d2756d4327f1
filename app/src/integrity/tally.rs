//! The counts beside the list against the customers there are.

use std::collections::BTreeMap;

use entity::customer_tally;
use sea_orm::{ConnectionTrait, EntityTrait, QueryTrait, Statement};
use uuid::Uuid;

use super::{
    report::{Part, Problems},
    rows::readable,
};
use crate::error::AppError;

/// Counts the customers of each firm, tab and view.
pub(super) async fn check(db: &impl ConnectionTrait) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    let customers = customers(db, &mut problems).await?;
    Ok(problems.into_part("counts", format!("{customers} customers counted")))
}

/// The counts beside the list, and how many customers there are.
async fn customers(db: &impl ConnectionTrait, problems: &mut Problems) -> Result<i64, AppError> {
    let mut counted: BTreeMap<(Uuid, i16, bool), i64> = BTreeMap::new();
    let sql = "SELECT firm_id, tab, vat <> '' AS has_vat, count(*) AS customers FROM customer GROUP BY firm_id, tab, vat <> ''";
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
        let key = (row.try_get("", "firm_id")?, row.try_get("", "tab")?, row.try_get("", "has_vat")?);
        counted.insert(key, row.try_get("", "customers")?);
    }
    let customers: i64 = counted.values().sum();
    let tallies = db.query_all(&customer_tally::Entity::find().into_query()).await?;
    let tallies: Vec<customer_tally::Model> = readable("customer_tally", &tallies, problems);
    let mut differs = |(firm, tab, has_vat): (Uuid, i16, bool), says: i64, are: i64| {
        if says != are {
            let which = format!("firm {firm}, tab {tab}, with a VAT number {has_vat}: says {says}, there are {are}");
            problems.add("a count beside the list is wrong", which);
        }
    };
    for row in tallies {
        let key = (row.firm_id, row.tab, row.has_vat);
        differs(key, row.customers, counted.remove(&key).unwrap_or(0));
    }
    counted.into_iter().for_each(|(key, are)| differs(key, 0, are));
    Ok(customers)
}
