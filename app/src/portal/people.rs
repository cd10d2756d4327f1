//! The accounts of customers' persons, and the companies that they keep.

use chrono::{DateTime, Utc};
use domain::Email;
use entity::{portal_account, portal_customer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::{audit::AuditedTransaction, error::AppError, limits::Counted, session::OneCompany};

/// What the account of an address is stored and found by: the one form of that address. None for what is no address.
pub fn key(email: &str) -> Option<String> {
    email.parse::<Email>().ok().map(|email| email.key())
}

/// The account of the person at this address.
pub async fn by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<portal_account::Model>, AppError> {
    let Some(key) = key(email) else { return Ok(None) };
    Ok(portal_account::Entity::find().filter(portal_account::Column::Email.eq(key)).one(db).await?)
}

/// What an account keeps, whatever the state of those companies.
pub async fn kept(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<portal_customer::Model>, AppError> {
    let of_account = portal_customer::Column::AccountId.eq(account_id);
    Ok(portal_customer::Entity::find().filter(of_account).all(db).await?)
}

/// The firm of an account; none where it keeps companies of several, or nothing any more.
pub async fn only_firm(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Option<Uuid>, AppError> {
    Ok(match kept(db, account_id).await?.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other.firm_id == first.firm_id) => Some(first.firm_id),
        _ => None,
    })
}

/// Gives an account access to a company; one that has it keeps it.
pub async fn give_access(log: &mut AuditedTransaction, account_id: Uuid, company: OneCompany) -> Result<(), AppError> {
    let OneCompany { firm_id, customer_id } = company;
    let key = (firm_id, customer_id, account_id);
    if portal_customer::Entity::find_by_id(key).one(&log.tx).await?.is_none() {
        let of_company = portal_customer::Column::CustomerId.eq(customer_id);
        let there =
            portal_customer::Entity::find().filter(portal_customer::Column::FirmId.eq(firm_id)).filter(of_company);
        Counted::People.room(there.count(&log.tx).await?)?;
        let since = Some(log.at());
        log.insert(portal_customer::Model { firm_id, customer_id, account_id, since, seen_at: None }).await?;
    }
    Ok(())
}

/// A new account at this address.
pub async fn create(
    db: &impl ConnectionTrait,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<portal_account::Model, AppError> {
    let NewAccount { email, name, locale, password_hash } = new;
    let account = portal_account::Model {
        id: Uuid::now_v7(),
        version: 1,
        email: key(&email).unwrap_or(email),
        name,
        locale,
        password_hash,
        created_at: now,
    };
    let row = sea_orm::IntoActiveModel::into_active_model(account.clone());
    portal_account::Entity::insert(row).exec_without_returning(db).await?;
    Ok(account)
}

/// An account to be made.
pub struct NewAccount {
    pub email: String,
    pub name: String,
    /// The key of a language that pages are written in.
    pub locale: String,
    pub password_hash: Option<String>,
}
