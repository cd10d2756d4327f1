//! Signing in and out, and the first run.

use domain::{Email, Line};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::Semaphore;

use super::{
    Viewer, Visitor,
    attempts::Tries,
    begin_code, cookie, password,
    queries::{self, Holder},
    request,
    second_factor::{SecondStep, step, store},
    sign_ins::{
        SignInResult,
        browsers::{self, Before},
        notice,
        record::{self, Subject},
    },
    typed,
};
use crate::{
    clock,
    context::{AppContext, internal},
    error::{AppError, FormValidator, Refusal},
    settings::firm::{self, Founder},
};

/// Makes the firm of an empty database and signs its administrator in, who shows the code that the server gave when it started.
pub async fn begin(context: &AppContext, founder: Founder, code: &str) -> Result<(), AppError> {
    let mut validator = FormValidator::default();
    let founder = Founder {
        firm: validator.required::<Line>("firm", &founder.firm),
        name: validator.required::<Line>("name", &founder.name),
        email: validator.required::<Email>("email", &founder.email),
        ..founder
    };
    validator.done()?;
    begin_code::check(context, code).await?;
    let viewer = firm::create_first(context, founder).await?;
    begin_code::use_up(context).await?;
    let holder = Holder::User { firm_id: viewer.firm_id, user_id: viewer.user_id };
    welcome(context, holder, &viewer.locale, Some(SignInResult::Joined)).await
}

/// Signs a colleague in and gives the page that comes next, or says `Unauthenticated` for a wrong password and an unknown account
/// alike, after the same time.
pub async fn sign_in(context: &AppContext, email: &str, password: String, on: &str) -> Result<String, AppError> {
    let account = Email::key_of(email);
    let found = user::Entity::find().filter(user::Column::Email.eq(&account)).one(&context.db.read).await?;
    let holder = found.as_ref().map(|user| Holder::User { firm_id: user.firm_id, user_id: user.id });
    let hash = found.as_ref().filter(|user| user.active).and_then(|user| user.password_hash.clone());
    let deactivated = found.as_ref().is_some_and(|user| !user.active);
    let door = Door { counted: &account, typed: email, holder, portal: false, deactivated };
    door.prove(context, password, hash).await?;
    let user = found.ok_or(AppError::Unauthenticated)?;
    admit(context, &user, on, SignInResult::Right).await
}

/// Lets in whoever proved to be this colleague by a password or a link, and gives the page that comes next: the one of the second
/// factor, for a colleague who has one.
pub async fn admit(
    context: &AppContext,
    user: &user::Model,
    on: &str,
    result: SignInResult,
) -> Result<String, AppError> {
    if store::of(&context.db.read, user.firm_id, user.id).await?.is_some() {
        step::begin(context, user).await?;
        return Ok(format!("/aanmelden/code?terug={}", cookie::encoded(on)));
    }
    welcome_user(context, user, result).await?;
    Ok(on.to_owned())
}

/// What whoever gave the right password in this browser can go on with.
pub async fn second_step(context: &AppContext) -> Result<SecondStep, AppError> {
    let db = &context.db.read;
    let user = step::user(context, clock::now()).await?;
    let app = store::of(db, user.firm_id, user.id).await?.is_some_and(|factor| factor.app_secret.is_some());
    let passkey = store::passkeys_of(user.firm_id, user.id).one(db).await?.is_some();
    Ok(SecondStep { app, passkey })
}

/// Signs in whoever gave the right password in this browser, by a code of the second factor.
pub async fn by_code(context: &AppContext, code: &str) -> Result<(), AppError> {
    let now = clock::now();
    let user = step::user(context, now).await?;
    if let Err(error) = store::verify(context, &user, code, now).await {
        let result = match error {
            AppError::TooOften(_) => SignInResult::TooOften,
            _ => SignInResult::WrongCode,
        };
        let holder = Holder::User { firm_id: user.firm_id, user_id: user.id };
        record::refusal(context, Subject::Known(holder), result).await?;
        return Err(error);
    }
    let tx = context.db.begin().await?;
    step::end(&tx).await?;
    tx.commit().await?;
    welcome_user(context, &user, SignInResult::Right).await
}

/// Opens a session of a colleague who gave all that was asked.
pub async fn welcome_user(context: &AppContext, user: &user::Model, result: SignInResult) -> Result<(), AppError> {
    welcome(context, Holder::User { firm_id: user.firm_id, user_id: user.id }, &user.locale, Some(result)).await
}

