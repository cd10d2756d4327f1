//! Customers that may be the one in the form: with the same number, or a like name at the same postcode.

use std::collections::BTreeMap;

use domain::{clean, likeness::damerau};
use entity::customer;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait};

use super::request::DuplicatesRequest;
use crate::{
    context::Db,
    customers::{
        duplicates::{Holders, Numbers, holders_of_new, told},
        records::{Duplicate, Duplicates},
        store::match_key,
        visible,
    },
    error::AppError,
    session::Viewer,
};

/// More than this helps nobody to decide.
const SHOWN: usize = 5;
/// How many customers with a name that begins alike are compared.
const COMPARED: u64 = 300;
/// How many letters of the name must be the same from the start, so that an index finds it.
const BEGINNING: usize = 4;

/// The likely duplicates, those with the same number first; archived customers take part. What a customer that is changed has in
/// common with others already is not looked for.
pub async fn find(db: &Db, viewer: &Viewer, sought: &DuplicatesRequest) -> Result<Duplicates, AppError> {
    let numbers = Numbers::of(&sought.country, &sought.vat, &sought.company_number);
    let before = match sought.except {
        Some(id) => visible::visible_to(viewer).filter(customer::Column::Id.eq(id)).one(&db.read).await?,
        None => None,
    };
    let Holders { seen, unseen } = holders_of_new(&db.read, viewer, numbers, before.as_ref()).await?;
    let mut found = BTreeMap::new();
    let alike = with_name(db, viewer, sought).await?;
    for (same_number, customer) in
        seen.into_iter().map(|customer| (true, customer)).chain(alike.into_iter().map(|customer| (false, customer)))
    {
        found.entry(customer.id).or_insert_with(|| told(customer, same_number));
    }
    let mut found: Vec<Duplicate> = found.into_values().collect();
    found.sort_by_key(|duplicate| (!duplicate.same_number, duplicate.number));
    found.truncate(SHOWN);
    Ok(Duplicates { found, in_use: unseen })
}

async fn with_name(db: &Db, viewer: &Viewer, sought: &DuplicatesRequest) -> Result<Vec<customer::Model>, AppError> {
    let key = match_key(&sought.name);
    let beginning: String = key.chars().take(BEGINNING).collect();
    let postcode = clean::line(&sought.postcode).text;
    if beginning.chars().count() < BEGINNING || postcode.is_empty() {
        return Ok(vec![]);
    }
    let alike = customer::Column::MatchKey
        .gte(beginning.clone())
        .and(customer::Column::MatchKey.lt(format!("{beginning}\u{10ffff}")));
    let mut found: Vec<customer::Model> = visible::visible_to(viewer)
        .filter(alike)
        .filter(customer::Column::Postcode.eq(postcode))
        .order_by_asc(customer::Column::MatchKey)
        .limit(COMPARED)
        .all(&db.read)
        .await?;
    // One slip in a short name, two in a long one.
    let slips = if key.chars().count() < 8 { 1 } else { 2 };
    found.retain(|customer| Some(customer.id) != sought.except && damerau(&customer.match_key, &key, slips).is_some());
    Ok(found)
}
