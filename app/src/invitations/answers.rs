//! The customer's answer to an invitation. A link is used once; of two answers at the same moment one counts.

use chrono::{DateTime, Utc};
use domain::{customers::Transition, details::paragraph_within, invitations::InvitationTransition};
use entity::{customer, firm, invitation, portal_account};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    link,
    records::{Account, Opened},
    send,
    status::{after, is_open},
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    clock,
    context::AppContext,
    customers::status,
    error::{AppError, FieldError, Refusal},
    mail::{MailKind, outbox},
    portal::{
        accounts, entry,
        people::{self, NewAccount},
    },
    session::{
        OneCompany, Visitor,
        links::{self, Purpose},
        password,
        queries::Holder,
        request, sign_in,
        sign_ins::SignInResult,
    },
    ui::locale_of,
};

/// Longest reason for declining, in characters.
const LONGEST_REASON: usize = 1_000;
/// A new link is not sent more often than this.
const RENEWAL: chrono::Duration = chrono::Duration::minutes(5);

/// Who has accepted, and for which customer.
pub struct Accepted {
    pub customer_id: Uuid,
    /// What is open from now on.
    pub holder: Holder,
    /// How it was opened.
    pub result: SignInResult,
    /// Language of the account, that pages are written in.
    pub locale: String,
}

/// What the person at the invited address opens by accepting.
enum Opens {
    /// An account that has nothing else: with a password that is chosen now, or without.
    New(Option<String>),
    /// The account, whose password was given or which is signed in.
    Whole(portal_account::Model),
    /// The invited company of an account, and nothing else of it.
    OnlyThis(portal_account::Model),
}

impl Opens {
    /// What the log of sign-ins says of it: an account that was there is not opened for the first time.
    fn result(&self) -> SignInResult {
        match self {
            Self::New(_) => SignInResult::Joined,
            Self::Whole(_) => SignInResult::Right,
            Self::OnlyThis(_) => SignInResult::Link,
        }
    }
}

/// Accepts: the customer becomes active, and the person at the address that the link was sent to keeps its data from now on.
/// Without a password it signs in by links in mails. The link opens the invited company; what else the account of that address
/// keeps, and the account itself, stay shut until somebody signs in. `password` is a new one, or that of the account.
pub async fn accept(
    context: &AppContext,
    token: &str,
    password: Option<String>,
    agreed: bool,
) -> Result<Accepted, AppError> {
    let now = clock::now();
    let (_, seen) =
        link::invitation_of(&context.db.read, token).await?.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    let known = people::by_email(&context.db.read, &seen.email).await?;
    let id = known.as_ref().map(|account| account.id);
    sign_in::allow_replacing(|visitor| id.is_some_and(|id| entry::is_account(visitor, id)), agreed)?;
    let opens = opens(context, &seen, known, password).await?;
    let tx = context.db.begin().await?;
    links::redeem(&tx, Purpose::Invitation, token, now).await?;
    let (invitation, customer) = held(&tx, &seen, now).await?;
    let result = opens.result();
    let (account, whole) = account(&tx, &invitation, opens, now).await?;
    let origin = Origin {
        firm_id: invitation.firm_id,
        actor: Actor::Customer(account.id),
        source: "invitation",
        batch_id: None,
    };
    let mut log = AuditedTransaction::new(tx, origin);
    status::apply(&mut log, &customer, Transition::Accept).await?;
    answered(&mut log, &invitation, InvitationTransition::Accept, String::new()).await?;
    let company = OneCompany { firm_id: invitation.firm_id, customer_id: invitation.customer_id };
    people::give_access(&mut log, account.id, company).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(Accepted {
        customer_id: invitation.customer_id,
        holder: Holder::Portal { account_id: account.id, only: (!whole).then_some(company) },
        result,
        locale: account.locale,
    })
}

/// What accepting opens, by what the address has already and what was proved.
async fn opens(
    context: &AppContext,
    seen: &invitation::Model,
    known: Option<portal_account::Model>,
    password: Option<String>,
) -> Result<Opens, AppError> {
    let hash = async |password: Option<String>| match password {
        Some(password) => {
            let names = names(&context.db.read, seen).await?;
            let known: Vec<&str> = names.iter().map(String::as_str).chain([seen.name.as_str(), &seen.email]).collect();
            Ok(Some(password::hash(password, &known).await?))
        }
        None => Ok::<_, AppError>(None),
    };
    let Some(account) = known else { return Ok(Opens::New(hash(password).await?)) };
    let visitor = request::visitor();
    if matches!(&visitor, Visitor::Customer(viewer) if viewer.account_id == account.id && viewer.only.is_none()) {
        return Ok(Opens::Whole(account));
    }
    match link::state_of(&context.db.read, seen, &account).await? {
        Account::New => Ok(Opens::New(hash(password).await?)),
        Account::Others => Ok(Opens::OnlyThis(account)),
        Account::WithPassword => match password.filter(|password| !password.is_empty()) {
            None => Ok(Opens::OnlyThis(account)),
            Some(password) => {
                let right = entry::is_password_of(context, &account.email, Some(&account), password).await?;
                let wrong = || AppError::field("password", FieldError::WrongPassword);
                right.then_some(Opens::Whole(account)).ok_or_else(wrong)
            }
        },
    }
}

