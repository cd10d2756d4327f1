//! The mail about a sign-in with a new browser, and the link in it that ends that session.

use chrono::Utc;
use domain::Device;
use entity::{portal_account, session, sign_in, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{api::NewDevice, browsers};
use crate::{
    context::AppContext,
    error::{AppError, Refusal},
    mail::{MailKind, NewMail, outbox},
    session::{
        links::{self, Purpose},
        queries::Holder,
    },
};

/// Queues the mail about a line of the log, in the language of whoever it is for.
pub async fn queue(db: &impl ConnectionTrait, holder: Holder, line_id: Uuid) -> Result<(), AppError> {
    let (firm_id, recipient, locale) = match holder {
        Holder::User { firm_id, user_id } => {
            let user = user::Entity::find_by_id((firm_id, user_id)).one(db).await?.ok_or(AppError::NotFound)?;
            (Some(firm_id), user.email, user.locale)
        }
        Holder::Portal { account_id, .. } => {
            let account = portal_account::Entity::find_by_id(account_id).one(db).await?.ok_or(AppError::NotFound)?;
            (None, account.email, account.locale)
        }
    };
    let kind = MailKind::NewDevice;
    outbox::queue(db, NewMail { kind, firm_id, customer_id: None, subject_id: line_id, recipient, locale }).await
}

/// What the link of such a mail is about. Looking changes nothing.
pub async fn shown(context: &AppContext, token: &str) -> Result<NewDevice, AppError> {
    let db = &context.db.read;
    let link = links::peek(db, Purpose::Device, token, Utc::now()).await?;
    let line = line(db, link.subject_id).await?;
    Ok(NewDevice { device: Device::stored(&line.device), address: line.address, at: line.at, portal: line.portal })
}

/// Ends the session that the link tells of, and forgets the browsers of the account; whether it was one of a customer.
pub async fn end(context: &AppContext, token: &str) -> Result<bool, AppError> {
    let tx = context.db.begin().await?;
    let link = links::redeem(&tx, Purpose::Device, token, Utc::now()).await?;
    let line = line(&tx, link.subject_id).await?;
    if let Some(id) = line.session_id {
        session::Entity::delete_many().filter(session::Column::Id.eq(id)).exec(&tx).await?;
    }
    if let Some(account_id) = line.user_id.or(line.portal_account_id) {
        browsers::forget_all(&tx, account_id).await?;
    }
    tx.commit().await?;
    Ok(line.portal)
}

async fn line(db: &impl ConnectionTrait, id: Uuid) -> Result<sign_in::Model, AppError> {
    sign_in::Entity::find_by_id(id).one(db).await?.ok_or(AppError::Refused(Refusal::LinkInvalid))
}
