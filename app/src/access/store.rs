//! Reading who has access to a customer's own page, and ending it.

use std::collections::{HashMap, HashSet};

use domain::{
    customers::Status,
    email,
    invitations::InvitationStatus,
    permissions::{Area, Level},
};
use entity::{change, contact, customer, invitation, portal_account, portal_customer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    api::WithdrawRequest,
    records::{AccessList, Person},
};
use crate::{
    audit::AuditedTransaction,
    context::{AppContext, Db},
    customers::{status, store, visible},
    error::AppError,
    invitations::{send, taking_back},
    mail::{MailKind, outbox},
    portal::people,
    session::{
        OneCompany, Viewer,
        links::{self, Purpose},
        queries::{self as sessions, Holder},
    },
};

/// Everybody with access to a customer that the viewer sees.
pub async fn list(db: &Db, viewer: &Viewer, customer_id: Uuid) -> Result<AccessList, AppError> {
    let customer = visible::one(db, viewer, customer_id).await?;
    let found = of_customer(&db.read, viewer.firm_id, customer_id).await?;
    let named = viewer.may(Area::Contacts, Level::Read);
    let person = |(access, account): (portal_customer::Model, portal_account::Model)| Person {
        account_id: account.id,
        name: if named { account.name } else { String::new() },
        email: if named { email::shown(&account.email) } else { String::new() },
        since: access.since,
        seen_at: access.seen_at,
    };
    Ok(AccessList {
        suspended: status::of(&customer) == Status::Archived,
        people: found.into_iter().map(person).collect(),
    })
}

/// Ends somebody's access to a customer; who has none is not found.
pub async fn withdraw(context: &AppContext, viewer: &Viewer, request: WithdrawRequest) -> Result<(), AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "card").await?;
    let customer = visible::one_to_write(&log.tx, viewer, request.customer_id).await?;
    end(&mut log, &customer, request.account_id).await?;
    log.finish().await
}

/// Ends the access of an account to a customer whose row is held: the sessions and links that opened it end with it, and an
/// invitation that is open to the same address is taken back. Sessions that open other companies too stay open for those.
pub async fn end(log: &mut AuditedTransaction, customer: &customer::Model, account_id: Uuid) -> Result<(), AppError> {
    let (firm_id, customer_id) = (customer.firm_id, customer.id);
    let access = portal_customer::Entity::find_by_id((firm_id, customer_id, account_id)).one(&log.tx).await?;
    log.delete(&access.ok_or(AppError::NotFound)?).await?;
    sessions::close_company(&log.tx, account_id, OneCompany { firm_id, customer_id }).await?;
    if people::kept(&log.tx, account_id).await?.is_empty() {
        sessions::close_all(&log.tx, Holder::Portal { account_id, only: None }).await?;
        links::revoke(&log.tx, Purpose::Portal, account_id, log.at()).await?;
        outbox::withdraw(&log.tx, MailKind::Portal, account_id, log.at()).await?;
    }
    match portal_account::Entity::find_by_id(account_id).one(&log.tx).await? {
        Some(account) => taking_back::take_back_open_to(log, customer, &account.email).await,
        None => Ok(()),
    }
}

/// Ends the access of a contact who is deleted or deactivated, by whichever account it is the contact's, and takes back the invitation
/// that would give it.
pub async fn end_of_contact(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    customer: &customer::Model,
    contact: &contact::Model,
) -> Result<(), AppError> {
    end_known(log, viewer, customer, contact, None).await
}

/// The same of a contact whose address is replaced by `new`. What that address itself opens stays.
pub async fn end_of_renamed(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    customer: &customer::Model,
    contact: &contact::Model,
    new: &str,
) -> Result<(), AppError> {
    let kept = people::key(new);
    if people::key(&contact.email) == kept {
        return Ok(());
    }
    end_known(log, viewer, customer, contact, kept).await
}

