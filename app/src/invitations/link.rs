//! What the link of an invitation leads to.

use chrono::{DateTime, Utc};
use domain::email;
use entity::{customer, firm, invitation, link, portal_account, user};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    records::{Account, Invitation, Opened, Standing},
    states::standing,
};
use crate::{
    error::AppError,
    portal::people,
    session::{cookie, secret},
    settings::firm::letterhead,
};

/// The page that a link leads to.
pub fn page(token: &str) -> String {
    format!("/uitnodiging/{}", cookie::encoded(token))
}

/// The invitation of a link, whatever became of either. Reading it changes nothing: mail scanners open links.
pub async fn invitation_of(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<(link::Model, invitation::Model)>, AppError> {
    let link = link::Entity::find_by_id(secret::hash(token)).one(db).await?;
    let Some(link) = link.filter(|link| link.purpose == "invitation") else { return Ok(None) };
    let Some(firm_id) = link.firm_id else { return Ok(None) };
    let found = invitation::Entity::find_by_id((firm_id, link.subject_id)).one(db).await?;
    Ok(found.map(|invitation| (link, invitation)))
}

/// What its page shows.
pub async fn opened(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<Opened, AppError> {
    let Some((link, invitation)) = invitation_of(db, token).await? else { return Ok(Opened::Unknown) };
    let firm = firm::Entity::find_by_id(invitation.firm_id).one(db).await?.ok_or(AppError::NotFound)?;
    let firm = letterhead(&firm);
    match standing(&invitation) {
        Standing::Accepted => return Ok(Opened::Accepted { firm }),
        Standing::Declined => return Ok(Opened::Declined { firm }),
        Standing::Withdrawn => return Ok(Opened::Withdrawn { firm }),
        Standing::Expired => return Ok(Opened::Expired { firm }),
        Standing::Open if link.revoked_at.is_some() => return Ok(Opened::Replaced { firm }),
        Standing::Open if link.used_at.is_some() || link.expires_at <= now => return Ok(Opened::LinkExpired { firm }),
        Standing::Open => {}
    }
    let of_customer = customer::Entity::find_by_id((invitation.firm_id, invitation.customer_id)).one(db).await?;
    let Some(customer) = of_customer else { return Ok(Opened::Withdrawn { firm }) };
    let sender = user::Entity::find_by_id((invitation.firm_id, invitation.created_by)).one(db).await?;
    Ok(Opened::Open(Box::new(Invitation {
        letterhead: firm,
        sender: sender.map(|user| user.name).unwrap_or_default(),
        customer: customer.name,
        account: match people::by_email(db, &invitation.email).await? {
            Some(account) => state_of(db, &invitation, &account).await?,
            None => Account::New,
        },
        name: invitation.name,
        email: email::shown(&invitation.email),
        note: invitation.note,
    })))
}

/// What an account has besides the company that it is invited for.
pub async fn state_of(
    db: &impl ConnectionTrait,
    invitation: &invitation::Model,
    account: &portal_account::Model,
) -> Result<Account, AppError> {
    if account.password_hash.is_some() {
        return Ok(Account::WithPassword);
    }
    let invited = (invitation.firm_id, invitation.customer_id);
    let kept = people::kept(db, account.id).await?;
    let others = kept.iter().any(|kept| (kept.firm_id, kept.customer_id) != invited);
    Ok(if others { Account::Others } else { Account::New })
}
