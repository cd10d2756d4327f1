//! The firm: made once by the first-run page, with its built-in profiles and first administrator.

use domain::{Email, Language, email, permissions::BuiltIn};
use entity::{firm, profile, user};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use uuid::Uuid;

use super::Letterhead;
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    error::{AppError, Refusal},
    pictures,
    session::{Viewer, password, queries, viewer_of},
};

/// Who makes a firm, and what it is called.
#[derive(Clone, Debug)]
pub struct Founder {
    pub firm: String,
    pub name: String,
    pub email: String,
    /// The key of a language: of the founder, and of the firm's mails until somebody changes it.
    pub locale: String,
    pub password: String,
}

/// Makes a firm with the four built-in profiles and its first administrator, and gives the administrator.
pub async fn create(
    context: &AppContext,
    firm_name: &str,
    name: &str,
    email: &str,
    password: &str,
) -> Result<Viewer, AppError> {
    let (firm, name, email) = (firm_name.to_owned(), name.to_owned(), email.to_owned());
    let founder = Founder { firm, name, email, locale: Language::default().to_string(), password: password.to_owned() };
    let hash = hash(&founder).await?;
    write(context, context.db.begin().await?, founder, hash).await
}

/// Makes the first firm of an empty database. Of two people who try at once, one gets `AlreadySetUp`.
pub async fn create_first(context: &AppContext, founder: Founder) -> Result<Viewer, AppError> {
    let taken = || AppError::Refused(Refusal::AlreadySetUp);
    if queries::is_set_up(&context.db).await? {
        return Err(taken());
    }
    let hash = hash(&founder).await?;
    let tx = context.db.begin().await?;
    // SQLite has one writer anyhow; PostgreSQL lets the second wait here until the first has committed.
    if context.db.is_postgres() {
        tx.execute_unprepared("LOCK TABLE firm IN SHARE ROW EXCLUSIVE MODE").await?;
    }
    if firm::Entity::find().one(&tx).await?.is_some() {
        return Err(taken());
    }
    write(context, tx, founder, hash).await
}

async fn hash(founder: &Founder) -> Result<String, AppError> {
    password::hash(founder.password.clone(), &[&founder.firm, &founder.name, &founder.email]).await
}

async fn write(
    context: &AppContext,
    tx: DatabaseTransaction,
    founder: Founder,
    hash: String,
) -> Result<Viewer, AppError> {
    let firm_id = Uuid::now_v7();
    let mut log =
        AuditedTransaction::new(tx, Origin { firm_id, actor: Actor::System, source: "first_run", batch_id: None });
    let now = log.at();
    log.insert(firm::Model {
        id: firm_id,
        version: 1,
        name: founder.firm,
        country: "BE".into(),
        vat: String::new(),
        address: String::new(),
        phone: String::new(),
        email: founder.email.clone(),
        locale: founder.locale.clone(),
        logo_id: None,
        next_customer_number: 1,
        card_tabs: String::new(),
        created_at: now,
    })
    .await?;
    let profiles: Vec<profile::Model> =
        BuiltIn::ALL.into_iter().map(|built_in| built_in_profile(firm_id, built_in)).collect();
    let administrator = profiles[0].id;
    log.insert_many(&profiles).await?;
    let user = log
        .insert(user::Model {
            firm_id,
            id: Uuid::now_v7(),
            version: 1,
            email: Email::key_of(&founder.email),
            name: founder.name,
            locale: founder.locale,
            password_hash: Some(hash),
            password_set_at: Some(now),
            no_digest: false,
            profile_id: administrator,
            business_unit_id: None,
            active: true,
            created_at: now,
        })
        .await?;
    log.finish().await?;
    viewer_of::user(&context.db, firm_id, user.id).await?.ok_or(AppError::NotFound)
}

/// How a firm is reached.
pub fn letterhead(firm: &firm::Model) -> Letterhead {
    let firm::Model { name, address, phone, email, .. } = firm.clone();
    let logo = firm.logo_id.map(|id| pictures::path(firm.id, id));
    Letterhead { name, logo, address, phone, email: email::shown(&email) }
}

fn built_in_profile(firm_id: Uuid, built_in: BuiltIn) -> profile::Model {
    profile::Model {
        firm_id,
        id: Uuid::now_v7(),
        version: 1,
        name: built_in.key().to_owned(),
        builtin: built_in.key().to_owned(),
        rights: serde_json::json!(built_in.rights()).to_string(),
        requires_second_factor: false,
    }
}
