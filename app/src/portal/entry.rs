//! How a customer's person signs in: by a password, or by a link in a mail. A link alone opens no account that has a password: it
//! opens the one company of it, or asks for the password.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Email, email};
use entity::{customer, firm, portal_account};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{access, accounts, people, records::Entrance};
use crate::{
    clock,
    context::AppContext,
    error::{AppError, FieldError, Refusal},
    mail::{MailKind, NewMail, outbox},
    session::{
        OneCompany, Visitor,
        attempts::{self, Key, Tries},
        back::Sent,
        cookie,
        links::{self, Purpose},
        password,
        queries::Holder,
        request,
        sign_in::{self, Door},
        sign_ins::{SignInResult, record},
        wanted,
    },
    settings::firm::letterhead,
};

/// Where somebody goes on once signed in, while the link to sign in is on its way.
const WANTED: &str = "kantoor_wanted";

/// Signs in with a password, or says `Unauthenticated` for a wrong one and for an address that nobody knows alike.
pub async fn by_password(context: &AppContext, email: &str, password: String, agreed: bool) -> Result<(), AppError> {
    let found = people::by_email(&context.db.read, email).await?;
    let id = found.as_ref().map(|account| account.id);
    sign_in::allow_replacing(|visitor| id.is_some_and(|id| is_account(visitor, id)), agreed)?;
    let right = is_password_of(context, email, found.as_ref(), password).await?;
    let Some(account) = found.filter(|_| right) else { return Err(AppError::Unauthenticated) };
    sign_in::welcome(context, whole(&account), &account.locale, Some(SignInResult::Right)).await
}

