//! The mail about a sign-in with a new browser, and the link in it that ends that session.

use domain::Device;
use entity::{firm, portal_account, sign_in, user};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{api::NewDevice, browsers};
use crate::{
    clock,
    context::AppContext,
    error::{AppError, Refusal},
    mail::{MailKind, NewMail, outbox},
    portal::people,
    session::{
        links::{self, Purpose},
        queries::{self, Holder},
        viewer_of::account_country,
    },
};

/// Queues the mail about a line of the log, in the language of whoever it is for. One about a session of one company goes with that
/// customer when it is deleted.
pub async fn queue(db: &impl ConnectionTrait, holder: Holder, line_id: Uuid) -> Result<(), AppError> {
    let (firm_id, customer_id, recipient, locale) = match holder {
        Holder::User { firm_id, user_id } => {
            let user = user::Entity::find_by_id((firm_id, user_id)).one(db).await?.ok_or(AppError::NotFound)?;
            (Some(firm_id), None, user.email, user.locale)
        }
        Holder::Portal { account_id, only } => {
            let account = portal_account::Entity::find_by_id(account_id).one(db).await?.ok_or(AppError::NotFound)?;
            let firm_id = match only {
                Some(company) => Some(company.firm_id),
                None => people::only_firm(db, account_id).await?,
            };
            (firm_id, only.map(|company| company.customer_id), account.email, account.locale)
        }
    };
    let kind = MailKind::NewDevice;
    outbox::queue(db, NewMail { kind, firm_id, customer_id, subject_id: line_id, recipient, locale }).await
}

/// What the link of such a mail is about. Looking changes nothing.
pub async fn shown(context: &AppContext, token: &str) -> Result<NewDevice, AppError> {
    let db = &context.db.read;
    let link = links::peek(db, Purpose::Device, token, clock::now()).await?;
    let line = line(db, link.subject_id).await?;
    let country = match (line.firm_id, line.portal_account_id) {
        (_, Some(account_id)) => account_country(db, account_id).await?,
        (Some(id), None) => firm::Entity::find_by_id(id).one(db).await?.map(|firm| firm.country).unwrap_or_default(),
        (None, None) => String::new(),
    };
    let device = Device::stored(&line.device);
    Ok(NewDevice { device, address: line.address, at: line.at, country, portal: line.portal })
}

/// Ends every session of the account that the link tells of, since a stranger may have opened more of them, and forgets its
/// browsers; whether it was one of a customer.
pub async fn end(context: &AppContext, token: &str) -> Result<bool, AppError> {
    let tx = context.db.begin().await?;
    let link = links::redeem(&tx, Purpose::Device, token, clock::now()).await?;
    let line = line(&tx, link.subject_id).await?;
    let user = line.firm_id.zip(line.user_id).map(|(firm_id, user_id)| Holder::User { firm_id, user_id });
    let person = line.portal_account_id.map(|account_id| Holder::Portal { account_id, only: None });
    if let Some(holder) = user.or(person) {
        queries::close_all(&tx, holder).await?;
        browsers::forget_all(&tx, holder.account_id()).await?;
    }
    tx.commit().await?;
    Ok(line.portal)
}

async fn line(db: &impl ConnectionTrait, id: Uuid) -> Result<sign_in::Model, AppError> {
    sign_in::Entity::find_by_id(id).one(db).await?.ok_or(AppError::Refused(Refusal::LinkInvalid))
}
