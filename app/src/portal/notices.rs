//! What fraud begins with is told: a bank account, an e-mail address or a password that a customer's person changed. The firm hears
//! it, and so do the addresses that were known before.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::{Email, permissions::Area};
use entity::{customer, outbox as outbox_row, portal_account};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::SimpleExpr};
use uuid::Uuid;

use super::people;
use crate::{
    audit::AuditedTransaction,
    error::AppError,
    mail::{MailKind, NewMail, outbox},
    session::PortalViewer,
    settings::users,
};

/// What such a mail tells of: a customer, its person, its account.
const SHOWN: [Area; 3] = [Area::Customers, Area::Contacts, Area::Financial];
/// Changes that are told, of one person within an hour.
const CHANGES: u64 = 10;

/// Tells of the change that the log's last line holds. `known` are the addresses that the company or the contact had before.
pub async fn data_changed(
    log: &AuditedTransaction,
    viewer: &PortalViewer,
    customer: &customer::Model,
    known: &str,
) -> Result<(), AppError> {
    let Some(line) = log.last_line() else { return Ok(()) };
    may_change_data(&log.tx, &viewer.email, log.at()).await?;
    let mail = |kind, recipient: &str, locale: &str| NewMail {
        kind,
        firm_id: Some(customer.firm_id),
        customer_id: Some(customer.id),
        subject_id: line,
        recipient: recipient.to_owned(),
        locale: locale.to_owned(),
    };
    let colleagues = users::answering_for(&log.tx, customer.firm_id, customer.manager_id, &SHOWN).await?;
    let mut mails: Vec<NewMail> =
        colleagues.iter().map(|user| mail(MailKind::DataChanged, &user.email, &user.locale)).collect();
    let addresses = [known, &viewer.email].into_iter().filter_map(|email| email.parse::<Email>().ok());
    let copies: BTreeMap<String, Email> = addresses.map(|email| (email.key(), email)).collect();
    mails.extend(copies.values().map(|email| mail(MailKind::DataChangedCopy, email.as_str(), &viewer.locale)));
    outbox::queue_all(&log.tx, mails).await
}

/// Refuses a change where as many were told of within the hour.
async fn may_change_data(db: &impl ConnectionTrait, email: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    // Mails are stored with the address that they are sent to.
    let address = email.parse::<Email>().map_or_else(|_| email.to_owned(), String::from);
    not_too_many(db, MailKind::DataChangedCopy, outbox_row::Column::Recipient.eq(address), now).await
}

/// Refuses a new password where as many were told of within the hour.
///
/// # Errors
/// `TooOften`.
pub async fn may_choose_password(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    not_too_many(db, MailKind::PortalPassword, outbox_row::Column::SubjectId.eq(account_id), now).await
}

/// Refuses where as many of these mails to a person were queued within the hour: whoever causes more only has mails sent.
async fn not_too_many(
    db: &impl ConnectionTrait,
    kind: MailKind,
    to_person: SimpleExpr,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let told = outbox_row::Entity::find()
        .filter(to_person)
        .filter(outbox_row::Column::Kind.eq(kind.key()))
        .filter(outbox_row::Column::CreatedAt.gt(now - Duration::hours(1)));
    if told.count(db).await? < CHANGES { Ok(()) } else { Err(AppError::TooOften(3_600)) }
}

/// Tells that the password of an account was chosen or changed: its own address, and each firm whose customer it keeps.
pub async fn password_changed(db: &impl ConnectionTrait, account: &portal_account::Model) -> Result<(), AppError> {
    let mail = |kind, of: Option<(Uuid, Uuid)>, recipient: &str, locale: &str| NewMail {
        kind,
        firm_id: of.map(|(firm_id, _)| firm_id),
        customer_id: of.map(|(_, customer_id)| customer_id),
        subject_id: account.id,
        recipient: recipient.to_owned(),
        locale: locale.to_owned(),
    };
    let own = mail(MailKind::PortalPassword, None, &account.email, &account.locale);
    // In the name of the firm where there is one only.
    let mut mails = vec![NewMail { firm_id: people::only_firm(db, account.id).await?, ..own }];
    // One company stands for all that a firm has with this person: one mail a firm.
    let kept = people::kept(db, account.id).await?;
    let firms: BTreeMap<Uuid, Uuid> = kept.into_iter().map(|kept| (kept.firm_id, kept.customer_id)).collect();
    for of in firms {
        let Some(customer) = customer::Entity::find_by_id(of).one(db).await? else { continue };
        let colleagues = users::answering_for(db, customer.firm_id, customer.manager_id, &SHOWN).await?;
        mails.extend(
            colleagues.iter().map(|user| mail(MailKind::PortalPasswordFirm, Some(of), &user.email, &user.locale)),
        );
    }
    outbox::queue_all(db, mails).await
}
