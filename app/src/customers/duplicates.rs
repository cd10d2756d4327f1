//! Customers that have the same VAT or company number: asked before one is added or changed, and told on the card of each.

use std::collections::BTreeMap;

use domain::{CompanyNumber, Country, VatNumber, details::CustomerDetails, imports::LegalKeys, permissions::Scope};
use entity::customer;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    records::{Duplicate, Duplicates},
    status, visible,
};
use crate::{
    error::{AppError, FieldError},
    session::Viewer,
};

/// How many customers with one number are looked at. More of them help nobody.
const LOOKED_AT: u64 = 50;

/// The numbers of one enterprise in the form in which they are compared: in Belgium the VAT number is the company number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// With the country before them, as [`LegalKeys`] has them.
    keys: Vec<String>,
    /// Company numbers as they are stored.
    company: Vec<String>,
}

impl Numbers {
    /// The numbers of a customer, however they are written. What is no number counts for nothing.
    pub fn of(country: &str, vat: &str, company_number: &str) -> Self {
        let country: Country = country.parse().unwrap_or(Country::BE);
        let vat = VatNumber::parse_for(country, vat).ok();
        let number = CompanyNumber::parse_for(country, company_number).ok();
        let keys = LegalKeys::of(country, number.as_ref(), vat.as_ref()).iter().map(str::to_owned).collect();
        let of_vat = vat.and_then(|vat| vat.enterprise_number()).map(|number| number.as_str().to_owned());
        Self { keys, company: number.map(String::from).into_iter().chain(of_vat).collect() }
    }

    /// The numbers in a customer's details.
    pub fn of_details(details: &CustomerDetails) -> Self {
        Self::of(&details.country, &details.vat, &details.company_number)
    }

    fn of_customer(customer: &customer::Model) -> Self {
        Self::of(&customer.country, &customer.vat, &customer.company_number)
    }

    /// Those of them that are not among these.
    fn without(mut self, others: &Self) -> Self {
        self.keys.retain(|key| !others.keys.contains(key));
        self.company.retain(|number| !others.company.contains(number));
        self
    }

    fn are_shared_with(&self, customer: &customer::Model) -> bool {
        Self::of_customer(customer).keys.iter().any(|key| self.keys.contains(key))
    }
}

/// Who has a number already.
#[derive(Default)]
pub struct Holders {
    /// Those that the viewer may see, by number.
    pub seen: Vec<customer::Model>,
    /// There are others, of whom nothing else is told.
    pub unseen: bool,
}

impl Holders {
    /// As they are told to somebody who may have meant one of them.
    pub fn told(self) -> Duplicates {
        let found = self.seen.into_iter().map(|customer| told(customer, true)).collect();
        Duplicates { found, in_use: self.unseen }
    }
}

/// The customers of the viewer's firm that have one of these numbers, but for one of them; archived ones take part.
async fn holders(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    numbers: &Numbers,
    except: Option<Uuid>,
) -> Result<Holders, AppError> {
    if numbers.keys.is_empty() {
        return Ok(Holders::default());
    }
    // Each by an index of its own: all tabs are named, and the partial index's own condition is repeated.
    let by_vat = customer::Column::Tab.is_in(visible::tabs()).and(customer::Column::Vat.is_in(&numbers.keys));
    let by_company_number =
        Expr::cust("company_number <> ''").and(customer::Column::CompanyNumber.is_in(&numbers.company));
    let mut found = BTreeMap::new();
    for condition in [by_vat, by_company_number] {
        let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(viewer.firm_id));
        let same = of_firm.filter(condition).limit(LOOKED_AT).all(db).await?;
        found.extend(same.into_iter().map(|customer| (customer.number, customer)));
    }
    found.retain(|_, customer| Some(customer.id) != except && numbers.are_shared_with(customer));
    let seen = seen_of(db, viewer, found.values().map(|customer| customer.id).collect()).await?;
    let all = found.len();
    found.retain(|_, customer| seen.contains(&customer.id));
    Ok(Holders { unseen: found.len() < all, seen: found.into_values().collect() })
}

/// The others that have one of these numbers, but for the numbers that the customer has `before` already.
pub async fn holders_of_new(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    numbers: Numbers,
    before: Option<&customer::Model>,
) -> Result<Holders, AppError> {
    let own = before.map(Numbers::of_customer).unwrap_or_default();
    holders(db, viewer, &numbers.without(&own), before.map(|before| before.id)).await
}

async fn seen_of(db: &impl ConnectionTrait, viewer: &Viewer, ids: Vec<Uuid>) -> Result<Vec<Uuid>, AppError> {
    if ids.is_empty() || viewer.rights.scope == Scope::All {
        return Ok(ids);
    }
    let among = Condition::all().add(customer::Column::Id.is_in(ids));
    let seen = visible::visible_to(viewer).select_only().column(customer::Column::Id).filter(among);
    Ok(seen.into_tuple().all(db).await?)
}

/// The other customers with a number of this one that the viewer may see, for its card.
pub async fn of_card(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer: &customer::Model,
) -> Result<Vec<Duplicate>, AppError> {
    let holders = holders(db, viewer, &Numbers::of_customer(customer), Some(customer.id)).await?;
    Ok(holders.told().found)
}

/// Refuses a number that a customer has whom the viewer may not see, where it is not the customer's own `before` already.
pub async fn refuse_unseen(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    details: &CustomerDetails,
    before: Option<&customer::Model>,
) -> Result<(), AppError> {
    if viewer.rights.scope == Scope::All {
        return Ok(());
    }
    if holders_of_new(db, viewer, Numbers::of_details(details), before).await?.unseen {
        let field = if details.vat.is_empty() { "company_number" } else { "vat" };
        return Err(AppError::field(field, FieldError::InUse));
    }
    Ok(())
}

/// That a number of the firm's own is taken, as it is told to this viewer: whoever may not see every customer is told as of other numbers.
pub fn taken_for(viewer: &Viewer, error: AppError) -> AppError {
    let in_use = viewer.rights.scope == Scope::Assigned && error == AppError::field("number", FieldError::Taken);
    if in_use { AppError::field("number", FieldError::InUse) } else { error }
}

/// A customer as it is told to somebody who may have meant it.
pub fn told(customer: customer::Model, same_number: bool) -> Duplicate {
    let status = status::of(&customer);
    let customer::Model { id, number, name, vat, city, .. } = customer;
    Duplicate { id, number, name, vat, city, status, same_number }
}