/// Whether this is the password of the account at an address, if there is one. It takes as long if there is none, and each wrong
/// try makes the next one wait longer.
pub async fn is_password_of(
    context: &AppContext,
    email: &str,
    account: Option<&portal_account::Model>,
    password: String,
) -> Result<bool, AppError> {
    // Somebody may be a colleague of a firm and a customer of another, with one address: they are counted apart.
    let counted = counted(email);
    let door = Door { counted: &counted, typed: email, holder: account.map(whole), portal: true, deactivated: false };
    let hash = account.and_then(|account| account.password_hash.clone());
    match door.prove(context, password, hash).await {
        Ok(()) => Ok(true),
        Err(AppError::Unauthenticated) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Sends a link to sign in with, if the address is known. The answer is the same if it is not, and when it had its share of mails.
pub async fn ask_link(context: &AppContext, email: &str) -> Result<(), AppError> {
    let now = clock::now();
    let counted = counted(email);
    let tx = context.db.begin().await?;
    attempts::count_mail(&tx, now).await?;
    match attempts::count(&tx, &[Key::MailTo(&counted)], now).await {
        Ok(()) => {
            if let Some(account) = people::by_email(&tx, email).await? {
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

/// What the link of a mail opens, without using it.
pub async fn entrance(context: &AppContext, token: &str) -> Result<Entrance, AppError> {
    let db = &context.db.read;
    let link = links::peek(db, Purpose::Portal, token, clock::now()).await?;
    let account = account_of(db, link.subject_id).await?;
    let only = match account.password_hash {
        Some(_) => only_company(db, &account).await?,
        None => None,
    };
    let company = match only {
        Some(only) => customer::Entity::find_by_id((only.firm_id, only.customer_id)).one(db).await?,
        None => None,
    };
    let firm = match people::only_firm(db, account.id).await? {
        Some(firm_id) => firm::Entity::find_by_id(firm_id).one(db).await?,
        None => None,
    };
    Ok(Entrance {
        has_password: account.password_hash.is_some(),
        email: email::shown(&account.email),
        company: company.map(|company| company.name),
        firm: firm.as_ref().map(letterhead),
    })
}

/// What comes with the link of a mail.
pub enum Proof {
    /// The link alone.
    Link,
    /// The password of the account.
    Password(String),
    /// A new password, where the old one was forgotten.
    NewPassword(String),
}

/// Signs in with the link of a mail.
pub async fn by_link(context: &AppContext, token: &str, proof: Proof, agreed: bool) -> Result<(), AppError> {
    let (db, now) = (&context.db, clock::now());
    let link = links::peek(&db.read, Purpose::Portal, token, now).await;
    let link = record::link_outcome(context, Purpose::Portal, token, link).await?;
    let account = account_of(&db.read, link.subject_id).await?;
    sign_in::allow_replacing(|visitor| is_account(visitor, account.id), agreed)?;
    let (holder, hash) = match proof {
        _ if account.password_hash.is_none() => (whole(&account), None),
        Proof::Link => (limited(&account, only_company(&db.read, &account).await?)?, None),
        Proof::Password(password) => {
            if !is_password_of(context, &account.email, Some(&account), password).await? {
                return Err(AppError::field("password", FieldError::WrongPassword));
            }
            (whole(&account), None)
        }
        Proof::NewPassword(new) => {
            let known = [account.name.as_str(), &account.email];
            (whole(&account), Some(password::hash(new, &known).await?))
        }
    };
    let tx = db.begin().await?;
    links::redeem(&tx, Purpose::Portal, token, now).await?;
    if let Some(hash) = hash {
        Tries::new(&counted(&account.email), request::address(), None).forget(&tx).await?;
        accounts::set_password(&tx, &account, hash).await?;
    }
    tx.commit().await?;
    context.wake.notify_waiters();
    sign_in::welcome(context, holder, &account.locale, Some(SignInResult::Link)).await
}

/// Ends the session of this browser.
pub async fn leave(context: &AppContext) -> Result<(), AppError> {
    sign_in::sign_out(context).await
}

/// Goes on, or back to the page where one signs in, with the address that was typed there.
pub fn answer(outcome: Result<(), AppError>, on: &str, email: &str, wanted: &str) -> Result<(), AppError> {
    let page = match own_page(wanted) {
        Some(wanted) => format!("/toegang?terug={}", cookie::encoded(wanted)),
        None => "/toegang".to_owned(),
    };
    let sent = Sent { form: access::FORM, page: &page, typed: &[("email", email)] };
    sent.answer(outcome.map(|()| on.to_owned()))
}

/// Goes on to the page that was wanted, or back to the page of the link.
pub fn answer_link(outcome: Result<(), AppError>, token: &str, way: &str) -> Result<(), AppError> {
    let page = format!("/toegang/{}", cookie::encoded(token));
    let on = outcome.map(|()| take_wanted().unwrap_or_else(|| "/mijn-bedrijf".to_owned()));
    Sent { form: access::LINK_FORM, page: &page, typed: &[("way", way)] }.answer(on)
}

/// The page of a customer that somebody wanted before signing in.
pub fn own_page(wanted: &str) -> Option<&str> {
    let page = wanted::own_page(wanted)?;
    let path = page.split(['?', '#']).next().unwrap_or_default();
    (path == "/mijn-bedrijf" || path.starts_with("/mijn-bedrijf/")).then_some(page)
}

/// Remembers the page that is wanted until the link that was asked for is used in this browser.
pub fn remember_wanted(wanted: &str) -> Result<(), AppError> {
    match own_page(wanted) {
        Some(page) => {
            let page = URL_SAFE_NO_PAD.encode(page);
            cookie::append(WANTED, &page, Purpose::Portal.lifetime().num_seconds(), true)
        }
        None => Ok(()),
    }
}

/// The page that was wanted when a link was asked for, once.
fn take_wanted() -> Option<String> {
    let wanted = String::from_utf8(URL_SAFE_NO_PAD.decode(request::cookie(WANTED)?).ok()?).ok()?;
    let _ = cookie::append(WANTED, "", 0, true);
    own_page(&wanted).map(str::to_owned)
}

/// Whether this account is signed in.
pub fn is_account(visitor: &Visitor, account_id: uuid::Uuid) -> bool {
    matches!(visitor, Visitor::Customer(viewer) if viewer.account_id == account_id)
}

/// A session of the whole account.
pub fn whole(account: &portal_account::Model) -> Holder {
    Holder::Portal { account_id: account.id, only: None }
}

/// A session of the one company that a link opens; where there are more, the password is asked for.
fn limited(account: &portal_account::Model, only: Option<OneCompany>) -> Result<Holder, AppError> {
    match only {
        Some(only) => Ok(Holder::Portal { account_id: account.id, only: Some(only) }),
        None => Err(AppError::field("password", FieldError::Required)),
    }
}

/// The company of an account that keeps no other.
async fn only_company(
    db: &impl ConnectionTrait,
    account: &portal_account::Model,
) -> Result<Option<OneCompany>, AppError> {
    let kept = people::kept(db, account.id).await?;
    Ok(match kept.as_slice() {
        [only] => Some(OneCompany { firm_id: only.firm_id, customer_id: only.customer_id }),
        _ => None,
    })
}

async fn account_of(db: &impl ConnectionTrait, id: uuid::Uuid) -> Result<portal_account::Model, AppError> {
    portal_account::Entity::find_by_id(id).one(db).await?.ok_or(AppError::Refused(Refusal::LinkInvalid))
}

fn counted(email: &str) -> String {
    format!("portal {}", Email::key_of(email))
}

/// The mail carries the name of the firm where there is one only.
async fn mail(db: &impl ConnectionTrait, account: &portal_account::Model) -> Result<NewMail, AppError> {
    Ok(NewMail {
        kind: MailKind::Portal,
        firm_id: people::only_firm(db, account.id).await?,
        customer_id: None,
        subject_id: account.id,
        recipient: account.email.clone(),
        locale: account.locale.clone(),
    })
}
