//! Signing in and out, and the first run.

use chrono::Utc;
use domain::{Email, Line};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Viewer, attempts,
    attempts::Key,
    cookie, password,
    queries::{self, Holder},
    request,
};
use crate::{
    context::AppContext,
    error::{AppError, Reading},
    settings::firm::{self, Founder},
};

/// Makes the firm of an empty database and signs its administrator in.
pub async fn begin(context: &AppContext, founder: Founder) -> Result<(), AppError> {
    let mut reading = Reading::default();
    let founder = Founder {
        firm: reading.required::<Line>("firm", &founder.firm),
        name: reading.required::<Line>("name", &founder.name),
        email: reading.required::<Email>("email", &founder.email),
        ..founder
    };
    reading.done()?;
    let viewer = firm::create_first(context, founder).await?;
    welcome(context, Holder::User { firm_id: viewer.firm_id, user_id: viewer.user_id }, &viewer.locale).await
}

/// Signs a colleague in, or says `Unauthenticated` for a wrong password and an unknown account alike, after the same time.
pub async fn sign_in(context: &AppContext, email: &str, password: String) -> Result<(), AppError> {
    let (account, address, now) = (Email::key_of(email), request::address(), Utc::now());
    let keys = [Key::SignInFrom(address), Key::SignIn { account: &account, address }];
    let tx = context.db.begin().await?;
    attempts::count(&tx, &keys, now).await?;
    tx.commit().await?;

    let found = user::Entity::find().filter(user::Column::Email.eq(&account)).one(&context.db.read).await?;
    let found = found.filter(|user| user.active);
    let hash = found.as_ref().and_then(|user| user.password_hash.clone());
    let right = password::verify(password, hash).await?;
    let Some(user) = found.filter(|_| right) else { return Err(AppError::Unauthenticated) };

    let tx = context.db.begin().await?;
    attempts::was_right(&tx, &account, address).await?;
    tx.commit().await?;
    welcome(context, Holder::User { firm_id: user.firm_id, user_id: user.id }, &user.locale).await
}

/// Opens a session for the browser of this request and ends the one that it had: a session that somebody else planted in the
/// browser does not become the one that is signed in.
pub async fn welcome(context: &AppContext, holder: Holder, locale: &str) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    if let Some(earlier) = request::session_token() {
        queries::close(&tx, &earlier).await?;
    }
    let token = queries::open(&tx, holder, Utc::now()).await?;
    tx.commit().await?;
    cookie::set(&token)?;
    cookie::set_locale(locale)
}

/// Ends the session of this browser.
pub async fn sign_out(context: &AppContext) -> Result<(), AppError> {
    if let Some(token) = request::session_token() {
        let tx = context.db.begin().await?;
        queries::close(&tx, &token).await?;
        tx.commit().await?;
    }
    cookie::clear()
}

/// Ends every session of a colleague, this one too.
pub async fn sign_out_everywhere(context: &AppContext, viewer: &Viewer) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    queries::close_all(&tx, Holder::User { firm_id: viewer.firm_id, user_id: viewer.user_id }).await?;
    tx.commit().await?;
    cookie::clear()
}
