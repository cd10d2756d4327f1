//! Customers that may be the one that is being added: with the same number, or a like name at the same postcode.

use std::collections::BTreeMap;

use domain::{CompanyNumber, Country, VatNumber, clean, likeness::damerau};
use entity::customer;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait};

use super::request::DoublesRequest;
use crate::{
    context::Db,
    customers::{records::Double, status, store::match_key, visible},
    error::AppError,
    session::Viewer,
};

/// More than this helps nobody to decide.
const SHOWN: usize = 5;
/// How many customers with a name that begins alike are compared.
const COMPARED: u64 = 300;
/// How many letters of the name must be the same from the start, so that an index finds it.
const BEGINNING: usize = 4;

/// The likely doubles, those with the same number first; archived customers take part.
pub async fn find(db: &Db, viewer: &Viewer, sought: &DoublesRequest) -> Result<Vec<Double>, AppError> {
    let mut found = BTreeMap::new();
    for (same_number, customer) in with_number(db, viewer, sought)
        .await?
        .into_iter()
        .map(|customer| (true, customer))
        .chain(with_name(db, viewer, sought).await?.into_iter().map(|customer| (false, customer)))
    {
        found.entry(customer.id).or_insert_with(|| double(customer, same_number));
    }
    let mut doubles: Vec<Double> = found.into_values().collect();
    doubles.sort_by_key(|double| (!double.same_number, double.number));
    doubles.truncate(SHOWN);
    Ok(doubles)
}

fn double(customer: customer::Model, same_number: bool) -> Double {
    let status = status::of(&customer);
    let customer::Model { id, number, name, vat, city, .. } = customer;
    Double { id, number, name, vat, city, status, same_number }
}

async fn with_number(db: &Db, viewer: &Viewer, sought: &DoublesRequest) -> Result<Vec<customer::Model>, AppError> {
    let country: Country = sought.country.parse().unwrap_or(Country::BE);
    let vat = VatNumber::parse_for(country, &sought.vat).map(String::from).unwrap_or_default();
    let number = CompanyNumber::parse_for(country, &sought.company_number).map(String::from).unwrap_or_default();
    if vat.is_empty() && number.is_empty() {
        return Ok(vec![]);
    }
    let mut same = Condition::any();
    if !vat.is_empty() {
        // The index on VAT numbers is per tab of the list.
        let by_vat = customer::Column::Tab.is_in(visible::tabs()).and(customer::Column::Vat.eq(vat));
        same = same.add(by_vat);
    }
    if !number.is_empty() {
        same = same.add(customer::Column::CompanyNumber.eq(number));
    }
    Ok(visible::visible_to(viewer).filter(same).limit(SHOWN as u64).all(&db.read).await?)
}

async fn with_name(db: &Db, viewer: &Viewer, sought: &DoublesRequest) -> Result<Vec<customer::Model>, AppError> {
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
    found.retain(|customer| damerau(&customer.match_key, &key, slips).is_some());
    Ok(found)
}
