//! The code that making the first firm asks for. Whoever starts the server reads it there; it is new at each start, and only its hash
//! is stored. Without it, whoever finds a new server first would be its administrator.

use rand::seq::IndexedRandom;
use uuid::Uuid;

use super::{
    address,
    attempts::{self, Key},
    links::{self, Purpose},
    queries, request,
};
use crate::{
    clock,
    context::AppContext,
    error::{AppError, FieldError, Refusal},
};

/// Letters and digits that resemble no other.
const SIGNS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Three groups of four: 60 bits.
const GROUPS: usize = 3;
const GROUP: usize = 4;
/// The subject of the link that it is stored as: there is no firm yet.
const NOBODY: Uuid = Uuid::nil();

/// Makes a new code in place of the one before.
pub async fn renew(context: &AppContext) -> Result<String, AppError> {
    let code = new();
    let tx = context.db.begin().await?;
    links::revoke(&tx, Purpose::Begin, NOBODY, clock::now()).await?;
    links::store(&tx, Purpose::Begin, None, NOBODY, &plain(&code), clock::now()).await?;
    tx.commit().await?;
    Ok(code)
}

/// Refuses a wrong code, and says how long to wait after too many.
pub async fn check(context: &AppContext, typed: &str) -> Result<(), AppError> {
    set_up_already(context).await?;
    let places = address::networks(request::address());
    let keys: Vec<_> = places.into_iter().map(Key::Begin).collect();
    let now = clock::now();
    let tx = context.db.begin().await?;
    attempts::count(&tx, &keys, now).await?;
    tx.commit().await?;
    match links::peek(&context.db.read, Purpose::Begin, &plain(typed), now).await {
        Err(AppError::Refused(_)) => {
            // Somebody else may have been first meanwhile.
            set_up_already(context).await?;
            return Err(AppError::field("code", FieldError::WrongStartCode));
        }
        found => found?,
    };
    let tx = context.db.begin().await?;
    for key in keys {
        attempts::forget(&tx, key).await?;
    }
    Ok(tx.commit().await?)
}

/// The firm is made: the code is of no more use.
pub async fn use_up(context: &AppContext) -> Result<(), AppError> {
    let tx = context.db.begin().await?;
    links::revoke(&tx, Purpose::Begin, NOBODY, clock::now()).await?;
    Ok(tx.commit().await?)
}

async fn set_up_already(context: &AppContext) -> Result<(), AppError> {
    if queries::is_set_up(&context.db).await? { Err(AppError::Refused(Refusal::AlreadySetUp)) } else { Ok(()) }
}

fn new() -> String {
    let mut rng = rand::rng();
    let mut sign = || SIGNS.choose(&mut rng).map_or('A', |sign| char::from(*sign));
    let groups: Vec<String> = (0..GROUPS).map(|_| (0..GROUP).map(|_| sign()).collect()).collect();
    groups.join("-")
}

/// As it is hashed, however it was typed over.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}
