//! Passwords: argon2id with the library's defaults (OWASP's advice), judged before they are accepted: see `guessable`.

use std::cell::RefCell;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};

use super::{guessable, hashing};
use crate::{
    context::internal,
    error::{AppError, FieldError},
};

/// Shortest password, in characters. NIST SP 800-63B asks for 8 beside another factor; without one we ask for 10.
pub const MIN_LENGTH: usize = 10;
/// Longest password: argon2 would work on any length, a request need not.
const MAX_LENGTH: usize = 200;

/// Hashes a new password in PHC form, or says that it is too easy to guess. `known` holds what others know of the person: names,
/// addresses, the firm's name.
pub async fn hash(password: String, known: &[&str]) -> Result<String, AppError> {
    if password.is_empty() {
        return Err(AppError::field("password", FieldError::NoPassword));
    }
    if !(MIN_LENGTH..=MAX_LENGTH).contains(&password.chars().count()) {
        return Err(AppError::field("password", FieldError::WeakPassword));
    }
    let known: Vec<String> = known.iter().map(|text| (*text).to_owned()).collect();
    hashing::run(move || {
        if let Some(reason) = guessable::why(&password, &known) {
            return Err(AppError::field("password", FieldError::Guessable(reason)));
        }
        let (salt, params) = (Salt::generate(), Params::default());
        let hash = PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(&params).map_err(internal)?,
            hash: Some(derive(&password, &salt, params)?),
            salt: Some(salt),
        };
        Ok(hash.to_string())
    })
    .await?
}

/// Whether the password is the one that was hashed. With no hash it takes as long and says no, so that the time tells nothing.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    if password.len() > MAX_LENGTH * 4 {
        return Ok(false);
    }
    hashing::run(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| DUMMY.to_owned());
        let parsed = PasswordHash::new(&hash).map_err(internal)?;
        let params = Params::try_from(&parsed).map_err(internal)?;
        let salt = parsed.salt.ok_or_else(|| internal("a hash of a password has no salt"))?;
        // Comparing takes as long for all.
        Ok(parsed.hash == Some(derive(&password, &salt, params)?) && known)
    })
    .await?
}

thread_local! {
    /// Each hash takes 19 MiB. The allocator would give every one another place, and keep them all.
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

fn derive(password: &str, salt: &Salt, params: Params) -> Result<Output, AppError> {
    let (blocks, length) = (params.block_count(), params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN));
    let argon2 = Argon2::new(Algorithm::default(), Version::default(), params);
    let mut output = [0; Output::MAX_LENGTH];
    MEMORY.with_borrow_mut(|memory| {
        if memory.len() < blocks {
            memory.resize(blocks, Block::default());
        }
        let output = &mut output[..length.min(Output::MAX_LENGTH)];
        argon2
            .hash_password_into_with_memory(password.as_bytes(), salt, output, &mut memory[..blocks])
            .map_err(internal)?;
        Output::new(output).map_err(internal)
    })
}

/// The hash of nobody's password, with the same cost as a real one.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$2Cn0PxyBJ8YBz9jZJYDKTqmsvLSfmhuu8qV0jFZQ2o4";

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_and_another_is_not() {
        let hashed = hash("een-lange zin met koffie".into(), &["An"]).await.unwrap();
        assert!(verify("een-lange zin met koffie".into(), Some(hashed.clone())).await.unwrap());
        assert!(!verify("een-lange zin met thee".into(), Some(hashed)).await.unwrap());
        assert!(!verify("een-lange zin met koffie".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn what_is_easy_to_guess_is_refused() {
        let none = hash(String::new(), &[]).await;
        assert_eq!(none, Err(AppError::field("password", FieldError::NoPassword)));
        for weak in ["kort", "wachtwoord", "1234567890123", "an.peeters@kantoor.be"] {
            assert!(hash(weak.into(), &["an.peeters@kantoor.be"]).await.is_err(), "{weak}");
        }
    }
}
