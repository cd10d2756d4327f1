//! How a customer's person signs in: by a password, or by a link in a mail.

use chrono::Utc;
use domain::Email;
use entity::{portal_account, portal_customer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::access;
use crate::{
    context::AppContext,
    error::{AppError, Refusal},
    mail::{MailKind, NewMail, outbox},
    session::{
        address,
        attempts::{self, Key},
        back::Sent,
        links::{self, Purpose},
        queries::Holder,
        request,
        sign_in::{self, Door},
        sign_ins::{SignInResult, record},
    },
};

/// Signs in with a password, or says `Unauthenticated` for a wrong one and for an address that nobody knows alike.
pub async fn by_password(context: &AppContext, email: &str, password: String) -> Result<(), AppError> {
    let typed = email;
    let email = Email::key_of(typed);
    let found = account(&context.db.read, &email).await?;
    let holder = found.as_ref().map(|account| Holder::Portal { account_id: account.id });
    let hash = found.as_ref().and_then(|account| account.password_hash.clone());
    // Somebody may be a colleague of a firm and a customer of another, with one address: they are counted apart.
    let counted = format!("portal {email}");
    let door = Door { counted: &counted, typed, holder, portal: true, deactivated: false };
    door.prove(context, password, hash).await?;
    let Some((account, holder)) = found.zip(holder) else { return Err(AppError::Unauthenticated) };
    sign_in::welcome(context, holder, &account.locale, Some(SignInResult::Right)).await
}

/// Sends a link to sign in with, if the address is known. The answer is the same if it is not, and when it had its share of mails.
pub async fn ask_link(context: &AppContext, email: &str) -> Result<(), AppError> {
    let (email, now) = (Email::key_of(email), Utc::now());
    let counted = format!("portal {email}");
    let tx = context.db.begin().await?;
    let places = address::networks(request::address());
    let from: Vec<_> = places.into_iter().map(Key::MailsFrom).collect();
    attempts::count(&tx, &from, now).await?;
    match attempts::count(&tx, &[Key::MailTo(&counted)], now).await {
        Ok(()) => {
            if let Some(account) = account(&tx, &email).await? {
                outbox::queue(&tx, mail(&tx, &account).await?).await?;
            }
        }
        Err(AppError::TooOften(_)) => {}
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// Signs in with the link of a mail.
pub async fn by_link(context: &AppContext, token: &str) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    let redeemed = links::redeem(&tx, Purpose::Portal, token, Utc::now()).await;
    tx.commit().await?;
    let link = record::link_outcome(context, Purpose::Portal, token, redeemed).await?;
    let account = portal_account::Entity::find_by_id(link.subject_id).one(&context.db.read).await?;
    let account = account.ok_or(AppError::Refused(Refusal::LinkInvalid))?;
    sign_in::welcome(context, Holder::Portal { account_id: account.id }, &account.locale, Some(SignInResult::Link))
        .await
}

/// Ends the session of this browser.
pub async fn leave(context: &AppContext) -> Result<(), AppError> {
    sign_in::sign_out(context).await
}

/// Goes on, or back to the page where one signs in, with the address that was typed there.
pub fn answer(outcome: Result<(), AppError>, on: &str, email: &str) -> Result<(), AppError> {
    let typed = [("email", email)];
    let sent = Sent { form: access::FORM, page: "/toegang", typed: if email.is_empty() { &[] } else { &typed } };
    sent.answer(outcome.map(|()| on.to_owned()))
}

async fn account(db: &impl ConnectionTrait, email: &str) -> Result<Option<portal_account::Model>, AppError> {
    Ok(portal_account::Entity::find().filter(portal_account::Column::Email.eq(email)).one(db).await?)
}

/// The mail carries the name of the firm where there is one only.
async fn mail(db: &impl ConnectionTrait, account: &portal_account::Model) -> Result<NewMail, AppError> {
    let of_account = portal_customer::Column::AccountId.eq(account.id);
    let kept = portal_customer::Entity::find().filter(of_account).all(db).await?;
    let firm_id = match kept.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other.firm_id == first.firm_id) => Some(first.firm_id),
        _ => None,
    };
    Ok(NewMail {
        kind: MailKind::Portal,
        firm_id,
        customer_id: None,
        subject_id: account.id,
        recipient: account.email.clone(),
        locale: account.locale.clone(),
    })
}