/// Where somebody types an address and a password.
pub struct Door<'a> {
    /// What tries are counted by.
    pub counted: &'a str,
    /// The address as it was typed.
    pub typed: &'a str,
    /// Whose address it is, if anybody's.
    pub holder: Option<Holder>,
    /// It is that of customers.
    pub portal: bool,
    /// The account is of somebody who no longer works here.
    pub deactivated: bool,
}

/// So many passwords are looked at at once: what a wrong one counts is known before the next one's turn.
static TURNS: Semaphore = Semaphore::const_new(4);

impl Door<'_> {
    /// Refuses a wrong password and who must wait first, and writes both down.
    pub async fn prove(&self, context: &AppContext, password: String, hash: Option<String>) -> Result<(), AppError> {
        let subject = match self.holder {
            Some(holder) => Subject::Known(holder),
            None => Subject::Unknown { typed: self.typed, portal: self.portal },
        };
        let browser = match self.holder {
            Some(holder) => browsers::known(&context.db.read, holder.account_id()).await?,
            None => None,
        };
        let tries = Tries::new(self.counted, request::address(), browser);
        let refused = async |error| {
            if matches!(error, AppError::TooOften(_)) {
                record::refusal(context, subject, SignInResult::TooOften).await?;
            }
            Err(error)
        };
        if let Err(error) = tries.begin(context, clock::now()).await {
            return refused(error).await;
        }
        let _turn = TURNS.acquire().await.map_err(internal)?;
        if let Err(error) = tries.place_may_try(&context.db.read, clock::now()).await {
            return refused(error).await;
        }
        if !password::verify(password, hash).await? {
            let result = if self.deactivated { SignInResult::Deactivated } else { SignInResult::WrongPassword };
            tries.failed(context, clock::now()).await?;
            record::refusal(context, subject, result).await?;
            return Err(AppError::Unauthenticated);
        }
        let tx = context.db.begin().await?;
        tries.forget(&tx).await?;
        Ok(tx.commit().await?)
    }
}

/// Refuses to sign out, without a word, somebody else who is signed in to this browser. `agreed` says that the form told who it
/// is, and that they are signed out.
pub fn allow_replacing(is_same: impl FnOnce(&Visitor) -> bool, agreed: bool) -> Result<(), AppError> {
    let visitor = request::visitor();
    let nobody_else = visitor == Visitor::Nobody || is_same(&visitor);
    if agreed || nobody_else { Ok(()) } else { Err(AppError::Refused(Refusal::SignedInAsOther)) }
}

/// Opens a session for the browser of this request and ends the one that it had: a session that somebody else planted in the
/// browser does not become the one that is signed in. `result` is what the log of sign-ins says of it; without one nobody came in:
/// a session goes on under another secret.
pub async fn welcome(
    context: &AppContext,
    holder: Holder,
    locale: &str,
    result: Option<SignInResult>,
) -> Result<(), AppError> {
    let now = clock::now();
    let tx = context.db.begin().await?;
    if let Some(earlier) = request::session_token() {
        queries::close(&tx, &earlier).await?;
    }
    let opened = queries::open(&tx, holder, &request::source(), now).await?;
    let before = browsers::remember(&tx, holder, now).await?;
    if let Some(result) = result {
        let line = record::write(&tx, Subject::Known(holder), result, Some(opened.id), now).await?;
        if before == Before::New && result != SignInResult::Joined {
            notice::queue(&tx, holder, line).await?;
        }
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    typed::forget_unsaved_of_others(holder)?;
    cookie::set(&opened.token)?;
    cookie::set_locale(locale)
}

/// Ends the session of this browser.
pub async fn sign_out(context: &AppContext) -> Result<(), AppError> {
    if let Some(token) = request::session_token() {
        let tx = context.db.begin().await?;
        queries::close(&tx, &token).await?;
        tx.commit().await?;
    }
    forget()
}

/// Ends every session of a colleague, this one too.
pub async fn sign_out_everywhere(context: &AppContext, viewer: &Viewer) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    queries::close_all(&tx, Holder::User { firm_id: viewer.firm_id, user_id: viewer.user_id }).await?;
    tx.commit().await?;
    forget()
}

/// Takes from this browser what it knew of whoever signs out.
fn forget() -> Result<(), AppError> {
    typed::forget()?;
    cookie::clear()
}