async fn end_known(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    customer: &customer::Model,
    contact: &contact::Model,
    kept: Option<String>,
) -> Result<(), AppError> {
    may_end(viewer)?;
    let known = known_by(&log.tx, customer, contact).await?;
    let is_kept = |key: Option<&String>| kept.is_some() && key == kept.as_ref();
    for (_, account) in of_customer(&log.tx, customer.firm_id, customer.id).await? {
        if known.contains(&account.email) && !is_kept(Some(&account.email)) {
            end(log, customer, account.id).await?;
        }
    }
    let ends = |open: &invitation::Model| {
        went_to(open, customer, contact, &known) && !is_kept(people::key(&open.email).as_ref())
    };
    taking_back::take_back_open_of(log, customer, ends).await
}

/// Ends the access of whoever has it by the address of the company, which is replaced by `new`, and takes back the invitation that
/// would give it.
pub async fn end_of_company(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    customer: &customer::Model,
    new: &str,
) -> Result<(), AppError> {
    let old = people::key(&customer.email);
    if old.is_none() || old == people::key(new) {
        return Ok(());
    }
    may_end(viewer)?;
    for (_, account) in of_customer(&log.tx, customer.firm_id, customer.id).await? {
        if old.as_ref() == Some(&account.email) {
            end(log, customer, account.id).await?;
        }
    }
    taking_back::take_back_open_of(log, customer, |open| people::key(&open.email) == old).await
}

