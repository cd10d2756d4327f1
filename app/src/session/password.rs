//! Passwords: argon2id with the library's defaults (OWASP's advice), judged before they are accepted: see `guessable`.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

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
    if !(MIN_LENGTH..=MAX_LENGTH).contains(&password.chars().count()) {
        return Err(AppError::field("password", FieldError::WeakPassword));
    }
    let known: Vec<String> = known.iter().map(|text| (*text).to_owned()).collect();
    hashing::run(move || {
        if let Some(reason) = guessable::why(&password, &known) {
            return Err(AppError::field("password", FieldError::Guessable(reason)));
        }
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(internal)
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
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
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
        for weak in ["", "kort", "wachtwoord", "1234567890123", "an.peeters@kantoor.be"] {
            assert!(hash(weak.into(), &["an.peeters@kantoor.be"]).await.is_err(), "{weak}");
        }
    }
}
