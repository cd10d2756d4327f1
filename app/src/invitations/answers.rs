//! The customer's answer to an invitation. A link is used once; of two answers at the same moment one counts.

use chrono::{DateTime, Utc};
use domain::{Email, customers::Step, details::paragraph_within};
use entity::{customer, firm, invitation, portal_account, portal_customer};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{link, records::Opened, send};
use crate::{
    audit::{Actor, Log, Origin},
    context::AppContext,
    customers::status,
    error::{AppError, FieldError, Refusal},
    mail::{MailKind, locale_of, outbox},
    session::{
        links::{self, Purpose},
        password,
    },
};

/// Longest reason for declining, in characters.
const LONGEST_REASON: usize = 1_000;
/// A new link is not sent more often than this.
const RENEWAL: chrono::Duration = chrono::Duration::minutes(5);

/// Who has accepted, and for which customer.
pub struct Accepted {
    pub customer_id: Uuid,
    pub account_id: Uuid,
    /// Language of the account, one of the interface: nl, fr or en.
    pub locale: String,
}

/// Accepts: the customer becomes active, and the person at the address that the link was sent to keeps its data from now on.
/// Without a password it signs in by links in mails. An account that has a password keeps it: the link proved whose mailbox it is.
pub async fn accept(context: &AppContext, token: &str, password: Option<String>) -> Result<Accepted, AppError> {
    let now = Utc::now();
    let (_, seen) =
        link::invitation_of(&context.db.read, token).await?.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    let hash = match password {
        Some(password) => {
            let names = names(&context.db.read, &seen).await?;
            let known: Vec<&str> = names.iter().map(String::as_str).chain([seen.name.as_str(), &seen.email]).collect();
            Some(password::hash(password, &known).await?)
        }
        None => None,
    };
    let tx = context.db.begin().await?;
    links::redeem(&tx, Purpose::Invitation, token, now).await?;
    let (invitation, customer) = held(&tx, &seen, now).await?;
    let account = account(&tx, &invitation, hash, now).await?;
    let origin = Origin {
        firm_id: invitation.firm_id,
        actor: Actor::Customer(account.id),
        source: "invitation",
        batch_id: None,
    };
    let mut log = Log::new(tx, origin);
    status::take(&mut log, &customer, Step::Accept).await?;
    answered(&mut log, &invitation, "accepted", String::new()).await?;
    let keeps = portal_customer::ActiveModel {
        firm_id: Set(invitation.firm_id),
        customer_id: Set(invitation.customer_id),
        account_id: Set(account.id),
    };
    use portal_customer::Column::{AccountId, CustomerId, FirmId};
    portal_customer::Entity::insert(keeps)
        .on_conflict(OnConflict::columns([FirmId, CustomerId, AccountId]).do_nothing().to_owned())
        .exec_without_returning(&log.tx)
        .await?;
    log.finish().await?;
    Ok(Accepted { customer_id: invitation.customer_id, account_id: account.id, locale: account.locale })
}

/// What firm and customer are called: a password may not be made of that.
async fn names(db: &impl ConnectionTrait, invitation: &invitation::Model) -> Result<Vec<String>, AppError> {
    let firm = firm::Entity::find_by_id(invitation.firm_id).one(db).await?;
    let customer = customer::Entity::find_by_id((invitation.firm_id, invitation.customer_id)).one(db).await?;
    Ok(firm.map(|firm| firm.name).into_iter().chain(customer.map(|customer| customer.name)).collect())
}

/// Declines, with a reason or without.
pub async fn decline(context: &AppContext, token: &str, reason: &str) -> Result<(), AppError> {
    let now = Utc::now();
    let reason =
        paragraph_within(reason, LONGEST_REASON).map_err(|why| AppError::field("reason", FieldError::Rejected(why)))?;
    let (_, seen) =
        link::invitation_of(&context.db.read, token).await?.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    let tx = context.db.begin().await?;
    links::redeem(&tx, Purpose::Invitation, token, now).await?;
    let (invitation, customer) = held(&tx, &seen, now).await?;
    // Nobody has an account yet: the invitation stands for who answered.
    let actor = Actor::Customer(invitation.id);
    let origin = Origin { firm_id: invitation.firm_id, actor, source: "invitation", batch_id: None };
    let mut log = Log::new(tx, origin);
    status::take(&mut log, &customer, Step::Decline).await?;
    answered(&mut log, &invitation, "declined", reason).await?;
    log.finish().await
}

/// Sends a new link to the address that the old one was sent to, if the invitation is still open and the link has run out.
pub async fn renew(context: &AppContext, token: &str) -> Result<(), AppError> {
    let now = Utc::now();
    let Opened::LinkExpired { .. } = link::opened(&context.db.read, token, now).await? else {
        return Err(AppError::Refused(Refusal::LinkInvalid));
    };
    let found = link::invitation_of(&context.db.read, token).await?;
    let (_, invitation) = found.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    let tx = context.db.begin().await?;
    if !outbox::has_recent(&tx, MailKind::Invitation, invitation.id, now - RENEWAL).await? {
        outbox::queue(&tx, send::mail(&invitation)).await?;
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// The invitation and its customer as they are now, the customer's row held.
async fn held(
    tx: &sea_orm::DatabaseTransaction,
    seen: &invitation::Model,
    now: DateTime<Utc>,
) -> Result<(invitation::Model, customer::Model), AppError> {
    let customer = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(seen.firm_id))
        .filter(customer::Column::Id.eq(seen.customer_id))
        .lock_exclusive()
        .one(tx)
        .await?;
    let invitation = invitation::Entity::find_by_id((seen.firm_id, seen.id)).one(tx).await?;
    let invitation = invitation.filter(|invitation| invitation.status == "open" && invitation.expires_at > now);
    invitation.zip(customer).ok_or(AppError::Refused(Refusal::LinkInvalid))
}

async fn answered(log: &mut Log, invitation: &invitation::Model, status: &str, reason: String) -> Result<(), AppError> {
    let answered_at = Some(log.at());
    let after = invitation::Model { status: status.into(), answered_at, reason, ..invitation.clone() };
    log.update(invitation, after).await
}

/// The account of the invited person: the one that its address has already, or a new one.
async fn account(
    db: &impl ConnectionTrait,
    invitation: &invitation::Model,
    hash: Option<String>,
    now: DateTime<Utc>,
) -> Result<portal_account::Model, AppError> {
    if let Some(known) = link::account_of(db, &invitation.email).await? {
        if known.password_hash.is_none() && hash.is_some() {
            let chosen = portal_account::ActiveModel {
                id: Set(known.id),
                version: Set(known.version + 1),
                password_hash: Set(hash),
                ..Default::default()
            };
            portal_account::Entity::update(chosen).exec(db).await?;
        }
        return Ok(known);
    }
    let account = portal_account::Model {
        id: Uuid::now_v7(),
        version: 1,
        email: Email::key_of(&invitation.email),
        name: invitation.name.clone(),
        locale: locale_of(&invitation.locale).to_string(),
        password_hash: hash,
        created_at: now,
    };
    let row = account.clone().into_active_model();
    portal_account::Entity::insert(row).exec_without_returning(db).await?;
    Ok(account)
}
