//! What a customer's person changes about its own access.

use chrono::Utc;
use domain::{Language, Line, clean, email};
use entity::portal_account;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{own_access, queries as queries_of_portal, records::Access};
use crate::{
    context::AppContext,
    error::{AppError, FieldError},
    session::{
        PortalViewer,
        attempts::{self, Key},
        back::Sent,
        cookie, password,
        queries::{self, Holder},
        sign_in,
    },
};

/// So many companies are looked at for names that may not stand in a password.
const KNOWN: usize = 20;

/// How this person signs in.
pub async fn access(db: &impl ConnectionTrait, viewer: &PortalViewer) -> Result<Access, AppError> {
    let account = portal_account::Entity::find_by_id(viewer.account_id).one(db).await?;
    let account = account.ok_or(AppError::Unauthenticated)?;
    Ok(Access {
        version: account.version,
        name: account.name,
        email: email::shown(&account.email),
        locale: account.locale,
        has_password: account.password_hash.is_some(),
    })
}

/// Changes name and language, as they were read in `version`.
pub async fn save(
    context: &AppContext,
    viewer: &PortalViewer,
    version: i32,
    name: &str,
    locale: &str,
) -> Result<(), AppError> {
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
    tx.commit().await?;
    cookie::set_locale(&locale)
}

/// Chooses a password. Who has one already shows that it knows it. Other sessions end; this browser gets a new one.
pub async fn choose_password(
    context: &AppContext,
    viewer: &PortalViewer,
    current: String,
    new: String,
) -> Result<(), AppError> {
    let account = portal_account::Entity::find_by_id(viewer.account_id).one(&context.db.read).await?;
    let account = account.ok_or(AppError::Unauthenticated)?;
    let key = Key::Own(viewer.account_id);
    if account.password_hash.is_some() {
        let tx = context.db.begin().await?;
        attempts::count(&tx, &[key], Utc::now()).await?;
        tx.commit().await?;
        if !password::verify(current, account.password_hash.clone()).await? {
            return Err(AppError::field("current", FieldError::WrongPassword));
        }
    }
    let companies = queries_of_portal::companies(&context.db.read, viewer).await?;
    let mut known = vec![account.name.as_str(), &account.email];
    known.extend(companies.iter().take(KNOWN).flat_map(|company| [company.name.as_str(), &company.firm]));
    let hash = password::hash(new, &known).await?;
    let tx = context.db.begin().await?;
    let after = portal_account::ActiveModel {
        id: Set(account.id),
        version: Set(account.version + 1),
        password_hash: Set(Some(hash)),
        ..Default::default()
    };
    portal_account::Entity::update(after).exec(&tx).await?;
    attempts::forget(&tx, key).await?;
    queries::close_all(&tx, Holder::Portal { account_id: account.id }).await?;
    tx.commit().await?;
    sign_in::welcome(context, Holder::Portal { account_id: account.id }, &account.locale, None).await
}

/// Goes back to the page, with what was done or with what was typed and refused.
pub fn answer(done: Result<(), AppError>, word: &str, typed: &[(&str, &str)]) -> Result<(), AppError> {
    let sent = Sent { form: own_access::FORM, page: "/mijn-bedrijf#toegang", typed };
    sent.answer(done.map(|()| format!("/mijn-bedrijf?{word}#toegang")))
}