fn may_end(viewer: &Viewer) -> Result<(), AppError> {
    if viewer.may(Area::Invitations, Level::Edit) { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Takes a contact who is deleted out of the customer's invitations. One that is open is taken back.
pub async fn forget_contact(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    contact: &contact::Model,
) -> Result<(), AppError> {
    let known = known_by(&log.tx, customer, contact).await?;
    taking_back::forget_contact(log, customer, |invitation| went_to(invitation, customer, contact, &known)).await
}

/// Ends every access to a customer that is removed.
pub async fn end_all(log: &mut AuditedTransaction, customer: &customer::Model) -> Result<(), AppError> {
    for (access, _) in of_customer(&log.tx, customer.firm_id, customer.id).await? {
        end(log, customer, access.account_id).await?;
    }
    Ok(())
}

/// Which of a customer's contacts have access, or an open invitation to it; `contacts` are all of them.
pub async fn contacts_with_access(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
    contacts: &[contact::Model],
) -> Result<HashSet<Uuid>, AppError> {
    let found = of_customer(db, customer.firm_id, customer.id).await?;
    let open = send::open_of(db, customer.firm_id, customer.id).await?;
    if found.is_empty() && open.is_none() {
        return Ok(HashSet::new());
    }
    let known = known_by_contact(db, customer, contacts).await?;
    let has_access = |contact: &&contact::Model| {
        known.get(&contact.id).is_some_and(|known| {
            found.iter().any(|(_, account)| known.contains(&account.email))
                || open.as_ref().is_some_and(|open| went_to(open, customer, contact, known))
        })
    };
    Ok(contacts.iter().filter(has_access).map(|contact| contact.id).collect())
}

/// Whether somebody has access, or an open invitation to it, by the address of the company.
pub async fn company_has_access(db: &impl ConnectionTrait, customer: &customer::Model) -> Result<bool, AppError> {
    let Some(key) = people::key(&customer.email) else { return Ok(false) };
    let open = send::open_of(db, customer.firm_id, customer.id).await?;
    if open.is_some_and(|open| people::key(&open.email).as_ref() == Some(&key)) {
        return Ok(true);
    }
    let found = of_customer(db, customer.firm_id, customer.id).await?;
    Ok(found.iter().any(|(_, account)| account.email == key))
}

/// Whether an invitation went to a contact: chosen as one, or typed by an address that is `known` as the contact's and not the company's.
fn went_to(
    invitation: &invitation::Model,
    customer: &customer::Model,
    contact: &contact::Model,
    known: &HashSet<String>,
) -> bool {
    let to = people::key(&invitation.email);
    let typed = invitation.contact_id.is_none() && to != people::key(&customer.email);
    invitation.contact_id == Some(contact.id) || (typed && to.is_some_and(|key| known.contains(&key)))
}

/// The addresses that are known as a contact's.
async fn known_by(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
    contact: &contact::Model,
) -> Result<HashSet<String>, AppError> {
    let contacts = store::contacts_of(db, customer.firm_id, customer.id).await?;
    Ok(known_by_contact(db, customer, &contacts).await?.remove(&contact.id).unwrap_or_default())
}

/// The same of all contacts of a customer: the address of each, those at which it was invited and accepted, and those that it had
/// before. An address that was passed on to another contact is that one's.
async fn known_by_contact(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
    contacts: &[contact::Model],
) -> Result<HashMap<Uuid, HashSet<String>>, AppError> {
    let mut known = accepted_by_contact(db, customer.firm_id, customer.id).await?;
    let own: HashMap<Uuid, String> =
        contacts.iter().filter_map(|contact| Some((contact.id, people::key(&contact.email)?))).collect();
    let earlier = earlier_addresses(db, customer).await?;
    let is_free = |(_, key): &(Uuid, String)| !own.values().any(|taken| taken == key);
    for (contact_id, key) in earlier.into_iter().filter(is_free) {
        known.entry(contact_id).or_default().insert(key);
    }
    for (contact_id, key) in own {
        known.entry(contact_id).or_default().insert(key);
    }
    Ok(known)
}

/// The addresses that contacts of a customer had before they were changed, as the change log tells.
async fn earlier_addresses(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
) -> Result<Vec<(Uuid, String)>, AppError> {
    let lines: Vec<(Uuid, String)> = change::Entity::find()
        .select_only()
        .columns([change::Column::RecordId, change::Column::Fields])
        .filter(change::Column::FirmId.eq(customer.firm_id))
        .filter(change::Column::CustomerId.eq(customer.id))
        .filter(change::Column::RecordKind.eq("contact"))
        .filter(change::Column::Action.eq("update"))
        .filter(change::Column::Fields.contains("\"email\""))
        .into_tuple()
        .all(db)
        .await?;
    let before = |(contact_id, fields): (Uuid, String)| {
        let fields: serde_json::Value = serde_json::from_str(&fields).ok()?;
        Some((contact_id, people::key(fields["email"][0].as_str()?)?))
    };
    Ok(lines.into_iter().filter_map(before).collect())
}

/// The addresses at which each contact of a customer accepted.
async fn accepted_by_contact(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<HashMap<Uuid, HashSet<String>>, AppError> {
    let accepted = invitation::Entity::find()
        .filter(invitation::Column::FirmId.eq(firm_id))
        .filter(invitation::Column::CustomerId.eq(customer_id))
        .filter(invitation::Column::Status.eq(InvitationStatus::Accepted.key()))
        .all(db)
        .await?;
    let mut by_contact: HashMap<Uuid, HashSet<String>> = HashMap::new();
    for invitation in accepted {
        if let (Some(contact_id), Some(key)) = (invitation.contact_id, people::key(&invitation.email)) {
            by_contact.entry(contact_id).or_default().insert(key);
        }
    }
    Ok(by_contact)
}

async fn of_customer(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<(portal_customer::Model, portal_account::Model)>, AppError> {
    let found = portal_customer::Entity::find()
        .filter(portal_customer::Column::FirmId.eq(firm_id))
        .filter(portal_customer::Column::CustomerId.eq(customer_id))
        .order_by_asc(portal_customer::Column::Since)
        .order_by_asc(portal_customer::Column::AccountId)
        .all(db)
        .await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids = found.iter().map(|access| access.account_id);
    let accounts = portal_account::Entity::find().filter(portal_account::Column::Id.is_in(ids)).all(db).await?;
    let mut accounts: HashMap<Uuid, _> = accounts.into_iter().map(|account| (account.id, account)).collect();
    let with_account = |access: portal_customer::Model| {
        let account = accounts.remove(&access.account_id)?;
        Some((access, account))
    };
    Ok(found.into_iter().filter_map(with_account).collect())
}
