//! Recovery codes: ten that count once each, for whoever lost the second factor. Only their hashes are stored.

use entity::recovery_code;
use rand::RngExt;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use crate::{
    context::AppContext,
    error::AppError,
    session::{cookie, request, secret},
};

/// How many are made at once.
const COUNT: usize = 10;
/// Letters of a code: 80 random bits, so that their fast hash tells nothing.
pub const LENGTH: usize = 16;
/// Digits and letters that are not mistaken for one another (Crockford's base32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The cookie that carries new codes to the page that shows them, once and sealed, and for how many seconds.
const COOKIE: &str = "kantoor_codes";
const LIVES: i64 = 300;

/// Makes new codes for a user; earlier ones no longer count.
pub async fn renew(tx: &DatabaseTransaction, firm_id: Uuid, user_id: Uuid) -> Result<Vec<String>, AppError> {
    forget(tx, firm_id, user_id).await?;
    let codes: Vec<String> = (0..COUNT).map(|_| new()).collect();
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        firm_id: Set(firm_id),
        user_id: Set(user_id),
        code_hash: Set(hash(user_id, &normalised(code))),
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(codes)
}

/// Uses a code: false if it is none of the user's, or was used before. Of two who use it at once, one succeeds.
pub async fn redeem(db: &impl ConnectionTrait, firm_id: Uuid, user_id: Uuid, code: &str) -> Result<bool, AppError> {
    let key = (firm_id, user_id, hash(user_id, code));
    Ok(recovery_code::Entity::delete_by_id(key).exec(db).await?.rows_affected == 1)
}

/// How many are left.
pub async fn left(db: &impl ConnectionTrait, firm_id: Uuid, user_id: Uuid) -> Result<u64, AppError> {
    Ok(of(firm_id, user_id).count(db).await?)
}

/// Removes those of a user.
pub async fn forget(db: &impl ConnectionTrait, firm_id: Uuid, user_id: Uuid) -> Result<(), AppError> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::FirmId.eq(firm_id))
        .filter(recovery_code::Column::UserId.eq(user_id))
        .exec(db)
        .await?;
    Ok(())
}

fn of(firm_id: Uuid, user_id: Uuid) -> sea_orm::Select<recovery_code::Entity> {
    let of_firm = recovery_code::Entity::find().filter(recovery_code::Column::FirmId.eq(firm_id));
    of_firm.filter(recovery_code::Column::UserId.eq(user_id))
}

/// Has the next page of this browser show the codes.
pub fn show_next(context: &AppContext, user_id: Uuid, codes: &[String]) -> Result<(), AppError> {
    cookie::append(COOKIE, &context.sealing.seal(&purpose(user_id), codes.join(" ").as_bytes())?, LIVES, true)
}

/// The codes that this page shows; none when they were shown already.
pub fn take_shown(context: &AppContext, user_id: Uuid) -> Result<Vec<String>, AppError> {
    let sealed = request::cookie(COOKIE).and_then(|sealed| context.sealing.open(&purpose(user_id), &sealed));
    let Some(codes) = sealed.and_then(|codes| String::from_utf8(codes).ok()) else { return Ok(Vec::new()) };
    cookie::append(COOKIE, "", 0, true)?;
    Ok(codes.split(' ').map(ToOwned::to_owned).collect())
}

fn purpose(user_id: Uuid) -> String {
    format!("codes {user_id}")
}

/// Four groups of four.
fn new() -> String {
    let mut random = rand::rng();
    let letter = |_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]);
    let letters: Vec<char> = (0..LENGTH).map(letter).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// A code as it was typed: without what stands between, and with the letters that look like a digit read as one.
pub fn normalised(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase());
    letters
        .map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect()
}

fn hash(user_id: Uuid, code: &str) -> String {
    secret::hash(&format!("{user_id} {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = new();
        assert_eq!(code.len(), LENGTH + 3, "{code}");
        assert_ne!(code, new());
        assert_eq!(normalised(&code), code.replace('-', ""));
        assert_eq!(normalised(&code.to_lowercase().replace('-', " ")), normalised(&code));
        assert_eq!(normalised("o0il 1"), "00111");
    }
}
