//! Numbers that are kept beside what they count: the customers of a list, the problems of an import, the next customer's number.

use std::collections::BTreeMap;

use domain::{details::NUMBERS, imports::State};
use entity::{customer_tally, firm};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Statement, sea_query::ExprTrait,
};
use uuid::Uuid;

use super::{
    report::{Part, Problems},
    rows::readable,
};
use crate::error::AppError;

/// Counts the customers of each firm, tab and view, and the problems of each import.
pub(super) async fn check(db: &impl ConnectionTrait) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    let customers = customers(db, &mut problems).await?;
    imports(db, &mut problems).await?;
    next_numbers(db, &mut problems).await?;
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

/// Imports that were checked to their end, and have another number of problems than they say.
async fn imports(db: &impl ConnectionTrait, problems: &mut Problems) -> Result<(), AppError> {
    let states =
        [State::Ready, State::Importing, State::Cancelled, State::Done].map(|state| format!("'{}'", state.key()));
    let sql = format!(
        "SELECT id, says, are FROM (SELECT i.id, i.problem_count AS says, (SELECT count(*) FROM import_problem AS p \
         WHERE p.firm_id = i.firm_id AND p.import_id = i.id) AS are FROM \"import\" AS i WHERE i.state IN ({})) AS counted \
         WHERE says <> are",
        states.join(", ")
    );
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
        let (id, says, are): (Uuid, i64, i64) =
            (row.try_get("", "id")?, row.try_get("", "says")?, row.try_get("", "are")?);
        problems.add(
            "an import has another number of problems than it says",
            format!("{id}: says {says}, there are {are}"),
        );
    }
    Ok(())
}

/// Firms whose next customer cannot have the number that it would get. Behind the last number stands one that is too high by one:
/// the numbers that were left out are given then.
async fn next_numbers(db: &impl ConnectionTrait, problems: &mut Problems) -> Result<(), AppError> {
    use firm::Column::{Id, NextCustomerNumber};
    let wrong = NextCustomerNumber.lt(*NUMBERS.start()).or(NextCustomerNumber.gt(*NUMBERS.end() + 1));
    let firms = firm::Entity::find().filter(wrong).select_only().columns([Id, NextCustomerNumber]);
    for (id, next) in firms.into_tuple::<(Uuid, i64)>().all(db).await? {
        problems.add("a firm gives its next customer a number that there is not", format!("firm {id}: {next}"));
    }
    Ok(())
}
