//! New passwords: by a link in a mail, or by knowing the old one.

use domain::Email;
use entity::{firm, link, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Viewer, Visitor, attempts,
    attempts::{Key, Tries},
    links::{self, Purpose},
    password,
    plain::Sent,
    queries::{self, Holder},
    request, sign_in,
    sign_ins::{
        SignInResult, browsers,
        record::{self, Subject},
    },
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    clock,
    context::AppContext,
    error::{AppError, FieldError, Refusal},
    mail::{MailKind, NewMail, outbox},
};

/// Sends a link to choose a new password, if there is such a colleague. The answer is the same if there is not, and so it is
/// when that account had its share of mails for now.
pub async fn forgotten(context: &AppContext, email: &str) -> Result<(), AppError> {
    let (account, now) = (Email::key_of(email), clock::now());
    let tx = context.db.begin().await?;
    attempts::count_mail(&tx, now).await?;
    match attempts::count(&tx, &[Key::MailTo(&account)], now).await {
        Ok(()) => {
            let found = user::Entity::find().filter(user::Column::Email.eq(&account)).one(&tx).await?;
            if let Some(user) = found.filter(|user| user.active && user.password_hash.is_some()) {
                outbox::queue(&tx, mail(&user, MailKind::Password)).await?;
            }
        }
        Err(AppError::TooOften(_)) => {}
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// A mail to a colleague, in the colleague's language.
pub fn mail(user: &user::Model, kind: MailKind) -> NewMail {
    NewMail {
        kind,
        firm_id: Some(user.firm_id),
        customer_id: None,
        subject_id: user.id,
        recipient: user.email.clone(),
        locale: user.locale.clone(),
    }
}

/// The colleague whom a link is about, unless it left meanwhile.
pub async fn colleague_of(db: &impl ConnectionTrait, link: &link::Model) -> Result<user::Model, AppError> {
    let gone = || AppError::Refused(Refusal::LinkInvalid);
    let key = (link.firm_id.ok_or_else(gone)?, link.subject_id);
    user::Entity::find_by_id(key).one(db).await?.filter(|user| user.active).ok_or_else(gone)
}

/// The hash of a colleague's new password, in which neither its name nor the firm's stands.
pub async fn hashed(
    db: &impl ConnectionTrait,
    user: &user::Model,
    name: &str,
    password: String,
) -> Result<String, AppError> {
    let firm = firm::Entity::find_by_id(user.firm_id).one(db).await?.map(|firm| firm.name).unwrap_or_default();
    password::hash(password, &[name, &user.email, &firm]).await
}

/// Sets the password by a link from a mail. Every session of the colleague ends. Whoever else is signed
/// in to this browser is signed out, if that was agreed to: the page to sign in comes next.
pub async fn choose(context: &AppContext, token: &str, password: String, agreed: bool) -> Result<(), AppError> {
    let now = clock::now();
    let link = links::peek(&context.db.read, Purpose::Password, token, now).await;
    let link = record::link_outcome(context, Purpose::Password, token, link).await?;
    let user = colleague_of(&context.db.read, &link).await?;
    sign_in::allow_replacing(|visitor| is_user(visitor, &user), agreed)?;
    let hash = hashed(&context.db.read, &user, &user.name, password).await?;
    let tx = context.db.begin().await?;
    links::redeem(&tx, Purpose::Password, token, now).await?;
    Tries::new(&user.email, request::address(), None).forget(&tx).await?;
    browsers::forget_all(&tx, user.id).await?;
    let holder = Holder::User { firm_id: user.firm_id, user_id: user.id };
    record::write(&tx, Subject::Known(holder), SignInResult::PasswordChosen, None, now).await?;
    write(context, AuditedTransaction::new(tx, own(&user, "password_link")), &user, hash).await?;
    sign_in::sign_out(context).await
}

/// Whether this is who is signed in.
pub fn is_user(visitor: &Visitor, user: &user::Model) -> bool {
    matches!(visitor, Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) if viewer.user_id == user.id && viewer.firm_id == user.firm_id)
}

/// Replaces the password of who knows the old one. Other sessions end; this browser gets a new one.
pub async fn change(context: &AppContext, viewer: &Viewer, current: String, new: String) -> Result<(), AppError> {
    let user = prove(context, viewer, current, "current").await?;
    let hash = hashed(&context.db.read, &user, &user.name, new).await?;
    let tx = context.db.begin().await?;
    links::revoke(&tx, Purpose::Password, user.id, clock::now()).await?;
    write(context, AuditedTransaction::new(tx, own(&user, "profile")), &user, hash).await?;
    let holder = Holder::User { firm_id: user.firm_id, user_id: user.id };
    sign_in::welcome(context, holder, &user.locale, None).await
}

/// Does so by a plain form, and tells the next page.
pub async fn change_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    change(context, &sent.viewer, sent.text("current").to_owned(), sent.text("password").to_owned()).await?;
    Ok("/profiel?bewaard=ja".to_owned())
}

/// The viewer as it is stored, if this is its password; else the field of this name is wrong. Guessing slows down.
pub async fn prove(
    context: &AppContext,
    viewer: &Viewer,
    password: String,
    field: &'static str,
) -> Result<user::Model, AppError> {
    let key = Key::Own(viewer.user_id);
    let tx = context.db.begin().await?;
    attempts::count(&tx, &[key], clock::now()).await?;
    tx.commit().await?;

    let id = (viewer.firm_id, viewer.user_id);
    let user = user::Entity::find_by_id(id).one(&context.db.read).await?.ok_or(AppError::Unauthenticated)?;
    if !password::verify(password, user.password_hash.clone()).await? {
        return Err(AppError::field(field, FieldError::WrongPassword));
    }
    let tx = context.db.begin().await?;
    attempts::forget(&tx, key).await?;
    tx.commit().await?;
    Ok(user)
}

/// A change that a colleague makes to its own account.
pub fn own(user: &user::Model, source: &'static str) -> Origin {
    Origin { firm_id: user.firm_id, actor: Actor::User(user.id), source, batch_id: None }
}

/// The colleague with a new password. The log tells when it was chosen, and nothing of the password.
pub fn with_password(log: &AuditedTransaction, user: &user::Model, hash: String) -> user::Model {
    user::Model { password_hash: Some(hash), password_set_at: Some(log.at()), ..user.clone() }
}

/// Stores the new password, ends every session, and tells the colleague: it may have been somebody else.
async fn write(
    context: &AppContext,
    mut log: AuditedTransaction,
    user: &user::Model,
    hash: String,
) -> Result<(), AppError> {
    let after = with_password(&log, user, hash);
    log.update(user, after).await?;
    queries::close_all(&log.tx, Holder::User { firm_id: user.firm_id, user_id: user.id }).await?;
    outbox::queue(&log.tx, mail(user, MailKind::PasswordSet)).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}