/// What firm and customer are called: a password may not be made of that.
async fn names(db: &impl ConnectionTrait, invitation: &invitation::Model) -> Result<Vec<String>, AppError> {
    let firm = firm::Entity::find_by_id(invitation.firm_id).one(db).await?;
    let customer = customer::Entity::find_by_id((invitation.firm_id, invitation.customer_id)).one(db).await?;
    Ok(firm.map(|firm| firm.name).into_iter().chain(customer.map(|customer| customer.name)).collect())
}

/// Declines, with a reason or without.
pub async fn decline(context: &AppContext, token: &str, reason: &str) -> Result<(), AppError> {
    let now = clock::now();
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
    let mut log = AuditedTransaction::new(tx, origin);
    status::apply(&mut log, &customer, Transition::Decline).await?;
    answered(&mut log, &invitation, InvitationTransition::Decline, reason).await?;
    log.finish().await
}

/// Sends a new link to the address that the old one was sent to, if the invitation is still open and the link has run out, or was
/// replaced by one that did not arrive.
///
/// # Errors
/// `Refused` where the link works, or the invitation is answered, and where enough mails went to that address.
pub async fn renew(context: &AppContext, token: &str) -> Result<(), AppError> {
    let now = clock::now();
    let (Opened::LinkExpired { .. } | Opened::Replaced { .. }) = link::opened(&context.db.read, token, now).await?
    else {
        return Err(AppError::Refused(Refusal::LinkInvalid));
    };
    let found = link::invitation_of(&context.db.read, token).await?;
    let (_, seen) = found.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    let tx = context.db.begin().await?;
    // Of two who ask at once the second sees the mail of the first.
    let invitation = invitation::Entity::find_by_id((seen.firm_id, seen.id)).lock_exclusive().one(&tx).await?;
    let invitation = invitation.filter(|invitation| is_answerable(invitation, now));
    let invitation = invitation.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    if !outbox::has_recent(&tx, MailKind::Invitation, invitation.id, now - RENEWAL).await? {
        outbox::queue_asked(&tx, send::mail(&invitation)).await?;
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// The invitation and its customer as they are now, the customer's row held.
async fn held(
    tx: &DatabaseTransaction,
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
    invitation
        .filter(|invitation| is_answerable(invitation, now))
        .zip(customer)
        .ok_or(AppError::Refused(Refusal::LinkInvalid))
}

fn is_answerable(invitation: &invitation::Model, now: DateTime<Utc>) -> bool {
    is_open(invitation) && invitation.expires_at > now
}

async fn answered(
    log: &mut AuditedTransaction,
    invitation: &invitation::Model,
    transition: InvitationTransition,
    reason: String,
) -> Result<(), AppError> {
    let answered_at = Some(log.at());
    let after = invitation::Model { answered_at, reason, ..after(invitation, transition)? };
    log.update(invitation, after).await
}

/// The account of the invited person, and whether all of it is open: the one that its address has already, or a new one.
async fn account(
    db: &DatabaseTransaction,
    invitation: &invitation::Model,
    opens: Opens,
    now: DateTime<Utc>,
) -> Result<(portal_account::Model, bool), AppError> {
    let password_hash = match opens {
        Opens::Whole(account) => return Ok((account, true)),
        Opens::OnlyThis(account) => return Ok((account, false)),
        Opens::New(password_hash) => password_hash,
    };
    let Some(known) = people::by_email(db, &invitation.email).await? else {
        let (email, name) = (invitation.email.clone(), invitation.name.clone());
        let locale = locale_of(&invitation.locale).to_string();
        let account = people::create(db, NewAccount { email, name, locale, password_hash }, now).await?;
        return Ok((account, true));
    };
    // Another invitation may have been accepted meanwhile: what that one opened, this one does not.
    if link::state_of(db, invitation, &known).await? != Account::New {
        return Ok((known, false));
    }
    if let Some(hash) = password_hash {
        accounts::set_password(db, &known, hash).await?;
    }
    Ok((known, true))
}
