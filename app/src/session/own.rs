//! What a colleague keeps of itself: joining by a link, its name and its language.

use domain::{Language, Line, email};
use entity::{firm, user};
use sea_orm::EntityTrait;

use super::{
    Account, Invited, Viewer,
    api::AccountRequest,
    cookie,
    links::{self, Purpose},
    passwords::{colleague_of, hashed, is_user, own, with_password},
    plain::Sent,
    sign_in,
    sign_ins::{SignInResult, record},
};
use crate::{
    audit::AuditedTransaction,
    clock,
    context::AppContext,
    customers::store,
    error::{AppError, FieldError, FormValidator},
};

/// Whom a link in a mail is for, without using it.
pub async fn invited(context: &AppContext, purpose: Purpose, token: &str) -> Result<Invited, AppError> {
    let db = &context.db.read;
    let link = links::peek(db, purpose, token, clock::now()).await?;
    let user = colleague_of(db, &link).await?;
    let firm = firm::Entity::find_by_id(user.firm_id).one(db).await?.ok_or(AppError::NotFound)?;
    Ok(Invited { firm: firm.name, name: user.name, email: email::shown(&user.email) })
}

/// An invited colleague sets its name and password, and is signed in; gives the page that comes next.
pub async fn join(
    context: &AppContext,
    token: &str,
    name: &str,
    password: String,
    agreed: bool,
) -> Result<String, AppError> {
    let now = clock::now();
    let link = links::peek(&context.db.read, Purpose::Colleague, token, now).await;
    let link = record::link_outcome(context, Purpose::Colleague, token, link).await?;
    let user = colleague_of(&context.db.read, &link).await?;
    sign_in::allow_replacing(|visitor| is_user(visitor, &user), agreed)?;
    let mut validator = FormValidator::default();
    let name = validator.required::<Line>("name", name);
    validator.done()?;
    let hash = hashed(&context.db.read, &user, &name, password).await?;
    let tx = context.db.begin().await?;
    links::redeem(&tx, Purpose::Colleague, token, now).await?;
    let mut log = AuditedTransaction::new(tx, own(&user, "join"));
    let joined = user::Model { name, ..with_password(&log, &user, hash) };
    write(&mut log, &user, joined).await?;
    log.finish().await?;
    sign_in::admit(context, &user, "/klanten", SignInResult::Joined).await
}

/// The viewer's own account, as it is stored now.
pub async fn account(context: &AppContext, viewer: &Viewer) -> Result<Account, AppError> {
    Ok(shown(&stored(context, viewer).await?))
}

/// Changes the viewer's name and language; the page's language follows.
pub async fn change(context: &AppContext, viewer: &Viewer, request: AccountRequest) -> Result<Account, AppError> {
    let mut validator = FormValidator::default();
    let name = validator.required::<Line>("name", &request.name);
    if Language::of_texts(&request.locale).is_none() {
        validator.refuse("locale", FieldError::Rejected(domain::Reason::UnknownLanguage.into()));
    }
    validator.done()?;
    let before = stored(context, viewer).await?;
    if before.version != request.version {
        return Err(AppError::conflict(&shown(&before)));
    }
    let after = user::Model { name, locale: request.locale, no_digest: !request.digest, ..before.clone() };
    let mut log = AuditedTransaction::new(context.db.begin().await?, own(&before, "profile"));
    write(&mut log, &before, after.clone()).await?;
    log.finish().await?;
    cookie::set_locale(&after.locale)?;
    account(context, viewer).await
}

/// Does so by a plain form, and tells the next page.
pub async fn change_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let (name, locale) = (sent.text("name").to_owned(), sent.text("locale").to_owned());
    let digest = !sent.text("digest").is_empty();
    change(context, &sent.viewer, AccountRequest { version: sent.version(), name, locale, digest }).await?;
    Ok("/profiel?bewaard=ja".to_owned())
}

/// Stores a colleague as it is now. The customers that it manages sort by its name.
async fn write(log: &mut AuditedTransaction, before: &user::Model, after: user::Model) -> Result<(), AppError> {
    let name = after.name.clone();
    if before.name == name {
        return log.update(before, after).await;
    }
    store::hold_managed_by(&log.tx, before.firm_id, before.id).await?;
    log.update(before, after).await?;
    store::rename_manager(&log.tx, before.firm_id, before.id, &name).await
}

async fn stored(context: &AppContext, viewer: &Viewer) -> Result<user::Model, AppError> {
    let key = (viewer.firm_id, viewer.user_id);
    user::Entity::find_by_id(key).one(&context.db.read).await?.ok_or(AppError::Unauthenticated)
}

fn shown(user: &user::Model) -> Account {
    Account {
        version: user.version,
        name: user.name.clone(),
        email: email::shown(&user.email),
        locale: user.locale.clone(),
        digest: !user.no_digest,
    }
}
