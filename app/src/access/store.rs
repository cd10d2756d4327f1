//! Reading who has access to a customer's own page, and ending it.

use std::collections::{HashMap, HashSet};

use domain::{
    customers::Status,
    email,
    permissions::{Area, Level},
};
use entity::{contact, customer, invitation, portal_account, portal_customer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    api::WithdrawRequest,
    records::{AccessList, Person},
};
use crate::{
    audit::Log,
    context::{AppContext, Db},
    customers::{status, visible},
    error::AppError,
    invitations::send,
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
    let mut log = Log::by(context, viewer, "card").await?;
    let customer = visible::one_to_write(&log.tx, viewer, request.customer_id).await?;
    end(&mut log, &customer, request.account_id).await?;
    log.finish().await
}

/// Ends the access of an account to a customer whose row is held: the sessions and links that opened it end with it, and an
/// invitation that is open to the same address is taken back. Sessions that open other companies too stay open for those.
pub async fn end(log: &mut Log, customer: &customer::Model, account_id: Uuid) -> Result<(), AppError> {
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
        Some(account) => send::take_back_open_to(log, customer, &account.email).await,
        None => Ok(()),
    }
}

/// Ends the access of a contact who is deleted or deactivated, by whichever account it is the contact's, and takes back the invitation
/// that would give it.
pub async fn end_of_contact(
    log: &mut Log,
    viewer: &Viewer,
    customer: &customer::Model,
    contact: &contact::Model,
) -> Result<(), AppError> {
    if !viewer.may(Area::Invitations, Level::Edit) {
        return Err(AppError::Forbidden);
    }
    let found = of_customer(&log.tx, customer.firm_id, customer.id).await?;
    for account_id in accounts_of(&log.tx, contact, &found).await? {
        end(log, customer, account_id).await?;
    }
    send::take_back_open_of(log, customer, contact).await
}

/// Ends every access to a customer that is removed.
pub async fn end_all(log: &mut Log, customer: &customer::Model) -> Result<(), AppError> {
    for (access, _) in of_customer(&log.tx, customer.firm_id, customer.id).await? {
        end(log, customer, access.account_id).await?;
    }
    Ok(())
}

/// Which of a customer's contacts have access, or an open invitation to it.
pub async fn contacts_with_access(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
    contacts: &[contact::Model],
) -> Result<HashSet<Uuid>, AppError> {
    let (firm_id, customer_id) = (customer.firm_id, customer.id);
    let found = of_customer(db, firm_id, customer_id).await?;
    let open = send::open_of(db, firm_id, customer_id).await?;
    let accepted = match found.as_slice() {
        [] => HashMap::new(),
        _ => accepted_by_contact(db, firm_id, customer_id).await?,
    };
    let has_access = |contact: &&contact::Model| {
        !matching(contact, &found, accepted.get(&contact.id)).is_empty()
            || open.as_ref().is_some_and(|open| send::is_of_contact(open, customer, contact))
    };
    Ok(contacts.iter().filter(has_access).map(|contact| contact.id).collect())
}

async fn accounts_of(
    db: &impl ConnectionTrait,
    contact: &contact::Model,
    found: &[(portal_customer::Model, portal_account::Model)],
) -> Result<Vec<Uuid>, AppError> {
    let invited = accepted_by_contact(db, contact.firm_id, contact.customer_id).await?;
    Ok(matching(contact, found, invited.get(&contact.id)))
}

/// The accounts that are a contact's: at its address, or at one where it was invited and accepted.
fn matching(
    contact: &contact::Model,
    found: &[(portal_customer::Model, portal_account::Model)],
    invited: Option<&HashSet<String>>,
) -> Vec<Uuid> {
    let own = people::key(&contact.email);
    let is_own = |email: &String| own.as_ref() == Some(email) || invited.is_some_and(|keys| keys.contains(email));
    found.iter().filter(|(_, account)| is_own(&account.email)).map(|(_, account)| account.id).collect()
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
        .filter(invitation::Column::Status.eq("accepted"))
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
