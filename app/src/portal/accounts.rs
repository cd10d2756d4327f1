//! What a customer's person changes about its own access.

use domain::{Language, Line, clean, email};
use entity::portal_account;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::{entry, notices, own_access, queries as queries_of_portal, records::Access, save};
use crate::{
    audit::rate,
    clock,
    context::AppContext,
    error::{AppError, FieldError, Refusal},
    mail::{MailKind, outbox},
    session::{
        PortalViewer,
        attempts::{self, Key},
        back::Sent,
        cookie,
        links::{self, Purpose},
        password, queries, sign_in,
        sign_ins::browsers,
        typed,
    },
};

/// So many companies are looked at for names that may not stand in a password.
const KNOWN: usize = 20;

/// How this person signs in.
pub async fn access(db: &impl ConnectionTrait, viewer: &PortalViewer) -> Result<Access, AppError> {
    let account = portal_account::Entity::find_by_id(viewer.account_id).one(db).await?;
    let account = account.ok_or(AppError::Unauthenticated)?;
    Ok(Access {
        account_id: account.id,
        version: account.version,
        name: if viewer.only.is_none() { account.name } else { String::new() },
        email: email::shown(&account.email),
        locale: account.locale,
        has_password: account.password_hash.is_some(),
        limited: viewer.only.is_some(),
    })
}

/// Nothing of an account can be changed by who came in by the link of one company.
fn signed_in(viewer: &PortalViewer) -> Result<(), AppError> {
    if viewer.only.is_none() { Ok(()) } else { Err(AppError::Refused(Refusal::SignInFirst)) }
}

/// Changes name and language, as they were read in `version`.
pub async fn save(
    context: &AppContext,
    viewer: &PortalViewer,
    version: i32,
    name: &str,
    locale: &str,
) -> Result<(), AppError> {
    signed_in(viewer)?;
    let rejected = |field: &'static str| move |rejection| AppError::field(field, FieldError::Rejected(rejection));
    let name =
        if clean::is_blank(name) { String::new() } else { name.parse::<Line>().map_err(rejected("name"))?.to_string() };
    let locale = locale.parse::<Language>().map_err(rejected("locale"))?.to_string();
    let tx = context.db.begin().await?;
    let after = portal_account::ActiveModel {
        version: Set(version + 1),
        name: Set(name),
        locale: Set(locale.clone()),
        ..Default::default()
    };
    let saved = portal_account::Entity::update_many()
        .set(after)
        .filter(portal_account::Column::Id.eq(viewer.account_id))
        .filter(portal_account::Column::Version.eq(version))
        .exec(&tx)
        .await?;
    if saved.rows_affected == 0 {
        return Err(AppError::Conflict(String::new()));
    }
    rate::count(viewer.account_id)?;
    tx.commit().await?;
    cookie::set_locale(&locale)
}

/// Chooses a password. Who has one already shows that it knows it. Other sessions end; this browser gets a new one. So many
/// an hour are chosen in this way, as each is told to others; a link that was mailed gives a new one all the same.
pub async fn choose_password(
    context: &AppContext,
    viewer: &PortalViewer,
    current: String,
    new: String,
) -> Result<(), AppError> {
    signed_in(viewer)?;
    let account = portal_account::Entity::find_by_id(viewer.account_id).one(&context.db.read).await?;
    let account = account.ok_or(AppError::Unauthenticated)?;
    notices::may_choose_password(&context.db.read, account.id, clock::now()).await?;
    let key = Key::Own(viewer.account_id);
    if account.password_hash.is_some() {
        let tx = context.db.begin().await?;
        attempts::count(&tx, &[key], clock::now()).await?;
        tx.commit().await?;
        if !password::verify(current, account.password_hash.clone()).await? {
            return Err(AppError::field("current", FieldError::WrongPassword));
        }
    }
    let companies = queries_of_portal::companies(&context.db.read, viewer).await?;
    let mut known = vec![account.name.as_str(), &account.email];
    known.extend(companies.iter().take(KNOWN).flat_map(|company| [company.name.as_str(), &company.firm.name]));
    let hash = password::hash(new, &known).await?;
    let tx = context.db.begin().await?;
    let as_read = portal_account::Entity::find_by_id(account.id)
        .filter(portal_account::Column::Version.eq(account.version))
        .lock_exclusive();
    // Of many that choose at once, the others would pass by the number that was counted.
    if as_read.one(&tx).await?.is_none() {
        return Err(AppError::Conflict(String::new()));
    }
    attempts::forget(&tx, key).await?;
    set_password(&tx, &account, hash).await?;
    tx.commit().await?;
    context.wake.notify_waiters();
    sign_in::welcome(context, entry::whole(&account), &account.locale, None).await
}

/// Gives an account a password. Every session of it ends, a link that is under way opens nothing any more, and those whom it
/// concerns are told.
pub async fn set_password(
    tx: &DatabaseTransaction,
    account: &portal_account::Model,
    hash: String,
) -> Result<(), AppError> {
    let after = portal_account::ActiveModel {
        id: Set(account.id),
        version: Set(account.version + 1),
        password_hash: Set(Some(hash)),
        ..Default::default()
    };
    portal_account::Entity::update(after).exec(tx).await?;
    queries::close_all(tx, entry::whole(account)).await?;
    browsers::forget_all(tx, account.id).await?;
    let now = clock::now();
    links::revoke(tx, Purpose::Portal, account.id, now).await?;
    outbox::withdraw(tx, MailKind::Portal, account.id, now).await?;
    notices::password_changed(tx, account).await
}

/// Where a person's own access stands.
const PAGE: &str = "/mijn-bedrijf";

/// Who sends a form of the own access. None where the session has ended, or somebody else signed in, since the page was shown.
pub fn sender(account: Option<Uuid>, typed: &[(&str, &str)]) -> Result<Option<PortalViewer>, AppError> {
    let sender = save::sender(account)?;
    if sender.is_none() {
        if let Some(account_id) = account.filter(|_| !typed.is_empty()) {
            let texts = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            typed::keep_until_signed_in(account_id, own_access::FORM, &(), texts)?;
        }
        save::show_door(&format!("{PAGE}?fout=afgemeld#toegang"));
    }
    Ok(sender)
}

/// Goes back to the page, with what was done or with what was typed and refused.
pub fn answer(done: Result<(), AppError>, word: &str, typed: &[(&str, &str)]) -> Result<(), AppError> {
    let sent = Sent { form: own_access::FORM, page: &format!("{PAGE}#toegang"), typed };
    sent.answer(done.map(|()| format!("{PAGE}?{word}#toegang")))
}
